//! Vanishing and exploding gradients, measured: how much of the gradient is left k steps back.
//!
//! ```text
//! cargo run --release -p ch13 --example vanishing
//! ```

use anyhow::Result;
use autograd::{Param, Tape};
use ch13::theory::{Activation, Square, gradient_norms, length};
use clap::Parser;
use figures::{LineChart, Series};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use rnn::{Lstm, RecurrentInit, RecurrentOptions, SequenceOptions, State};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures how the gradient changes on its way back through the steps
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The units of each network, and the steps of a sequence.
const UNITS: usize = 32;
const STEPS: usize = 60;
/// How many networks of each kind are averaged.
const NETWORKS: u64 = 10;
/// How far back the table looks.
const BACK: [usize; 4] = [1, 10, 25, 50];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch13/vanishing")?;
    let mut numbers = ResultsFile::default();
    let mut rows: Vec<(String, Vec<f64>)> = Vec::new();
    let average = |of: &dyn Fn(&mut ChaCha8Rng) -> Vec<f64>| {
        let runs = (0..NETWORKS).map(|more| {
            of(&mut ChaCha8Rng::seed_from_u64(common.seed.wrapping_mul(1_000).wrapping_add(more)))
        });
        geometric_mean(&runs.collect::<Vec<_>>())
    };

    // ANCHOR: plain
    // Plain recurrent networks, linear and with tanh, by the spectral radius of their recurrent weights.
    for (name, activation) in [("linear", Activation::Linear), ("tanh", Activation::Tanh)] {
        for radius in [0.8, 1.0, 1.2] {
            let norms = average(&|rng| {
                let u = Square::random(UNITS, radius, rng);
                let inputs: Vec<Vec<f64>> = (0..STEPS).map(|_| normal(UNITS, rng)).collect();
                gradient_norms(&u, activation, &inputs, normal(UNITS, rng))
            });
            rows.push((format!("{name} {radius:.1}"), norms));
        }
    }
    // ANCHOR_END: plain
    for bias in [0.0, 1.0, 4.0] {
        rows.push((format!("LSTM, bias {bias:.0}"), average(&|rng| lstm_norms(bias, rng))));
    }

    say(format_args!(
        "norm of the gradient, {NETWORKS} networks, that with respect to the last state = 1"
    ));
    say("");
    let columns = BACK.map(|k| format!("{:>10}", format!("{k} back"))).join("");
    say(format_args!("{:<14}{columns}", ""));
    for (name, norms) in &rows {
        let cells = BACK.map(|k| format!("{:>10}", short(norms[k]))).join("");
        say(format_args!("{name:<14}{cells}"));
        let key = name.replace(", bias", "").replace([' ', '.'], "_").to_lowercase();
        for k in BACK {
            numbers.add(&format!("{key}_{k}"), norms[k]);
        }
    }

    numbers.add("networks", NETWORKS);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let chosen = |names: &[&str]| {
        let row = |name: &&str| rows.iter().find(|(row, _)| row == name);
        names.iter().filter_map(row).map(|(name, norms)| curve(name, norms)).collect()
    };
    let plain = chart(
        "Norms of gradients of linear recurrent networks over the number of steps back, on a \
         logarithmic axis: straight lines, falling for a spectral radius of 0.8, level for 1.0 and \
         rising for 1.2.",
        chosen(&["linear 0.8", "linear 1.0", "linear 1.2"]),
    );
    let gates = chart(
        "The same for networks with tanh, which all fall, and for cell states of LSTMs: the greater the \
         bias of the forget gate, the slower they fall.",
        chosen(&["tanh 0.8", "tanh 1.2", "LSTM, bias 0", "LSTM, bias 1", "LSTM, bias 4"]),
    );
    results.write("vanishing.svg", |path| plain.draw()?.save(path));
    results.write("kept.svg", |path| gates.draw()?.save(path));
    results.finish()
}

// ANCHOR: lstm
/// The same for the cell state of an LSTM whose forget gates have this bias.
///
/// The last k steps run as a sequence of their own, and the cell state that they begin with is a
/// parameter: so the tape gives the gradient with respect to it.
fn lstm_norms(forget_bias: f64, rng: &mut ChaCha8Rng) -> Vec<f64> {
    let init = RecurrentInit::Keras;
    let mut lstm = Lstm::<f64>::with_options(
        RecurrentOptions { init, ..RecurrentOptions::new(UNITS, UNITS) },
        rng,
    );
    lstm.layers[0].forward.bias_ih.value.as_mut_slice()[UNITS..2 * UNITS].fill(forget_bias);
    let inputs: Vec<Vec<f64>> = (0..STEPS).map(|_| normal(UNITS, rng)).collect();
    let steps = |range: &[Vec<f64>]| Tensor::new([1, range.len(), UNITS], range.concat());
    let dh = Tensor::new([1, UNITS], normal(UNITS, rng));
    let norms = (1..STEPS).map(|k| {
        let (before, after) = inputs.split_at(STEPS - k);
        let mut start = None;
        Tape::new().no_grad(|tape| {
            let run = lstm.forward_with(tape.constant(&steps(before)), SequenceOptions::default());
            start = Some(run.state.detach());
            run.last
        });
        let State { h, c } = start.expect("the steps before have run");
        let c = Param::new(c.expect("an LSTM has a cell state"));
        let gradients = Tape::new().gradients(|tape| {
            let initial = Some(State { h: tape.constant(&h), c: Some(tape.param(&c)) });
            let x = tape.constant(&steps(after));
            let last = lstm.forward_with(x, SequenceOptions { initial, lengths: None }).last;
            (last * &dh).sum()
        });
        length(gradients.get(&c).map_or(&[], |gradient| gradient.as_slice()))
    });
    // There is no sequence of 0 steps: the curve begins one step back.
    let norms: Vec<f64> = norms.collect();
    [&norms[..1], &norms].concat()
}
// ANCHOR_END: lstm

/// `len` normally distributed values.
fn normal(len: usize, rng: &mut ChaCha8Rng) -> Vec<f64> {
    (0..len).map(|_| StandardNormal.sample(rng)).collect()
}

/// The geometric mean of curves, each divided by its first point.
fn geometric_mean(curves: &[Vec<f64>]) -> Vec<f64> {
    let log = |k: usize| curves.iter().map(|curve| (curve[k] / curve[0]).ln()).sum::<f64>();
    (0..STEPS).map(|k| (log(k) / curves.len() as f64).exp()).collect()
}

/// A number of any magnitude, in a few characters.
fn short(number: f64) -> String {
    match number {
        100.0.. => format!("{number:.0}"),
        0.01.. => format!("{number:.2}"),
        _ => format!("{number:.0e}"),
    }
}

fn curve(name: &str, norms: &[f64]) -> Series {
    let points = norms.iter().take(51).enumerate().map(|(k, norm)| (k as f64, *norm)).collect();
    Series { label: name.into(), points, color: None }
}

fn chart(description: &str, series: Vec<Series>) -> LineChart {
    LineChart {
        description: description.into(),
        x_label: "steps back".into(),
        y_label: "norm of the gradient (logarithmic)".into(),
        log_y: true,
        series,
    }
}
