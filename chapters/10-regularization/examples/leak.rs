//! Cross-validation, right and wrong, on data in which there is nothing to learn.
//!
//! ```text
//! cargo run --release -p ch10 --example leak
//! ```

use anyhow::Result;
use ch10::{Patients, Ridge};
use clap::Parser;
use data::split::{SplitIndices, k_fold, stratified_k_fold};
use figures::{LineChart, Series};
use nalgebra::{DMatrix, DVector};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::StandardNormal;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures what leaks when features are chosen or normalized before the split
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// How many data sets without a signal
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    sets: u64,
}

// Samples, features, features that are chosen, folds.
const N: usize = 50;
const FEATURES: usize = 1_000;
const CHOSEN: usize = 20;
const FOLDS: usize = 5;

// ANCHOR: data
/// Samples whose features and labels have nothing to do with each other.
struct Samples {
    /// One sample a row.
    x: DMatrix<f64>,
    /// Half of them 0, half 1.
    labels: Vec<u8>,
}

fn no_signal(seed: u64) -> Samples {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    // Features on very different scales, as they come.
    let scales: Vec<f64> = (0..FEATURES).map(|_| 10f64.powf(rng.random_range(-1.0..1.0))).collect();
    let x = DMatrix::from_fn(N, FEATURES, |_, j| scales[j] * rng.sample::<f64, _>(StandardNormal));
    Samples { x, labels: (0..N).map(|i| (i % 2) as u8).collect() }
}
// ANCHOR_END: data

/// What is computed from all samples before the split, and what from the training samples alone.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    normalized_before: bool,
    chosen_before: bool,
}

fn main() -> Result<()> {
    let Arguments { common, sets } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/leak")?;
    let mut numbers = ResultsFile::default();
    say(format_args!(
        "{sets} data sets of {N} samples, {FEATURES} features, labels at random; the {CHOSEN} features \
         that differ"
    ));
    say("most between the classes are taken; % right in cross-validation with 5 folds:");
    say("");
    for way in [
        Way { name: "all within the fold", normalized_before: false, chosen_before: false },
        Way { name: "normalized before", normalized_before: true, chosen_before: false },
        Way { name: "chosen before", normalized_before: false, chosen_before: true },
        Way { name: "both before", normalized_before: true, chosen_before: true },
    ] {
        let right: Vec<f64> = (common.seed..common.seed + sets)
            .map(|seed| cross_validate(&no_signal(seed), way, seed))
            .collect();
        let Summary { mean, std, .. } = Summary::of(&right);
        let error = std / (sets as f64).sqrt();
        say(format_args!(
            "{:<22}  {:>5.1} ± {:.1}    from set to set ± {:.1}",
            way.name,
            100.0 * mean,
            100.0 * error,
            100.0 * std
        ));
        let key = way.name.replace(' ', "_");
        numbers.add(&key, mean);
        numbers.add(&format!("{key}_error"), error);
        numbers.add(&format!("{key}_deviation"), std);
    }
    say("");
    let chart = strength(common.seed, &mut numbers);
    results.write("strength.svg", |path| chart.draw()?.save(path));
    numbers.add("sets", sets);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: cross_validate
/// The fraction of right predictions over all folds.
fn cross_validate(samples: &Samples, way: Way, seed: u64) -> f64 {
    let Samples { x, labels } = samples;
    let all: Vec<u32> = (0..N as u32).collect();
    let mut right = 0;
    for SplitIndices { train, validation } in stratified_k_fold(labels, FOLDS, seed) {
        let x = normalized(x, if way.normalized_before { &all } else { &train });
        let differences = |from: &[u32]| mean(&x, labels, from, 1) - mean(&x, labels, from, 0);
        let mut order: Vec<usize> = (0..FEATURES).collect();
        let size = differences(if way.chosen_before { &all } else { &train });
        order.sort_by(|a, b| size[*b].abs().total_cmp(&size[*a].abs()));
        order.truncate(CHOSEN);
        // The class whose mean, over the training samples, is nearer.
        let [zero, one] = [0, 1].map(|class| mean(&x, labels, &train, class));
        for i in validation {
            let distance = |from: &DVector<f64>| {
                order.iter().map(|j| (x[(i as usize, *j)] - from[*j]).powi(2)).sum::<f64>()
            };
            let predicted = u8::from(distance(&one) < distance(&zero));
            right += u32::from(predicted == labels[i as usize]);
        }
    }
    f64::from(right) / N as f64
}
// ANCHOR_END: cross_validate

/// All features with the mean 0 and the deviation 1 *over these samples*.
fn normalized(x: &DMatrix<f64>, over: &[u32]) -> DMatrix<f64> {
    let mut x = x.clone();
    for mut column in x.column_iter_mut() {
        let of = DVector::from_iterator(over.len(), over.iter().map(|i| column[*i as usize]));
        let (mean, std) = (of.mean(), of.variance().sqrt());
        column.apply(|x| *x = (*x - mean) / std);
    }
    x
}

/// The mean of those of these samples that are of the class.
fn mean(x: &DMatrix<f64>, labels: &[u8], samples: &[u32], class: u8) -> DVector<f64> {
    let of_class = samples.iter().filter(|i| labels[**i as usize] == class);
    let rows: Vec<_> = of_class.map(|i| x.row(*i as usize).transpose()).collect();
    rows.iter().fold(DVector::zeros(FEATURES), |sum, row| sum + row) / rows.len() as f64
}

// ANCHOR: strength
/// The mean squared error on some patients of ridge regression on others.
fn error(all: &Patients, train: &[u32], test: &[u32], lambda: f64) -> f64 {
    let rows = |indices: &[u32]| {
        let indices: Vec<usize> = indices.iter().map(|i| *i as usize).collect();
        (all.x.select_rows(&indices), all.y.select_rows(&indices))
    };
    let ((x, y), (test_x, test_y)) = (rows(train), rows(test));
    // Means and deviations of the training patients alone.
    let (means, mean) = (x.row_mean(), y.mean());
    let deviations = x.row_variance().map(f64::sqrt);
    let normalized = |x: &DMatrix<f64>| {
        DMatrix::from_fn(x.nrows(), x.ncols(), |i, j| (x[(i, j)] - means[j]) / deviations[j])
    };
    let w = Ridge::new(normalized(&x)).solve(&y.add_scalar(-mean), lambda);
    let outputs = (normalized(&test_x) * w).add_scalar(mean);
    (outputs - test_y).norm_squared() / test.len() as f64
}

/// The mean error over ten folds of a few patients.
fn by_folds(all: &Patients, few: &[u32], lambda: f64, seed: u64) -> f64 {
    let of = |indices: &[u32]| indices.iter().map(|i| few[*i as usize]).collect::<Vec<u32>>();
    let folds = k_fold(few.len(), 10, seed).into_iter();
    let errors = folds.map(|fold| error(all, &of(&fold.train), &of(&fold.validation), lambda));
    errors.sum::<f64>() / 10.0
}
// ANCHOR_END: strength

/// Ridge regression on 30 of the patients, many times: the strength that cross-validation chooses,
/// judged by the other 412.
fn strength(seed: u64, numbers: &mut ResultsFile) -> LineChart {
    const DRAWS: u64 = 50;
    let all = Patients::load();
    let strengths: Vec<f64> = (0..=15).map(|i| 10f64.powf(f64::from(i) / 5.0 - 2.0)).collect();
    let mut sums = vec![[0.0; 3]; strengths.len()];
    let mut chosen = [0.0; 3];
    for seed in seed..seed + DRAWS {
        let order = data::shuffle::permutation(all.y.len(), seed, 0);
        let (few, others) = order.split_at(30);
        let errors: Vec<[f64; 3]> = strengths
            .iter()
            .map(|lambda| {
                let [training, rest] = [few, others].map(|on| error(&all, few, on, *lambda));
                [training, by_folds(&all, few, *lambda, seed), rest]
            })
            .collect();
        for (sum, error) in sums.iter_mut().zip(&errors) {
            (0..3).for_each(|i| sum[i] += error[i] / DRAWS as f64);
        }
        let best = errors.iter().min_by(|a, b| a[1].total_cmp(&b[1])).expect("strengths");
        (0..3).for_each(|i| chosen[i] += best[i] / DRAWS as f64);
    }
    say(format_args!("ridge on 30 patients, mean squared error, means of {DRAWS} draws"));
    say("λ                      training    10 folds    the other 412");
    let mut row = |name: &str, key: &str, [training, folds, rest]: [f64; 3]| {
        say(format_args!("{name:<20}   {training:>8.4}    {folds:>8.4}    {rest:>13.4}"));
        for (what, value) in [("training", training), ("folds", folds), ("rest", rest)] {
            numbers.add(&format!("{key}_{what}"), value);
        }
    };
    for i in [0, 5, 10, 15] {
        row(&format!("{:.2}", strengths[i]), &format!("ridge_{i}"), sums[i]);
    }
    row("chosen by 10 folds", "chosen", chosen);
    let curve = |label: &str, column: usize| Series {
        label: label.into(),
        points: strengths.iter().zip(&sums).map(|(l, e)| (l.log10(), e[column])).collect(),
        color: None,
    };
    LineChart {
        description: "Mean squared error over the strength of ridge regression. On the training \
                      patients it only rises; in cross-validation and on the other patients it \
                      falls first, and is lowest at a strength between."
            .into(),
        x_label: "log₁₀ λ".into(),
        y_label: "mean squared error".into(),
        log_y: false,
        series: vec![curve("training", 0), curve("10 folds", 1), curve("the others", 2)],
    }
}
