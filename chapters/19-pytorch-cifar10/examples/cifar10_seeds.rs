//! Is it luck? The network of chapter 19 with several seeds, with other first weights, and without
//! its convolutions.
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10_seeds
//! GRADUS_DATA=/folder/with/cifar-10 cargo run --release -p ch19 --example cifar10_seeds
//! ```

use activations::Relu;
use anyhow::Result;
use ch19::experiment::trained;
use ch19::{Batches, Cifar10, FIRST_BATCH, Net, cifar10_or_shapes};
use clap::Parser;
use nn::Initialization::{GlorotUniform, HeUniform, TorchDefault};
use nn::{Dense, Flatten, Sequential, parameter_count, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use training::Summary;
use training::cli::{OutputDir, ResultsFile, say};

/// What PyTorch's program reached on the test images of CIFAR-10 after training on the first of its
/// five batches, in per cent: `peer/cifar10.py --seed 1` to `--seed 20` (torch 2.15.0).
const PYTORCH: &str = include_str!("../tests/golden/cifar10_accuracies.txt");

/// The same with `--forget-zero-grad`, `--seed 1` to `--seed 5`.
const FORGETFUL: &str = include_str!("../tests/golden/cifar10_accuracies_forgetful.txt");

/// Trains with several seeds, other first weights, and without convolutions
#[derive(Parser)]
struct Options {
    /// How many seeds: 1, 2, 3 …
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(2..))]
    seeds: u64,
    /// Train the program's own network only, without the changed ones
    #[arg(long)]
    program_only: bool,
    /// The folder of the data [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    #[command(flatten)]
    batches: Batches,
    /// The folder for results [default: target/gradus/ch19/cifar10_seeds]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut results = OutputDir::new(options.out.as_deref(), "ch19/cifar10_seeds")?;
    let data = cifar10_or_shapes(options.data.as_deref(), options.batches, false)?;
    let mut table = Table::default();
    say("test accuracy, %            mean  deviation  least   most  runs  from the first row");

    // ANCHOR: seeds
    let mut row = |key: &str, name: &str, run: &dyn Fn(&Cifar10, u64) -> f64| {
        let seeds = 1..=options.seeds;
        let runs: Vec<f64> = seeds.map(|seed| 100.0 * run(&data, seed)).collect();
        table.row(key, name, &runs);
        // What a long run has found is kept, whatever becomes of the rest of it.
        results.write("results.toml", |file| table.numbers.save(file));
        runs
    };
    let rng = ChaCha8Rng::seed_from_u64;
    let ours = row("pytorch_start", "as in the program", &|data, seed| {
        trained(Net::with_init(TorchDefault, &mut rng(seed)), data, seed)
    });
    if !options.program_only {
        row("keras_start", "first weights of Keras", &|data, seed| {
            trained(Net::with_init(GlorotUniform, &mut rng(seed)), data, seed)
        });
        row("he_start", "first weights of He", &|data, seed| {
            trained(Net::with_init(HeUniform, &mut rng(seed)), data, seed)
        });
        row("dense", "without convolutions", &|data, seed| {
            trained(dense(&mut rng(seed)), data, seed)
        });
    }
    // ANCHOR_END: seeds

    if data.fingerprint == FIRST_BATCH {
        let theirs = accuracies(PYTORCH);
        table.row("pytorch", "PyTorch", &theirs);
        table.row("forgetful", "PyTorch, zero_grad forgotten", &accuracies(FORGETFUL));
        table.halves(&theirs);
        if ours.len() >= 5 {
            table.fives(&ours, &theirs);
        }
    } else if data.fingerprint.starts_with("CIFAR-10") {
        say("PyTorch's accuracies are kept for --batches 1 only.");
    }
    let mut numbers = table.numbers;
    numbers.add("dense_parameters", parameter_count(&dense(&mut rng(1))));
    numbers.add("data", data.fingerprint);
    results.write("results.toml", |file| numbers.save(file));
    results.finish()
}

/// One to a line.
fn accuracies(lines: &str) -> Vec<f64> {
    lines.lines().map(|line| line.parse().expect("a line is an accuracy")).collect()
}

/// A network with one hidden layer and about as many parameters as the convolutional one.
fn dense(rng: &mut ChaCha8Rng) -> Sequential {
    sequential![
        Flatten,
        Dense::with_init(3 * 32 * 32, 20, Relu, TorchDefault, rng),
        Dense::with_init(20, 10, neurons::Identity, TorchDefault, rng),
    ]
}

/// What the runs reached: printed, and kept for the page.
#[derive(Default)]
struct Table {
    numbers: ResultsFile,
    first: Option<Summary>,
}

impl Table {
    /// A row, with how far its mean is from the first row's, and the standard error of that.
    fn row(&mut self, key: &str, name: &str, runs: &[f64]) {
        let summary = Summary::of(runs);
        let Summary { runs: count, mean, std, min, max } = summary;
        let line = format!("{name:28} {mean:5.2}  {std:9.2}  {min:5.2}  {max:5.2}  {count:4}");
        let Some(first) = self.first else {
            self.first = Some(summary);
            self.keep(key, &summary);
            return say(line);
        };
        let (difference, error) = (mean - first.mean, summary.error_of_difference(&first));
        say(format_args!("{line}  {difference:+6.2} ± {error:.2}"));
        self.keep(key, &summary);
        self.numbers.add(&format!("{key}_difference"), difference);
        self.numbers.add(&format!("{key}_error"), error);
    }

    fn keep(&mut self, key: &str, summary: &Summary) {
        let Summary { runs, mean, std, min, max } = *summary;
        let values = [("mean", mean), ("deviation", std), ("least", min), ("most", max)];
        for (name, value) in values {
            self.numbers.add(&format!("{key}_{name}"), value);
        }
        self.numbers.add(&format!("{key}_runs"), runs);
    }

    /// One program against itself: its first ten runs and its next ten.
    fn halves(&mut self, runs: &[f64]) {
        let (first, next) = (Summary::of(&runs[..10]), Summary::of(&runs[10..]));
        let (apart, error) = (first.mean - next.mean, next.error_of_difference(&first));
        say(format_args!("PyTorch's first ten runs − its next ten: {apart:+.2} ± {error:.2}"));
        self.numbers.add("pytorch_first_ten", first.mean);
        self.numbers.add("pytorch_next_ten", next.mean);
        self.numbers.add("pytorch_halves_apart", apart.abs());
        self.numbers.add("pytorch_halves_error", error);
    }

    // ANCHOR: fives
    /// Who would seem better to somebody who has five runs of each?
    fn fives(&mut self, ours: &[f64], theirs: &[f64]) {
        let means = |runs: &[f64]| -> Vec<f64> {
            runs.chunks_exact(5).map(|five| Summary::of(five).mean).collect()
        };
        let (ours, theirs) = (means(ours), means(theirs));
        let ahead = |mean: &f64| theirs.iter().filter(|other| mean > other).count();
        let (ahead, all) = (ours.iter().map(ahead).sum::<usize>(), ours.len() * theirs.len());
        say(format_args!("five runs here against five of PyTorch: ahead in {ahead} of {all}"));
        self.numbers.add("fives_ahead", ahead);
        self.numbers.add("fives", all);
    }
    // ANCHOR_END: fives
}
