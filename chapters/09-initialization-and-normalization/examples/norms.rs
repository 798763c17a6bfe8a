//! Four normalizations of the same values; then a deep network on digits with each, for five sizes
//! of the batch.
//!
//! ```text
//! cargo run --release -p ch09 --example norms
//! ```

use anyhow::Result;
use autograd::Tape;
use ch09::{Activate, Normalization, Recipe, deep_mlp, for_seeds, mean};
use clap::{Parser, builder::RangedU64ValueParser};
use figures::{Color, LineChart, MatrixFigure, NumberCell, NumberGrid, Series};
use nn::{Forward, Initialization};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Shows what each normalization does, and what it does for training
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Passes over the training data
    #[arg(long, default_value_t = 15, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    epochs: usize,
    /// Runs of each network
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
}

const DEPTH: usize = 8;

fn main() -> Result<()> {
    let Arguments { common, epochs, seeds } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch09/norms")?;
    let mut numbers = ResultsFile::default();
    by_hand();
    gradient();
    axes(&mut results);
    let series = train(epochs, seeds, &mut numbers);
    let chart = LineChart {
        description:
            "The test accuracy over the size of the batch, 2, 4, 8, 32 and 256 samples, as the \
                      power of two. Batch normalization is lowest at two samples and rises; layer, \
                      group and RMS normalization are high for small batches."
                .into(),
        x_label: "size of the batch, as a power of two".into(),
        y_label: "test accuracy, per cent".into(),
        log_y: false,
        series,
    };
    results.write("batches.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: by_hand
/// Two samples of four features, by all four; ε = 0, so that the numbers are round.
fn by_hand() {
    let x = Tensor::new([2, 4], vec![1.0, 3.0, 5.0, 7.0, 3.0, 3.0, 11.0, 7.0]);
    say(format_args!("{:<14}{}", "x", rows(&x)));
    let show = |name: &str, layer: &dyn Forward<f64>| {
        let mut y = None;
        Tape::new().gradients(|tape| {
            let output = layer.forward(tape.leaf(&x));
            y = Some(output.value());
            output.sum()
        });
        say(format_args!("{name:<14}{}", rows(&y.expect("an output"))));
    };
    show("batch norm", &BatchNorm { epsilon: 1e-12, ..BatchNorm::new(4) });
    let mut layer = LayerNorm::new(4);
    layer.epsilon = 0.0;
    show("layer norm", &layer);
    let mut group = GroupNorm::new(2, 4);
    group.epsilon = 1e-12;
    show("group norm", &group);
    show("RMS norm", &RmsNorm::new(4, 0.0));
}
// ANCHOR_END: by_hand

/// The gradient of batch normalization's first output with respect to four values of a channel.
fn gradient() {
    let x = Tensor::new([4, 1], vec![1.0, 1.0, 7.0, 7.0]);
    let first = Tensor::new([4, 1], vec![1.0, 0.0, 0.0, 0.0]);
    let norm = BatchNorm::<f64> { epsilon: 0.0, ..BatchNorm::new(1) };
    let gradients = Tape::new().gradients(|tape| (norm.forward(tape.leaf(&x)) * &first).sum());
    let dx = gradients.leaf(0).expect("the input is a leaf");
    let values = dx.as_slice().iter().map(|dx| format!("{:>7.3}", dx + 0.0)).collect::<String>();
    say(format_args!("gradient of the first output for 1 1 7 7:{values}"));
}

fn rows(x: &Tensor<f64>) -> String {
    let row = |row: &[f64]| row.iter().map(|x| format!("{:>6.2}", x + 0.0)).collect::<String>();
    x.as_slice().chunks(4).map(row).collect::<Vec<_>>().join("   |")
}

/// Which elements of a batch `[3 samples, 4 channels]` have one mean and one variance.
fn axes(results: &mut OutputDir) {
    let grid = |caption: &str, inside: fn(usize, usize) -> bool| NumberGrid {
        caption: caption.into(),
        width: 4,
        cells: (0..12)
            .map(|i| NumberCell {
                tint: inside(i / 4, i % 4).then_some(Color::Blue),
                ..NumberCell::default()
            })
            .collect(),
        ..NumberGrid::default()
    };
    let figure = MatrixFigure {
        description:
            "Three grids of three rows, the samples, and four columns, the channels. Batch \
                      normalization marks a column, layer and RMS normalization a row, group \
                      normalization with two groups half of a row."
                .into(),
        grids: vec![
            grid("batch norm", |_, channel| channel == 1),
            grid("layer, RMS norm", |sample, _| sample == 1),
            grid("group norm", |sample, channel| sample == 1 && channel < 2),
        ],
        below: vec!["Rows are samples, columns are channels.".into()],
    };
    results.write("axes.svg", |path| figure.draw()?.save(path));
}

fn train(epochs: usize, seeds: u64, numbers: &mut ResultsFile) -> Vec<Series> {
    const BATCHES: [usize; 5] = [2, 4, 8, 32, 256];
    say("");
    say(format_args!(
        "{DEPTH} layers with ReLU on digits, {epochs} epochs: test accuracy in per cent"
    ));
    let batches = BATCHES.map(|batch| format!("{batch:<14}")).concat();
    say(format_args!("batches of    {}", batches.trim_end()));
    let mut series = Vec::new();
    for normalization in Normalization::ALL {
        let mut line = format!("{:<14}", normalization.name());
        let mut points = Vec::new();
        for batch in BATCHES {
            let accuracies = for_seeds(seeds, |seed| run(normalization, batch, epochs, seed));
            line += &format!("{:<14}", short_spread(&accuracies));
            points.push(((batch as f64).log2(), 100.0 * mean(&accuracies)));
            let key = normalization.name().replace(' ', "_");
            numbers.add(&format!("{key}_{batch}"), mean(&accuracies));
        }
        say(line.trim_end());
        series.push(Series { label: normalization.name().into(), points, color: None });
    }
    series
}

/// The mean, with the lowest and the highest, in whole per cent.
fn short_spread(accuracies: &[f64]) -> String {
    let mut sorted = accuracies.to_vec();
    sorted.sort_by(f64::total_cmp);
    let [lowest, highest] = [sorted[0], sorted[sorted.len() - 1]].map(|x| 100.0 * x);
    format!("{:.0} ({lowest:.0} to {highest:.0})", 100.0 * mean(accuracies))
}

// ANCHOR: run
/// The learning rate grows with the root of the size of the batch, as the noise of its gradient falls.
fn run(normalization: Normalization, batch: usize, epochs: usize, seed: u64) -> f64 {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let weights = Initialization::HeNormal;
    let mut model = deep_mlp(DEPTH, Activate::Relu, weights, normalization, rng);
    let recipe = Recipe { rate: 0.01 * (batch as f64 / 32.0).sqrt(), batch, epochs };
    recipe.train(&mut model, seed)[epochs - 1]
}
// ANCHOR_END: run
