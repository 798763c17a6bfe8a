//! Is it luck? The program of chapter 18 with five seeds, beside Keras's with five, and with one line
//! changed at a time.
//!
//! ```text
//! cargo run --release -p ch18 --example mnist_seeds
//! cargo run --release -p ch18 --example mnist_seeds -- --mnist       # once it was fetched
//! ```

use anyhow::Result;
use ch18::experiment::{epochs, train};
use ch18::networks::{self, Network};
use clap::Parser;
use std::path::PathBuf;
use training::Summary;
use training::cli::{OutputDir, ResultsFile, load_digits, say};

/// What Keras's program reached on the embedded digits and on MNIST, from 0 to 1: `peer/mnist.py` with
/// `--seed 1` to `--seed 5`, on the digits with `--epochs 30` (keras 3.15.1 on jax 0.10.2).
const KERAS: [&str; 2] = [
    include_str!("../tests/golden/keras_digits_accuracies.txt"),
    include_str!("../tests/golden/keras_mnist_accuracies.txt"),
];

/// Trains the chapter's network with several seeds, and with one line changed
#[derive(Parser)]
struct Options {
    /// How many seeds: 1, 2, 3 …
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(2..))]
    seeds: u64,
    /// Take the digits of MNIST, which `cargo gradus data fetch mnist` fetches, and not the embedded
    #[arg(long)]
    mnist: bool,
    /// The folder of MNIST [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder for results [default: target/gradus/ch18/mnist_seeds]
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&options))
}

fn compare(options: &Options) -> Result<()> {
    let folder = if options.mnist { "ch18/mnist_seeds-mnist" } else { "ch18/mnist_seeds" };
    let mut results = OutputDir::new(options.out.as_deref(), folder)?;
    let data = load_digits(options.mnist, options.data.as_deref(), false)?;
    let mut table = Table::default();
    say("test accuracy, %          mean  deviation  least   most  runs  from the first row");

    // ANCHOR: seeds
    let mut row = |key: &str, name: &str, network: Network| {
        let runs: Vec<f64> = (1..=options.seeds)
            .map(|seed| train(network, &data.train, &data.test, epochs(&data), seed).accuracy)
            .collect();
        table.row(key, name, &runs);
        // What a long run has found is kept, whatever becomes of the rest of it.
        results.write("results.toml", |file| table.numbers.save(file));
    };
    row("program", "the program", networks::one_hidden);
    row("undivided", "pixels not divided", networks::undivided);
    row("twice", "softmax twice", networks::softmax_twice);
    // ANCHOR_END: seeds

    let keras = accuracies(KERAS[usize::from(data.name == "MNIST")]);
    table.row("keras", "Keras", &keras);
    let mut numbers = table.numbers;
    numbers.add("epochs", epochs(&data));
    numbers.add("data", data.fingerprint());
    results.write("results.toml", |file| numbers.save(file));
    results.finish()
}

/// One to a line, each as the peer's program prints it.
fn accuracies(lines: &str) -> Vec<f64> {
    let number = |line: &str| line.rsplit(' ').next().and_then(|word| word.parse().ok());
    lines.lines().map(|line| number(line).expect("a line ends with an accuracy")).collect()
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
        let per_cent: Vec<f64> = runs.iter().map(|accuracy| 100.0 * accuracy).collect();
        let summary = Summary::of(&per_cent);
        let Summary { runs: count, mean, std, min, max } = summary;
        let line = format!("{name:24} {mean:5.2}  {std:9.2}  {min:5.2}  {max:5.2}  {count:4}");
        for (value, number) in [("mean", mean), ("deviation", std), ("least", min), ("most", max)] {
            self.numbers.add(&format!("{key}_{value}"), number);
        }
        let Some(first) = self.first else {
            self.first = Some(summary);
            return say(line);
        };
        let (difference, error) = (mean - first.mean, summary.error_of_difference(&first));
        say(format_args!("{line}  {difference:+6.2} ± {error:.2}"));
        self.numbers.add(&format!("{key}_difference"), difference);
        self.numbers.add(&format!("{key}_error"), error);
    }
}
