//! Overfitting: polynomials through twelve points, and a network that learns a hundred digits by heart.
//!
//! ```text
//! cargo run --release -p ch10 --example overfit
//! ```

use anyhow::Result;
use ch10::{Parts, Recipe, fit_polynomial, polynomial};
use clap::Parser;
use figures::{Color, FigureError, Frame, LineChart, PointGroup, Scatter, Series, Slider};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::StandardNormal;
use std::f64::consts::PI;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits polynomials to twelve noisy points and a network to a hundred digits
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The standard deviation of the noise.
const NOISE: f64 = 0.3;

/// The curve that the points lie on, but for the noise.
fn truth(x: f64) -> f64 {
    (PI * x / 3.0).sin()
}

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch10/overfit")?;
    let mut numbers = ResultsFile::default();
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);

    // ANCHOR: points
    // Twelve points at equal distances, on a sine wave, with noise.
    let x: Vec<f64> = (0..12).map(|i| 6.0 * f64::from(i) / 11.0 - 3.0).collect();
    let draw = |rng: &mut ChaCha8Rng| -> Vec<f64> {
        x.iter().map(|x| truth(*x) + NOISE * rng.sample::<f64, _>(StandardNormal)).collect()
    };
    let y = draw(rng);
    // New points to judge by, anywhere between the first and the last, from the same curve.
    let new: Vec<f64> = (0..10_000).map(|_| rng.random_range(-3.0..3.0)).collect();
    let new_y: Vec<f64> =
        new.iter().map(|x| truth(*x) + NOISE * rng.sample::<f64, _>(StandardNormal)).collect();
    let error = |w: &[f64], x: &[f64], y: &[f64]| {
        let squares = x.iter().zip(y).map(|(x, y)| (polynomial(w, *x) - y).powi(2));
        squares.sum::<f64>() / x.len() as f64
    };
    // ANCHOR_END: points
    say("twelve points, mean squared error");
    say("degree    at the points    at new points    max |weight| (of x/3)");
    for degree in [1, 3, 11] {
        let w = fit_polynomial(&x, &y, degree);
        // For x/3, which is between −1 and 1: so the weights of all powers can be compared.
        let max = (0..).zip(&w).fold(0.0, |max: f64, (k, w)| max.max((w * 3f64.powi(k)).abs()));
        let (known, unknown) = (error(&w, &x, &y), error(&w, &new, &new_y));
        say(format_args!("{degree:>6}    {known:>13.4}    {unknown:>13.4}    {max:>21.1}"));
        numbers.add(&format!("train_{degree}"), known);
        numbers.add(&format!("new_{degree}"), unknown);
        numbers.add(&format!("max_weight_{degree}"), max);
    }
    results.write("polynomials.svg", |path| slider(&x, &y)?.draw()?.save(path));

    say("");
    let chart = bias_and_variance(&x, draw, rng, &mut numbers);
    results.write("bias-variance.svg", |path| chart.draw()?.save(path));
    say("");
    let chart = by_heart(common.seed, &mut numbers);
    results.write("by-heart.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The points, the curve that they were drawn from, and polynomials of all degrees up to 11.
fn slider(x: &[f64], y: &[f64]) -> Result<Slider, FigureError> {
    let curve = |f: &dyn Fn(f64) -> f64, color| {
        let at = |i: i32| (f64::from(i) / 50.0, f(f64::from(i) / 50.0));
        let in_view = |(x, y): (f64, f64)| (x, if y.abs() <= 2.0 { y } else { f64::NAN });
        let points = (-150..=150).map(at).map(in_view).collect();
        Series { label: String::new(), points, color: Some(color) }
    };
    let frame = |degree: usize| {
        let w = fit_polynomial(x, y, degree);
        let points = x.iter().copied().zip(y.iter().copied()).collect();
        let chart = Scatter {
            description: format!(
                "The points, the sine wave, and the polynomial of degree {degree}."
            ),
            x_label: "x".into(),
            y_label: "y".into(),
            groups: vec![PointGroup { label: String::new(), points, hollow: true }],
            paths: vec![
                curve(&truth, Color::Green),
                curve(&|x| polynomial(&w, x), Color::Vermillion),
            ],
            ..Scatter::default()
        };
        Ok(Frame { value: degree.to_string(), figure: chart.draw()? })
    };
    Ok(Slider {
        description: "Twelve points around one wave of a sine. Polynomials of degree 0 to 2 miss \
                      the wave; degree 3 follows it; with degree 11 the curve goes through every \
                      point and swings far out between the outermost ones."
            .into(),
        label: "degree".into(),
        frames: (0..=11).map(frame).collect::<Result<_, FigureError>>()?,
        start: 3,
    })
}

// ANCHOR: bias_variance
/// Fits many sets of twelve points, of which only the noise differs. At each `x` the squared distance
/// of the *mean* curve from the truth is the squared bias. Least squares is linear in the targets, so
/// the mean over all noise is the curve fitted to points without noise.
fn bias_and_variance(
    x: &[f64],
    draw: impl Fn(&mut ChaCha8Rng) -> Vec<f64>,
    rng: &mut ChaCha8Rng,
    numbers: &mut ResultsFile,
) -> LineChart {
    const SETS: usize = 2_000;
    let grid: Vec<f64> = (0..200).map(|i| 3.0 * ((f64::from(i) + 0.5) / 100.0 - 1.0)).collect();
    let mut curves =
        [("bias²", Vec::new()), ("variance", Vec::new()), ("error at new points", Vec::new())];
    say(format_args!("{SETS} sets of twelve points, noise² = {:.3}", NOISE * NOISE));
    say("degree    bias²     variance    sum with noise²    measured at new points");
    for degree in [0, 1, 2, 3, 4, 5, 7, 9, 11] {
        let (mut sum, mut squares, mut measured) = (vec![0.0; 200], vec![0.0; 200], 0.0);
        for _ in 0..SETS {
            let w = fit_polynomial(x, &draw(rng), degree);
            for (i, at) in grid.iter().enumerate() {
                let y = polynomial(&w, *at);
                let new = truth(*at) + NOISE * rng.sample::<f64, _>(StandardNormal);
                (sum[i], squares[i]) = (sum[i] + y, squares[i] + y * y);
                measured += (y - new).powi(2);
            }
        }
        let exact: Vec<f64> = x.iter().map(|x| truth(*x)).collect();
        let mean_w = fit_polynomial(x, &exact, degree);
        let (mut bias, mut variance) = (0.0, 0.0);
        for (i, at) in grid.iter().enumerate() {
            bias += (polynomial(&mean_w, *at) - truth(*at)).powi(2) / 200.0;
            let mean = sum[i] / SETS as f64;
            variance += (squares[i] / SETS as f64 - mean * mean) / 200.0;
        }
        let (total, measured) = (bias + variance + NOISE * NOISE, measured / (200 * SETS) as f64);
        say(format_args!(
            "{degree:>6}    {bias:<8.4}  {variance:<10.4}  {total:<17.4}  {measured:.4}"
        ));
        for ((name, points), value) in curves.iter_mut().zip([bias, variance, measured]) {
            if value > 1e-5 {
                points.push((f64::from(degree as u32), value));
            }
            let key = name.split([' ', '²']).next().unwrap_or_default();
            numbers.add(&format!("{key}_{degree}"), value);
        }
    }
    // ANCHOR_END: bias_variance
    LineChart {
        description: "Squared bias, variance and error at new points over the degree, on a \
                      logarithmic scale. The bias falls, and from degree 7 on it is too small to be \
                      drawn; the variance rises; the error is lowest between, at degree 3."
            .into(),
        x_label: "degree".into(),
        y_label: "mean squared".into(),
        log_y: true,
        series: curves
            .map(|(label, points)| Series { label: label.into(), points, color: None })
            .into(),
    }
}

// ANCHOR: by_heart
/// A hundred digits and 9,610 parameters; then the same images with labels drawn at random.
fn by_heart(seed: u64, numbers: &mut ResultsFile) -> LineChart {
    let recipe = Recipe { epochs: 400, ..Recipe::default() };
    let [mut train_loss, mut test_loss] = [vec![0.0; 400], vec![0.0; 400]];
    let (mut test, mut learnt) = (Vec::new(), [Vec::new(), Vec::new()]);
    for seed in seed..seed + 3 {
        let mut parts = Parts::draw(100, seed);
        for (random_labels, learnt) in learnt.iter_mut().enumerate() {
            if random_labels == 1 {
                let rng = &mut ChaCha8Rng::seed_from_u64(seed);
                parts.train.classes.iter_mut().for_each(|class| *class = rng.random_range(0..10));
            }
            let mut first = None;
            let net = recipe.train(&parts.train, &parts.validation, seed, |epoch, net| {
                let [loss, right] = net.evaluate(&parts.train);
                first = first.or((right == 1.0).then_some(epoch as f64));
                if random_labels == 0 {
                    train_loss[epoch - 1] += loss / 3.0;
                    test_loss[epoch - 1] += net.evaluate(&parts.test)[0] / 3.0;
                }
            });
            learnt.push(first.unwrap_or(f64::NAN));
            test.push(net.evaluate(&parts.test)[1]);
        }
    }
    // ANCHOR_END: by_heart
    let of = |random: usize| test.iter().skip(random).step_by(2).copied().collect::<Vec<_>>();
    say("100 digits, 9,610 parameters, three seeds");
    say("labels       epochs until all 100 are right    % of the test images right");
    for (i, name) in ["true", "at random"].into_iter().enumerate() {
        let (epochs, right) = (Summary::of(&learnt[i]), Summary::of(&of(i)));
        say(format_args!("{name:<11}  {:>33.0}    {:>26}", epochs.mean, right.to_string()));
        let key = name.replace(' ', "_");
        numbers.add(&format!("epochs_{key}"), epochs.mean);
        numbers.add(&format!("right_{key}"), right.mean);
    }
    let best = (0..400).min_by(|a, b| test_loss[*a].total_cmp(&test_loss[*b])).unwrap_or(0);
    say(format_args!(
        "true labels: the test loss is lowest after {} epochs, {:.3}, and ends at {:.3}",
        best + 1,
        test_loss[best],
        test_loss[399]
    ));
    numbers.add("best_epoch", best + 1);
    numbers.add("best_test_loss", test_loss[best]);
    numbers.add("last_test_loss", test_loss[399]);
    numbers.add("last_train_loss", train_loss[399]);
    let curve = |loss: &[f64]| (1..).zip(loss).map(|(epoch, y)| (f64::from(epoch), *y)).collect();
    LineChart {
        description:
            "Training and test loss over 400 epochs, on a logarithmic scale. The training \
                      loss falls all the time; the test loss stops falling early, and then rises \
                      slowly."
                .into(),
        x_label: "epoch".into(),
        y_label: "cross-entropy".into(),
        log_y: true,
        series: vec![
            Series { label: "training".into(), points: curve(&train_loss), color: None },
            Series { label: "test".into(), points: curve(&test_loss), color: None },
        ],
    }
}
