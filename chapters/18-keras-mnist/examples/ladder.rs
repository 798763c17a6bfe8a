//! Four classifiers of digits, each with more to it than the one before: by accuracy and by cost.
//!
//! ```text
//! cargo run --release -p ch18 --example ladder
//! cargo run --release -p ch18 --example ladder -- --mnist            # once it was fetched
//! ```

use anyhow::Result;
use ch18::experiment::{Trained, epochs, train};
use ch18::neighbours::classify;
use ch18::networks::{self, Network};
use clap::Parser;
use data::shuffle::permutation;
use data::{LabelledImages, Split};
use figures::{LineChart, Series};
use nn::{group_thousands, parameter_count};
use report::Predictions;
use std::path::PathBuf;
use std::time::Instant;
use training::Summary;
use training::cli::{OutputDir, ResultsFile, load_digits, say};

/// Compares nearest neighbours, softmax regression, a hidden layer and LeNet
#[derive(Parser)]
struct Options {
    /// How many seeds: 1, 2, 3 …
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// Take the digits of MNIST, which `cargo gradus data fetch mnist` fetches, and not the embedded
    #[arg(long)]
    mnist: bool,
    /// The folder of MNIST [default: from the variable GRADUS_DATA]
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder for results [default: target/gradus/ch18/ladder]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// How many neighbours vote.
const K: usize = 3;

/// The key of each network's numbers, its name, and its constructor.
const NETWORKS: [(&str, &str, Network); 3] = [
    ("linear", "softmax regression", networks::linear),
    ("hidden", "a hidden layer", networks::one_hidden),
    ("lenet", "LeNet", networks::lenet),
];

/// How many of the embedded digits are learnt from in the figure.
const SIZES: [usize; 5] = [100, 200, 400, 800, 1437];

fn main() -> Result<()> {
    let options = Options::parse();
    // The whole program is one task of the pool of threads: so the layers' threads are at hand.
    rayon::scope(|_| compare(&options))
}

fn compare(options: &Options) -> Result<()> {
    let folder = if options.mnist { "ch18/ladder-mnist" } else { "ch18/ladder" };
    let mut results = OutputDir::new(options.out.as_deref(), folder)?;
    let data = load_digits(options.mnist, options.data.as_deref(), false)?;
    let mut numbers = ResultsFile::default();
    say(format_args!("{}: {} images to learn from", data.name, group_thousands(data.train.len())));
    say("                        numbers   accuracy, %   training, s   a prediction, µs");

    // ANCHOR: neighbours
    let start = Instant::now();
    let classes = classify(&data.train, &data.test, K);
    let microseconds = 1e6 * start.elapsed().as_secs_f64() / data.test.len() as f64;
    let right = classes.iter().zip(data.test.labels()).filter(|(found, label)| found == label);
    let accuracy = right.count() as f64 / data.test.len() as f64;
    // ANCHOR_END: neighbours
    let kept = data.train.len() * data.train.format().pixels();
    let line = Line { kept, accuracy: Summary::of(&[accuracy]), seconds: 0.0, microseconds };
    line.print("neighbours", &format!("{K} nearest neighbours"), &mut numbers);

    for (key, name, network) in NETWORKS {
        Line::of(network, &data, options.seeds).print(key, name, &mut numbers);
        // What a long run has found is kept, whatever becomes of the rest of it.
        results.write("results.toml", |file| numbers.save(file));
    }
    numbers.add("seeds", options.seeds);
    numbers.add("k", K);
    numbers.add("data", data.fingerprint());
    results.write("results.toml", |file| numbers.save(file));
    if !options.mnist {
        let chart = by_size(&data, options.seeds);
        results.write("ladder.svg", |file| chart.draw()?.save(file));
    }
    results.finish()
}

/// What is said of a classifier.
struct Line {
    kept: usize,
    accuracy: Summary,
    seconds: f64,
    microseconds: f64,
}

impl Line {
    /// Trains this network with seeds from 1 on; the times are those of the last.
    fn of(network: Network, data: &Split, seeds: u64) -> Line {
        let run = |seed| train(network, &data.train, &data.test, epochs(data), seed);
        let mut runs: Vec<Trained> = (1..=seeds).map(run).collect();
        let accuracies: Vec<f64> = runs.iter().map(|run| run.accuracy).collect();
        let Trained { model, seconds, .. } = runs.pop().expect("there is at least one seed");
        let start = Instant::now();
        let predictions = Predictions::new(&model, &data.test);
        let elapsed = start.elapsed().as_secs_f64();
        let microseconds = 1e6 * elapsed / predictions.0.len() as f64;
        let accuracy = Summary::of(&accuracies);
        Line { kept: parameter_count(&model), accuracy, seconds, microseconds }
    }

    fn print(&self, key: &str, name: &str, numbers: &mut ResultsFile) {
        let (kept, accuracy) = (group_thousands(self.kept), 100.0 * self.accuracy.mean);
        let Line { seconds, microseconds, .. } = self;
        say(format_args!(
            "{name:20} {kept:>10}  {accuracy:>12.2}  {seconds:>12.2}  {microseconds:>17.1}"
        ));
        numbers.add(&format!("{key}_numbers"), self.kept);
        numbers.add(&format!("{key}_accuracy"), self.accuracy.mean);
        numbers.add(&format!("{key}_deviation"), self.accuracy.std);
        numbers.add(&format!("{key}_seconds"), seconds);
        numbers.add(&format!("{key}_microseconds"), microseconds);
    }
}

// ANCHOR: by_size
/// The test error over the number of images to learn from, for all four. Each network makes as many
/// steps with few images as with all.
fn by_size(data: &Split, seeds: u64) -> LineChart {
    let order = permutation(data.train.len(), 1, 0);
    let mut curves: Vec<Series> =
        ["nearest neighbours", "softmax regression", "hidden layer", "LeNet"]
            .map(|label| Series { label: label.into(), ..Series::default() })
            .into();
    for n in SIZES {
        let few: LabelledImages = data.train.subset(&order[..n]);
        let classes = classify(&few, &data.test, K);
        let wrong = classes.iter().zip(data.test.labels()).filter(|(found, label)| found != label);
        let mut errors = vec![wrong.count() as f64 / data.test.len() as f64];
        let repeats = epochs(data) * data.train.len() / n;
        errors.extend(NETWORKS.map(|(_, _, network)| {
            let run = |seed| 1.0 - train(network, &few, &data.test, repeats, seed).accuracy;
            Summary::of(&(1..=seeds).map(run).collect::<Vec<f64>>()).mean
        }));
        for (curve, error) in curves.iter_mut().zip(errors) {
            curve.points.push((n as f64, 100.0 * error));
        }
    }
    LineChart {
        description: "The test error of the four classifiers falls with the number of training \
                      images; with all of them, softmax regression has the highest error."
            .into(),
        x_label: "images to learn from".into(),
        y_label: "test error, %".into(),
        log_y: true,
        series: curves,
    }
}
// ANCHOR_END: by_size
