//! The adding problem: which cells remember two numbers over a hundred steps?
//!
//! ```text
//! cargo run --release -p ch13 --example adding
//! cargo run --release -p ch13 --example adding -- --steps 20        # short sequences
//! ```

use anyhow::Result;
use ch13::adding::{AddingOptions, AddingRun, BASELINE, train};
use clap::Parser;
use figures::{LineChart, Series};
use rayon::prelude::*;
use rnn::{GruCell, LstmCell, RnnCell};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a plain RNN, an LSTM and a GRU on the adding problem
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// The length of a sequence
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(2..))]
    steps: u32,
    /// The updates of each network, with 64 new sequences each
    #[arg(long, default_value_t = 1200, value_parser = clap::value_parser!(u32).range(20..))]
    updates: u32,
}

type Train = fn(AddingOptions, u64) -> AddingRun;

// ANCHOR: compare
/// The cells, all trained alike.
const CELLS: [(&str, Train); 3] =
    [("LSTM", train::<LstmCell>), ("GRU", train::<GruCell>), ("plain RNN", train::<RnnCell>)];

/// A network whose MSE on the test is below this has solved the problem.
const SOLVED: f64 = 0.01;

fn main() -> Result<()> {
    let Arguments { common, seeds, steps, updates } = Arguments::parse();
    let options = AddingOptions {
        steps: steps as usize,
        hidden: 32,
        batch: 64,
        updates: updates as usize,
        learning_rate: 0.01,
        max_norm: 1.0,
    };
    let jobs: Vec<(Train, u64)> = CELLS
        .iter()
        .flat_map(|(_, train)| (0..seeds).map(|more| (*train, common.seed.wrapping_add(more))))
        .collect();
    let runs: Vec<AddingRun> = jobs.par_iter().map(|(train, seed)| train(options, *seed)).collect();
    // ANCHOR_END: compare

    let mut results = OutputDir::new(common.out.as_deref(), "ch13/adding")?;
    let mut numbers = ResultsFile::default();
    say(format_args!(
        "sequences of {steps} steps, {updates} updates with {} sequences each, {seeds} seeds\n",
        options.batch
    ));
    say("MSE on the test       mean  deviation   minimum   maximum   solved");
    say(format_args!("always the mean   {BASELINE:>8.5}"));
    let mut series = Vec::new();
    for ((name, _), runs) in CELLS.iter().zip(runs.chunks(seeds as usize)) {
        let errors: Vec<f64> = runs.iter().map(|run| run.test_mse).collect();
        let Summary { mean, std, min, max, .. } = Summary::of(&errors);
        let solved = errors.iter().filter(|error| **error < SOLVED).count();
        say(format_args!(
            "{name:<17} {mean:>8.5}   {std:>8.5}  {min:>8.5}  {max:>8.5}   {solved} of {seeds}"
        ));
        let key = name.replace(' ', "_").to_lowercase();
        for (what, value) in [("mse", mean), ("deviation", std), ("min", min), ("max", max)] {
            numbers.add(&format!("{key}_{what}"), value);
        }
        numbers.add(&format!("{key}_solved"), solved);
        series.push(Series { label: (*name).into(), points: mean_curve(runs), color: None });
    }
    let baseline = series[0].points.iter().map(|(update, _)| (*update, BASELINE)).collect();
    series.push(Series { label: "always the mean".into(), points: baseline, color: None });

    numbers.add("baseline", BASELINE);
    numbers.add("steps", steps);
    numbers.add("updates", updates);
    numbers.add("seeds", seeds);
    numbers.add("seed", common.seed);
    results.write("results.toml", |path| numbers.save(path));
    let chart = LineChart {
        description: "Training loss over the updates, the mean over the seeds, on a logarithmic \
                      axis. The GRU's falls first, then the LSTM's; the plain RNN's stays at that \
                      of always predicting the mean."
            .into(),
        x_label: "update".into(),
        y_label: "mean squared error".into(),
        log_y: true,
        series,
    };
    results.write("adding.svg", |path| chart.draw()?.save(path));
    results.finish()
}

/// The mean of the runs' curves.
fn mean_curve(runs: &[AddingRun]) -> Vec<(f64, f64)> {
    let mean = |(i, (update, _)): (usize, &(f64, f64))| {
        let sum: f64 = runs.iter().map(|run| run.curve[i].1).sum();
        (*update, sum / runs.len() as f64)
    };
    runs[0].curve.iter().enumerate().map(mean).collect()
}
