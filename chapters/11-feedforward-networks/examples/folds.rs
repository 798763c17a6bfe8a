//! What depth can do: linear pieces of networks with the same number of neurons, counted exactly.
//!
//! ```text
//! cargo run --release -p ch11 --example folds
//! ```

use anyhow::Result;
use autograd::Tape;
use ch11::bumps::grid;
use ch11::pieces::{bends, diameter, folding, random};
use clap::Parser;
use figures::{LineChart, Series};
use nn::{Forward, parameter_count};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Counts the linear pieces of ReLU networks, built ones and random ones
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The number of random networks of each shape.
const NETWORKS: u64 = 50;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch11/folds")?;
    let mut numbers = ResultsFile::default();

    say("built to fold: two neurons a layer; one hidden layer of as many neurons beside it");
    say("");
    say("layers    neurons    parameters    linear pieces    one layer has at most");
    let (mut series, mut deep, mut flat) = (Vec::new(), Vec::new(), Vec::new());
    for depth in 1..=10 {
        let network = folding(depth);
        let pieces = bends(&network, &[0.0], &[1.0]).len() + 1;
        let (neurons, parameters) = (2 * depth, parameter_count(&network));
        say(format_args!(
            "{depth:>6}    {neurons:>7}    {parameters:>10}    {pieces:>13}    {:>21}",
            neurons + 1
        ));
        numbers.add(&format!("folded_{depth}"), pieces);
        deep.push((neurons as f64, pieces as f64));
        flat.push((neurons as f64, neurons as f64 + 1.0));
        if depth <= 3 {
            let xs: Vec<f64> = grid(129).collect();
            let inputs = Tensor::new([xs.len(), 1], xs.clone());
            let outputs = Tape::new().no_grad(|tape| network.forward(tape.constant(&inputs)));
            // One above the other, so that none hides another.
            let lift = 1.25 * (3 - depth) as f64;
            let y = outputs.as_slice().iter().map(|y| y + lift);
            let label = format!("{depth} layer{}", if depth == 1 { "" } else { "s" });
            series.push(Series { label, points: xs.iter().copied().zip(y).collect(), color: None });
        }
    }
    let chart = LineChart {
        description: "Three zigzag lines over the interval from 0 to 1, one above the other. With \
                      one layer it goes up and down once, with two layers twice, with three four \
                      times."
            .into(),
        x_label: "input".into(),
        y_label: "output, each curve moved up by 1.25 more".into(),
        log_y: false,
        series,
    };
    results.write("folded.svg", |path| chart.draw()?.save(path));

    say("");
    say(format_args!(
        "random weights: 48 neurons, {NETWORKS} networks of each shape, along a line through the plane"
    ));
    say("");
    say("layers    neurons in each    parameters    linear pieces (mean)    min    max");
    for depth in [1, 2, 3, 4, 6, 8] {
        let width = 48 / depth;
        let sizes = [vec![2], vec![width; depth], vec![1]].concat();
        let count = |seed: u64| {
            let rng = &mut ChaCha8Rng::seed_from_u64(common.seed * 1_000 + seed);
            let network = random(&sizes, 0.3, rng);
            let [from, to] = diameter(10.0, rng);
            (bends(&network, &from, &to).len() + 1, parameter_count(&network))
        };
        let counts: Vec<(usize, usize)> = (0..NETWORKS).map(count).collect();
        let pieces = || counts.iter().map(|(pieces, _)| *pieces);
        let mean = pieces().sum::<usize>() as f64 / NETWORKS as f64;
        let (min, max) = (pieces().min().unwrap_or(0), pieces().max().unwrap_or(0));
        say(format_args!(
            "{depth:>6}    {width:>15}    {:>10}    {mean:>20.1}    {min:>3}    {max:>3}",
            counts[0].1
        ));
        numbers.add(&format!("random_{depth}"), mean);
    }

    let line = |label: &str, points| Series { label: label.into(), points, color: None };
    let chart = LineChart {
        description: "The number of linear pieces over the number of neurons, on a logarithmic \
                      scale. The folding network doubles it with each two neurons, up to 1,024 with \
                      twenty. One hidden layer has one piece more than neurons: 21."
            .into(),
        x_label: "neurons".into(),
        y_label: "linear pieces".into(),
        log_y: true,
        series: vec![line("folding, two a layer", deep), line("one hidden layer", flat)],
    };
    results.write("pieces.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
