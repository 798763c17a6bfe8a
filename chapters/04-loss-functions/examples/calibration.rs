//! Can a network's probabilities be believed? Measured, and cured by one number.
//!
//! ```text
//! cargo run --release -p ch04 --example calibration
//! cargo run --release -p ch04 --example calibration -- --images 600
//! ```

use anyhow::Result;
use ch04::{
    Digits, Network, fit_temperature, log_probabilities, negative_log_likelihood, reliability,
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
/// Images that only the temperature learns from.
const HELD_OUT: usize = 300;

/// What is measured of one network.
struct Measured {
    values: [f64; 4],
    log_p: Vec<Vec<f64>>,
    temperature: f64,
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
        numbers.add(&format!("{key}_right"), right.mean);
        numbers.add(&format!("{key}_confidence"), confidence.mean);
        numbers.add(&format!("{key}_error"), error.mean);
        let temperatures: Vec<f64> = runs.iter().map(|run| run.temperature).collect();
        numbers.add(&format!("{key}_temperature"), Summary::of(&temperatures).mean);
        // All seeds together, in few bins: a bin of three images says nothing.
        let log_p: Vec<Vec<f64>> = runs.iter().flat_map(|run| run.log_p.clone()).collect();
        let diagram = reliability(&log_p, &test.classes.repeat(runs.len()), 5);
        let points = diagram.bins.iter().map(|(confidence, right, _)| (*confidence, *right));
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
    Measured {
        values: [found.accuracy, found.confidence, found.error, likelihood],
        log_p,
        temperature,
    }
}
