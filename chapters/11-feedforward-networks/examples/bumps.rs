//! What one hidden layer can do: any continuous function, as a sum of steps; built, and then learned.
//!
//! ```text
//! cargo run --release -p ch11 --example bumps
//! ```

use activations::Tanh;
use anyhow::Result;
use autograd::Tape;
use ch11::bumps::{Steps, grid};
use clap::Parser;
use feedforward::Mlp;
use figures::{LineChart, Series};
use losses::MeanSquaredError;
use nn::Forward;
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::f64::consts::{PI, TAU};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Follows a sine with steps, and learns it
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Steps of learning
    #[arg(long, default_value_t = 4000)]
    steps: u64,
}

fn sine(x: f64) -> f64 {
    (TAU * x).sin()
}

fn main() -> Result<()> {
    let Arguments { common, steps } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch11/bumps")?;
    let mut numbers = ResultsFile::default();

    say(
        "the maximum error on the interval from 0 to 1 for sin(2πx), three seeds where it is learned",
    );
    say("");
    say("neurons    built    π/(neurons + 1)    learned (median)      best     worst");
    let (mut built, mut learnt) = (Vec::new(), Vec::new());
    for n in [2, 4, 8, 16, 32, 64, 128] {
        let hard = Steps::following(sine, n, f64::INFINITY).max_error(sine);
        let mut errors: Vec<f64> =
            (common.seed..common.seed + 3).map(|seed| learn(n, steps, seed)).collect();
        errors.sort_by(f64::total_cmp);
        let [best, median, worst] = errors[..] else { unreachable!("three seeds") };
        say(format_args!(
            "{n:>7}    {hard:>5.3}    {:>15.3}    {median:>16.4}    {best:>6.4}    {worst:>6.4}",
            PI / (n as f64 + 1.0)
        ));
        numbers.add(&format!("steps_{n}"), hard);
        numbers.add(&format!("learned_{n}"), median);
        built.push((n as f64, hard));
        learnt.push((n as f64, median));
    }
    let line = |label: &str, points| Series { label: label.into(), points, color: None };
    let chart = LineChart {
        description:
            "The maximum error over the number of hidden neurons, on a logarithmic scale. \
                      That of the steps halves with each doubling of the neurons. That of the \
                      learned networks falls steeply up to four neurons, and then stays at about \
                      a hundredth."
                .into(),
        x_label: "hidden neurons".into(),
        y_label: "maximum error".into(),
        log_y: true,
        series: vec![line("built", built), line("learned", learnt)],
    };
    results.write("universal.svg", |path| chart.draw()?.save(path));

    let xs: Vec<f64> = grid(401).collect();
    let curve = |label: &str, f: &dyn Fn(f64) -> f64| Series {
        label: label.into(),
        points: xs.iter().map(|&x| (x, f(x))).collect(),
        color: None,
    };
    let (steep, gentle) = (Steps::bump(0.3, 0.6, 1.0, 200.0), Steps::bump(0.3, 0.6, 1.0, 30.0));
    let chart = LineChart {
        description: "Two curves that are 0 at the left, rise to 1 at 0.3 and fall back to 0 at \
                      0.6: one with nearly vertical sides, one with rounded sides."
            .into(),
        x_label: "input".into(),
        y_label: "output".into(),
        log_y: false,
        series: vec![curve("k = 200", &|x| steep.value(x)), curve("k = 30", &|x| gentle.value(x))],
    };
    results.write("bump.svg", |path| chart.draw()?.save(path));

    let (hard, sigmoids) =
        (Steps::following(sine, 8, f64::INFINITY), Steps::following(sine, 8, 36.0));
    let chart = LineChart {
        description: "A period of the sine, a staircase of nine treads that follows it, and a \
                      smooth curve through the same treads that lies close to the sine."
            .into(),
        x_label: "input".into(),
        y_label: "output".into(),
        log_y: false,
        series: vec![
            curve("sin(2πx)", &sine),
            curve("eight steps", &|x| hard.value(x)),
            curve("eight sigmoids", &|x| sigmoids.value(x)),
        ],
    };
    results.write("staircase.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The maximum error of a network with one hidden layer of `n` neurons after training on 257 points.
fn learn(n: usize, steps: u64, seed: u64) -> f64 {
    // ANCHOR: learn
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut network = Mlp::<f64, _>::new(&[1, n, 1], Tanh, rng);
    // Each neuron begins as a step somewhere in the interval, neither all at 0 nor all alike.
    let hidden = &mut network.hidden[0];
    for (w, b) in
        hidden.weight.value.as_mut_slice().iter_mut().zip(hidden.bias.value.as_mut_slice())
    {
        *w = rng.random_range(2.0..8.0);
        *b = -*w * rng.random_range(0.0..1.0);
    }
    let xs: Vec<f64> = grid(257).collect();
    let targets: Vec<f64> = xs.iter().map(|&x| sine(x)).collect();
    let inputs = Tensor::new([xs.len(), 1], xs);
    let mut adam = Adam::new(0.02);
    let decay = CosineDecay { initial: 0.02, final_lr: 1e-5, steps };
    let mut tape = Tape::new();
    for step in 0..steps {
        adam.common.learning_rate = decay.lr_at(step);
        let gradients = tape.gradients(|tape| {
            network.forward(tape.constant(&inputs)).loss(&MeanSquaredError, &targets)
        });
        adam.step(&mut network, &gradients);
    }
    // ANCHOR_END: learn
    let xs: Vec<f64> = grid(2001).collect();
    let inputs = Tensor::new([xs.len(), 1], xs.clone());
    let outputs = tape.no_grad(|tape| network.forward(tape.constant(&inputs)));
    let errors = xs.iter().zip(outputs.as_slice()).map(|(x, y)| (y - sine(*x)).abs());
    errors.fold(0.0, f64::max)
}
