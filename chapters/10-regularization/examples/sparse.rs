//! L1 and L2 on ten features of diabetes patients: which weights become zero, and how.
//!
//! ```text
//! cargo run --release -p ch10 --example sparse
//! ```

use anyhow::Result;
use autograd::{Param, Tape};
use ch10::{Patients, Ridge};
use clap::Parser;
use figures::{LineChart, Series};
use nalgebra::{DMatrix, DVector};
use nn::impl_module;
use optimizers::{Optimizer, Sgd};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::StandardNormal;
use regularization::ElasticNet;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits ten features with L1, L2 and both
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

// ANCHOR: linear
/// A linear model without bias: features and targets have the mean 0.
struct Linear {
    weight: Param<f64>,
}
impl_module!(Linear: f64 { weight });

/// Full-batch descent on half the mean squared error from some weights, with the crate's elastic net.
fn elastic_net(
    (x, y): (&DMatrix<f64>, &DVector<f64>),
    [l1, l2]: [f64; 2],
    start: Vec<f64>,
    steps: usize,
) -> Vec<f64> {
    let (n, features) = x.shape();
    // nalgebra's columns are a tensor's rows.
    let inputs = Tensor::new([n, features], x.transpose().as_slice().to_vec());
    let mut model = Linear { weight: Param::new(Tensor::new([features, 1], start)) };
    let mut optimizer = ElasticNet::new(Sgd::new(0.2), l1, l2);
    let mut tape = Tape::new();
    for _ in 0..steps {
        let gradients = tape.gradients(|tape| {
            let outputs = tape.constant(&inputs).matmul(&model.weight);
            outputs.mean_squared_error(y.as_slice()) * 0.5
        });
        optimizer.step(&mut model, &gradients);
    }
    model.weight.value.as_slice().to_vec()
}
// ANCHOR_END: linear

// ANCHOR: subgradient
/// The same by the subgradient of `l1·Σ|w|`, which is `l1·sign(w)`: without a proximal step.
fn by_subgradient(x: &DMatrix<f64>, y: &DVector<f64>, l1: f64, steps: usize) -> Vec<f64> {
    let n = x.nrows() as f64;
    let mut w = DVector::zeros(x.ncols());
    for _ in 0..steps {
        let gradient = x.tr_mul(&(x * &w - y)) / n + l1 * w.map(f64::signum);
        w -= 0.2 * gradient;
    }
    w.as_slice().to_vec()
}
// ANCHOR_END: subgradient

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/sparse")?;
    let mut numbers = ResultsFile::default();
    let Patients { x, y, features } = Patients::load();
    let zeros = |w: &[f64]| w.iter().filter(|w| **w == 0.0).count();

    // ANCHOR: kinds
    let lambda = 0.1;
    let none = elastic_net((&x, &y), [0.0, 0.0], vec![0.0; 10], 5_000);
    let ridge = elastic_net((&x, &y), [0.0, lambda], vec![0.0; 10], 5_000);
    let lasso = elastic_net((&x, &y), [lambda, 0.0], vec![0.0; 10], 5_000);
    let subgradient = by_subgradient(&x, &y, lambda, 5_000);
    // ANCHOR_END: kinds
    say("442 patients, weights of the ten standardized features, λ = 0.1");
    say(format_args!("{:<10}      none        L2        L1    L1 by subgradients", "feature"));
    for (i, feature) in features.iter().enumerate() {
        say(format_args!(
            "{feature:<10}  {:>8.4}  {:>8.4}  {:>8.4}  {:>20.6}",
            none[i], ridge[i], lasso[i], subgradient[i]
        ));
        numbers.add(&format!("lasso_{feature}"), lasso[i]);
    }
    let [of_ridge, of_lasso, of_subgradient] = [&ridge, &lasso, &subgradient].map(|w| zeros(w));
    say(format_args!("exact zeros        0  {of_ridge:>8}  {of_lasso:>8}  {of_subgradient:>20}"));
    for (key, count) in [("ridge", of_ridge), ("lasso", of_lasso), ("subgradient", of_subgradient)]
    {
        numbers.add(&format!("zeros_{key}"), count);
    }

    // ANCHOR: path
    // From a strength that leaves nothing down to a thousandth of it: the largest |xᵀy|/n.
    let max = (x.tr_mul(&y) / y.len() as f64).amax();
    let strengths: Vec<f64> = (0..=60).map(|i| max * 10f64.powf(-f64::from(i) / 20.0)).collect();
    // Each begins with the weights of the one before, which are near: a warm start.
    let mut w = vec![0.0; 10];
    let mut warm = |l1: &f64| {
        w = elastic_net((&x, &y), [*l1, 0.0], std::mem::take(&mut w), 300);
        w.clone()
    };
    let lasso_path: Vec<Vec<f64>> = strengths.iter().map(&mut warm).collect();
    let decomposed = Ridge::new(x.clone());
    let ridge_path: Vec<Vec<f64>> =
        strengths.iter().map(|l2| decomposed.solve(&y, 30.0 * l2).as_slice().to_vec()).collect();
    // ANCHOR_END: path
    say("");
    say(format_args!("every weight is 0 with L1 from λ = {max:.4} upwards; below:"));
    say("λ         weights that are not 0");
    for i in [0, 5, 10, 20, 30, 40, 60] {
        let nonzero: Vec<&str> = features
            .iter()
            .zip(&lasso_path[i])
            .filter(|(_, w)| **w != 0.0)
            .map(|(feature, _)| feature.as_str())
            .collect();
        say(format_args!("{:<8.4}  {:>2}: {}", strengths[i], nonzero.len(), nonzero.join(" ")));
    }
    numbers.add("max_strength", max);
    for (name, path, scale, description) in
        [("lasso-path", &lasso_path, 1.0, "lasso"), ("ridge-path", &ridge_path, 30.0, "ridge")]
    {
        let chart = path_chart(&features, &strengths, path, scale, description);
        results.write(&format!("{name}.svg"), |path| chart.draw()?.save(path));
    }

    say("");
    correlated(common.seed, &mut numbers);
    say("");
    let chart = early_stopping(&x, &y, &decomposed, &mut numbers);
    results.write("early-stopping.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// Five of the weights over the logarithm of the strength.
fn path_chart(
    features: &[String],
    strengths: &[f64],
    path: &[Vec<f64>],
    scale: f64,
    kind: &str,
) -> LineChart {
    let series = ["bmi", "s5", "bp", "sex", "s3"].map(|name| {
        let i = features.iter().position(|feature| feature == name).expect("a feature");
        let points = strengths.iter().zip(path).map(|(l, w)| (-(scale * l).log10(), w[i]));
        Series { label: name.into(), points: points.collect(), color: None }
    });
    LineChart {
        description: match kind {
            "lasso" => {
                "Five weights over the strength of an L1 penalty. From left to right they \
                        leave zero one after the other: bmi and s5 first, sex last."
            }
            _ => {
                "Five weights over the strength of an L2 penalty. All approach zero together, and \
                  none reaches it."
            }
        }
        .into(),
        x_label: "−log₁₀ λ (weaker to the right)".into(),
        y_label: "weight".into(),
        log_y: false,
        series: series.into(),
    }
}

// ANCHOR: correlated
/// Two features that are nearly the same, and a third: who gets the weight?
fn correlated(seed: u64, numbers: &mut ResultsFile) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut normal = || rng.sample::<f64, _>(StandardNormal);
    let x = DMatrix::from_row_iterator(
        200,
        3,
        (0..200).flat_map(|_| {
            let common = normal();
            [common + 0.05 * normal(), common + 0.05 * normal(), normal()]
        }),
    );
    let y = DVector::from_fn(200, |i, _| x[(i, 0)] + x[(i, 1)] + 0.5 * normal());
    say("twins: y = x₁ + x₂ + noise, with x₁ ≈ x₂");
    say("               x₁        x₂        x₃");
    for (name, l1, l2) in [("none", 0.0, 0.0), ("L1", 0.2, 0.0), ("elastic net", 0.2, 0.2)] {
        let w = elastic_net((&x, &y), [l1, l2], vec![0.0; 3], 20_000);
        say(format_args!("{name:<12} {:>7.4}   {:>7.4}   {:>7.4}", w[0], w[1], w[2]));
        let key = name.replace(' ', "_").to_lowercase();
        numbers.add(&format!("twin_1_{key}"), w[0]);
        numbers.add(&format!("twin_2_{key}"), w[1]);
    }
}
// ANCHOR_END: correlated

// ANCHOR: early_stopping
/// Descent from zero, stopped after `k` steps with the rate `η`, beside ridge with `λ = 1/(ηk)`.
fn early_stopping(
    x: &DMatrix<f64>,
    y: &DVector<f64>,
    decomposed: &Ridge,
    numbers: &mut ResultsFile,
) -> LineChart {
    let (n, rate) = (x.nrows() as f64, 0.01);
    let mut w = DVector::zeros(x.ncols());
    let mut curves =
        [("early stopping", Vec::new()), ("ridge", Vec::new()), ("distance", Vec::new())];
    say("descent with η = 0.01, stopped, and ridge with λ = 1/(ηk): lengths of the weights");
    say("steps k    λ          stopped    ridge    distance between them");
    for k in 1..=10_000 {
        w -= rate / n * x.tr_mul(&(x * &w - y));
        let lambda = 1.0 / (rate * f64::from(k));
        if [10, 30, 100, 300, 1_000, 3_000, 10_000].contains(&k) {
            let ridge = decomposed.solve(y, lambda);
            let values = [w.norm(), ridge.norm(), (&w - &ridge).norm()];
            say(format_args!(
                "{k:>7}    {lambda:<8.4}   {:<8.4}   {:<6.4}   {:.4}",
                values[0], values[1], values[2]
            ));
            numbers.add(&format!("distance_{k}"), values[2]);
        }
        if k % 10 == 0 {
            let ridge = decomposed.solve(y, lambda);
            for ((_, points), value) in
                curves.iter_mut().zip([w.norm(), ridge.norm(), (&w - &ridge).norm()])
            {
                points.push((f64::from(k).log10(), value));
            }
        }
    }
    // ANCHOR_END: early_stopping
    LineChart {
        description: "The length of the weights over the logarithm of the number of steps: of \
                      descent that is stopped there, and of ridge regression with the strength \
                      that belongs to it. Both rise together; their distance stays small beside \
                      them."
            .into(),
        x_label: "log₁₀ of the steps k".into(),
        y_label: "length".into(),
        log_y: false,
        series: curves
            .map(|(label, points)| Series { label: label.into(), points, color: None })
            .into(),
    }
}
