//! Which learning rates train a network, with and without batch normalization.
//!
//! ```text
//! cargo run --release -p ch09 --example rate_range
//! ```

use anyhow::Result;
use ch09::{Activate, Normalization, Recipe, deep_mlp, for_seeds, mean, spread};
use clap::{Parser, builder::RangedU64ValueParser};
use figures::{LineChart, Series};
use nn::Initialization;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a network with rates from 0.0001 to 3, with and without batch normalization
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Passes over the training data
    #[arg(long, default_value_t = 5, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    epochs: usize,
    /// Runs of each network
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

const DEPTH: usize = 8;
const RATES: [f64; 10] = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0];

fn main() -> Result<()> {
    let Arguments { common, epochs, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/rate_range")?;
    let mut numbers = ResultsFile::default();
    say(format_args!(
        "{DEPTH} layers with ReLU on digits, {epochs} epochs: test accuracy in per cent"
    ));
    say("rate      without                 batch norm");
    let mut curves = [Vec::new(), Vec::new()];
    let mut good = [0; 2];
    for rate in RATES {
        let accuracies = [Normalization::Nothing, Normalization::Batch].map(|normalization| {
            for_seeds(seeds, |seed| {
                let rng = &mut ChaCha8Rng::seed_from_u64(seed);
                let he = Initialization::HeNormal;
                let mut model = deep_mlp(DEPTH, Activate::Relu, he, normalization, rng);
                Recipe { rate, batch: 32, epochs }.train(&mut model, seed)[epochs - 1]
            })
        });
        say(format_args!("{rate:<8}  {:<22}  {}", spread(&accuracies[0]), spread(&accuracies[1])));
        for ((curve, good), accuracies) in curves.iter_mut().zip(&mut good).zip(accuracies) {
            curve.push((rate.log10(), 100.0 * mean(&accuracies)));
            *good += usize::from(mean(&accuracies) > 0.9);
        }
    }
    say(format_args!(
        "above 90 per cent: {} of {} rates, {} with batch norm",
        good[0],
        RATES.len(),
        good[1]
    ));
    numbers.add("good_without", good[0]);
    numbers.add("good_batch_norm", good[1]);
    let labels = ["without", "batch norm"];
    let series = labels.into_iter().zip(curves).map(|(label, points)| Series {
        label: label.into(),
        points,
        color: None,
    });
    let chart = LineChart {
        description:
            "The test accuracy over the learning rate. With batch normalization it is above \
                      90 per cent over a wider range of rates, towards large ones above all."
                .into(),
        x_label: "learning rate, as a power of ten".into(),
        y_label: "test accuracy, per cent".into(),
        log_y: false,
        series: series.collect(),
    };
    results.write("rates.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
