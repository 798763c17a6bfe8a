//! Double descent: the test error rises towards as many features as samples, and falls again.
//!
//! ```text
//! cargo run --release -p ch10 --example double_descent
//! ```

use anyhow::Result;
use ch10::{Digits, Parts, Ridge};
use clap::Parser;
use data::median;
use figures::{LineChart, Series};
use nalgebra::{DMatrix, DVector};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::StandardNormal;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits random features by least squares, from few to many times as many as samples
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many runs, each with other digits and other features
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u64).range(1..))]
    runs: u64,
}

/// The number of training images.
const N: usize = 100;

// ANCHOR: features
/// The outputs of a hidden layer that is never trained: `max(0, W·x + b)`, one image a row.
fn features(digits: &Digits, w: &DMatrix<f64>) -> DMatrix<f64> {
    let pixels = digits.x.as_slice();
    let x = DMatrix::from_fn(digits.len(), 65, |i, j| match j {
        64 => 1.0,
        _ => f64::from(pixels[64 * i + j]),
    });
    (x * w).map(|z| z.max(0.0))
}
// ANCHOR_END: features

fn main() -> Result<()> {
    let Arguments { common, runs } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/double_descent")?;
    let mut numbers = ResultsFile::default();
    let sizes = [5, 10, 20, 40, 60, 80, 90, 95, 100, 105, 110, 120, 150, 200, 400, 1_000, 2_000];
    let strengths = [0.0, 1e-4, 1e-2];
    let mut measured = vec![[const { Vec::new() }; 6]; sizes.len()];
    let mut dead = vec![Vec::new(); sizes.len()];
    for seed in common.seed..common.seed + runs {
        let parts = Parts::draw(N, seed);
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        // ANCHOR: fit
        // Ten outputs, one for each digit, of which the right one should be 1 and the others 0.
        for ((size, measured), dead) in sizes.into_iter().zip(&mut measured).zip(&mut dead) {
            let w = DMatrix::from_fn(65, size, |_, _| rng.sample::<f64, _>(StandardNormal) / 8.0);
            let train = features(&parts.train, &w);
            dead.push(train.column_iter().filter(|column| column.amax() == 0.0).count() as f64);
            let decomposed = Ridge::new(train);
            let test = features(&parts.test, &w);
            for (i, lambda) in strengths.into_iter().enumerate() {
                let outputs = fit(&decomposed, &parts.train, &test, lambda);
                let [mse, wrong] = compare(&outputs, &parts.test);
                measured[2 * i].push(mse);
                measured[2 * i + 1].push(wrong);
            }
        }
        // ANCHOR_END: fit
    }
    // Medians: near the peak, single runs are far off.
    let medians = |of: [Vec<f64>; 6]| of.map(|mut values| median(&mut values));
    let errors: Vec<[f64; 6]> = measured.into_iter().map(medians).collect();
    say(format_args!(
        "{N} training images, medians of {runs} runs; minimum norm (λ = 0) and ridge"
    ));
    say("");
    say("features    squared error on the test images       % wrong");
    say("            λ = 0      λ = 1e-4   λ = 1e-2         λ = 0   1e-4   1e-2");
    for (size, e) in sizes.into_iter().zip(&errors) {
        say(format_args!(
            "{size:>8}    {:<9.4}  {:<9.4}  {:<9.4}      {:>8.1} {:>6.1} {:>6.1}",
            e[0],
            e[2],
            e[4],
            100.0 * e[1],
            100.0 * e[3],
            100.0 * e[5]
        ));
        for (key, value) in ["mse", "wrong", "mse_weak", "wrong_weak", "mse_strong", "wrong_strong"]
            .into_iter()
            .zip(e)
        {
            numbers.add(&format!("{key}_{size}"), value);
        }
    }
    for (size, mut dead) in sizes.into_iter().zip(dead) {
        numbers.add(&format!("dead_{size}"), median(&mut dead));
    }
    numbers.add("runs", runs);
    let curve = |column: usize, label: &str| Series {
        label: label.into(),
        points: sizes.iter().zip(&errors).map(|(x, e)| ((*x as f64).log10(), e[column])).collect(),
        color: None,
    };
    let chart = |y_label: &str, columns: [usize; 3], log_y| LineChart {
        description: "Over the logarithm of the number of features: with minimum norm the error \
                      falls, rises to a peak at 100 features, the number of training images, and \
                      falls below what it was before. With ridge the peak is smaller, or gone."
            .into(),
        x_label: "log₁₀ of the number of features".into(),
        y_label: y_label.into(),
        log_y,
        series: columns
            .into_iter()
            .zip(["λ = 0", "λ = 0.0001", "λ = 0.01"])
            .map(|(column, label)| curve(column, label))
            .collect(),
    };
    let chart_of_squares = chart("squared error, test", [0, 2, 4], true);
    let chart_of_wrong = chart("fraction wrong, test", [1, 3, 5], false);
    results.write("squares.svg", |path| chart_of_squares.draw()?.save(path));
    results.write("wrong.svg", |path| chart_of_wrong.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The outputs for the test images, `images × 10`.
fn fit(decomposed: &Ridge, train: &Digits, test: &DMatrix<f64>, lambda: f64) -> DMatrix<f64> {
    let columns: Vec<DVector<f64>> = (0..10)
        .map(|class| {
            let is_class = |i: usize, _| f64::from(u8::from(train.classes[i] == class));
            test * decomposed.solve(&DVector::from_fn(train.len(), is_class), lambda)
        })
        .collect();
    DMatrix::from_columns(&columns)
}

/// The mean squared error, and the fraction whose maximum is at another class.
fn compare(outputs: &DMatrix<f64>, digits: &Digits) -> [f64; 2] {
    let (mut squares, mut wrong) = (0.0, 0);
    for (output, class) in outputs.row_iter().zip(&digits.classes) {
        let target = |i: usize| f64::from(u8::from(i == *class));
        squares += output.iter().enumerate().map(|(i, y)| (y - target(i)).powi(2)).sum::<f64>();
        wrong += u32::from(output.transpose().imax() != *class);
    }
    let n = digits.len() as f64;
    [squares / n / 10.0, f64::from(wrong) / n]
}
