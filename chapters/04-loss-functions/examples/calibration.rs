//! Can a network's probabilities be believed? Measured, and cured by one number.
//!
//! ```text
//! cargo run --release -p ch04 --example calibration
//! cargo run --release -p ch04 --example calibration -- --images 600
//! ```

use anyhow::Result;
use ch04::{
    Digits, Network, error_by_chance, fit_temperature, log_probabilities, negative_log_likelihood,
    reliability,
};
use clap::Parser;
use data::shuffle::permutation;
use figures::{LineChart, Series};
use losses::{CrossEntropy, LabelSmoothing, Loss};
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Compares the confidence of a network with how often it is right, before and after its cure
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Training images
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(20..=1000))]
    images: u32,
}

const BINS: usize = 10;
/// How often classes are drawn, to see what error chance alone makes.
const DRAWS: u32 = 200;
/// Images that only the temperature learns from.
const HELD_OUT: usize = 300;

/// What is measured of one network.
struct Measured {
    values: [f64; 4],
    log_p: Vec<Vec<f64>>,
    temperature: f64,
    /// The calibration error that honest predictions would have.
    by_chance: f64,
    /// The mean of `−ln p` on the training images.
    train_loss: f64,
}

fn main() -> Result<()> {
    let Arguments { common, images } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch04/calibration")?;
    let mut numbers = ResultsFile::default();
    let split = data::digits();
    let test = Digits::of(&split.test, &(0..split.test.len() as u32).collect::<Vec<u32>>());
    say(format_args!(
        "{images} images to learn from, {HELD_OUT} for the temperature, {} to judge by; three seeds",
        test.classes.len()
    ));
    say("");
    say("                          % right   confidence, %   calibration error, %   −ln p");
    let mut curves = Vec::new();
    let mut row = |name: &str, run: &dyn Fn(u64) -> Measured| {
        let runs: Vec<Measured> = (common.seed..common.seed + 3).map(run).collect();
        let column =
            |i: usize| Summary::of(&runs.iter().map(|run| run.values[i]).collect::<Vec<f64>>());
        let [right, confidence, error, loss] = [0, 1, 2, 3].map(column);
        say(format_args!(
            "{name:<22}  {:>9}   {:>13}   {:>20}   {:>5.3}",
            right.to_string(),
            confidence.to_string(),
            error.to_string(),
            loss.mean
        ));
        let key = name.to_lowercase().replace([' ', '-', '.'], "_");
        let mean =
            |of: fn(&Measured) -> f64| Summary::of(&runs.iter().map(of).collect::<Vec<f64>>()).mean;
        for (what, value) in [
            ("right", right.mean),
            ("confidence", confidence.mean),
            ("error", error.mean),
            ("temperature", mean(|run| run.temperature)),
            ("error_by_chance", mean(|run| run.by_chance)),
            ("train_loss", mean(|run| run.train_loss)),
        ] {
            numbers.add(&format!("{key}_{what}"), value);
        }
        // All seeds together, in few bins, and only bins of ten images or more: a few say nothing.
        let log_p: Vec<Vec<f64>> = runs.iter().flat_map(|run| run.log_p.clone()).collect();
        let diagram = reliability(&log_p, &test.classes.repeat(runs.len()), 5);
        let bins = diagram.bins.iter().filter(|(_, _, images)| *images >= 10);
        let points = bins.map(|(confidence, right, _)| (*confidence, *right));
        curves.push(Series { label: name.into(), points: points.collect(), color: None });
    };
    // ANCHOR: compare
    let train = |seed| {
        let order = permutation(split.train.len(), seed, 0);
        let (few, rest) = order.split_at(images as usize);
        (Digits::of(&split.train, few), Digits::of(&split.train, &rest[..HELD_OUT]))
    };
    row("cross-entropy", &|seed| measure(&CrossEntropy, train(seed), &test, false, seed));
    row("with a temperature", &|seed| measure(&CrossEntropy, train(seed), &test, true, seed));
    let smoothing = LabelSmoothing { smoothing: 0.1 };
    row("label smoothing 0.1", &|seed| measure(&smoothing, train(seed), &test, false, seed));
    // ANCHOR_END: compare

    let diagonal =
        Series { label: "honest".into(), points: vec![(0.0, 0.0), (1.0, 1.0)], color: None };
    curves.push(diagonal);
    let chart = LineChart {
        description: "Accuracy over confidence in five bins, three seeds together. The plain network is right less often \
                      than it says; with a temperature the curve comes close to the diagonal."
            .into(),
        x_label: "confidence".into(),
        y_label: "accuracy".into(),
        log_y: false,
        series: curves,
    };
    results.write("results.toml", |path| numbers.save(path));
    results.write("reliability.svg", |path| chart.draw_within((0.0, 1.0), (0.0, 1.0))?.save(path));
    results.finish()
}

/// Trains a network, and compares its probabilities with the test images' classes.
fn measure<L: Loss<f32, Target = [usize]>>(
    loss: &L,
    (train, held_out): (Digits, Digits),
    test: &Digits,
    has_temperature: bool,
    seed: u64,
) -> Measured {
    let network = Network { hidden: 64, classes: 10, steps: 500, seed }.train(loss, &train);
    let temperature = match has_temperature {
        true => fit_temperature(&log_probabilities(&network, &held_out.x), &held_out.classes),
        false => 1.0,
    };
    let log_p: Vec<Vec<f64>> = log_probabilities(&network, &test.x)
        .into_iter()
        .map(|mut z| {
            z.iter_mut().for_each(|z| *z /= temperature);
            activations::log_softmax(&mut z);
            z
        })
        .collect();
    let found = reliability(&log_p, &test.classes, BINS);
    let likelihood = negative_log_likelihood(&log_p, &test.classes, 1.0);
    let train_log_p = log_probabilities(&network, &train.x);
    Measured {
        values: [found.accuracy, found.confidence, found.error, likelihood],
        by_chance: error_by_chance(&log_p, BINS, DRAWS, seed),
        train_loss: negative_log_likelihood(&train_log_p, &train.classes, 1.0),
        log_p,
        temperature,
    }
}
