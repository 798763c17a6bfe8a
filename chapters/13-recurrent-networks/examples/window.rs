//! What a window does not see: a dense network and an LSTM that have to count.
//!
//! ```text
//! cargo run --release -p ch13 --example window
//! ```

use anyhow::Result;
use ch13::counting::{Counter, LONGEST, NextLetter, Window, train_step};
use clap::Parser;
use figures::{LineChart, Series};
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a dense network with a window and an LSTM to count
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// How often each network sees all words.
const UPDATES: usize = 512;
/// How many networks of each kind, from as many seeds.
const SEEDS: u64 = 3;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch13/window")?;
    let mut numbers = ResultsFile::default();
    let seeds = || (0..SEEDS).map(|more| common.seed.wrapping_add(more));

    // ANCHOR: compare
    // Both learn from the same words, in which a comes up to 10 times, and predict the next letter.
    let windows: Vec<_> = seeds().map(|seed| trained(seed, Window::new)).collect();
    let lstms: Vec<_> = seeds().map(|seed| trained(seed, Counter::new)).collect();
    // ANCHOR_END: compare
    let seen = Window::SIZE;
    say(format_args!("of {SEEDS} networks, how many find the end of a word"));
    say("");
    say(format_args!("{:<22}{:>10}  {}", "", "parameters", "n = 2     3     4    10    20"));
    let mut series = Vec::new();
    for (name, parameters, known) in [
        (format!("window of {seen} letters"), nn::parameter_count(&windows[0]), curve(&windows)),
        ("LSTM of 2 units".into(), nn::parameter_count(&lstms[0]), curve(&lstms)),
    ] {
        let cells = [2, 3, 4, 10, 20].map(|n| format!("{:>6.0}", known[n - 1])).join("");
        say(format_args!("{name:<22}{parameters:>10}{cells}"));
        let key = name.split(' ').next().unwrap_or_default().to_lowercase();
        numbers.add(&format!("{key}_parameters"), parameters);
        let points = (1..).zip(known).map(|(n, known)| (f64::from(n), known)).collect();
        let label = if key == "window" { "window" } else { "LSTM" };
        series.push(Series { label: label.into(), points, color: None });
    }

    numbers.add("window", seen);
    numbers.add("seeds", SEEDS);
    numbers.add("seed", common.seed);
    let chart = LineChart {
        description: "How many of three networks find the end of a word, over the number of a in it. \
                      With a window of eight letters none does from four a on; the LSTMs do on and on."
            .into(),
        x_label: "n, how often a comes".into(),
        y_label: "networks that find the end".into(),
        log_y: false,
        series,
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("window.svg", |path| chart.draw()?.save(path));
    results.finish()
}

/// A trained network.
fn trained<M: NextLetter>(seed: u64, new: fn(&mut ChaCha8Rng) -> M) -> M {
    let mut model = new(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut adam = Adam::new(0.02);
    (0..UPDATES).for_each(|_| {
        train_step(&mut model, &mut adam);
    });
    model
}

/// How many of the networks are right about each word, from n = 1 to twice the longest that they saw.
fn curve<M: NextLetter>(models: &[M]) -> Vec<f64> {
    let right = |n| models.iter().filter(|model| model.counts(n)).count() as f64;
    (1..=2 * LONGEST).map(right).collect()
}
