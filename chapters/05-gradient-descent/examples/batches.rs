//! All samples, some, or one: linear regression on real data, three ways and without any step.
//!
//! ```text
//! cargo run --release -p ch05 --example batches
//! ```

use anyhow::Result;
use ch05::{Patients, closed_form};
use clap::Parser;
use figures::{LineChart, Series};
use gradient_descent::shuffle::permutation;
use gradient_descent::{
    FiniteSum, GradientDescent, LeastSquares, Objective, PowerDecay, Schedule, StochasticDescent,
    StopCriteria,
};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits patients' data with full batches, mini-batches, and single samples
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const EPOCHS: usize = 30;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch05/batches")?;
    let mut numbers = ResultsFile::default();
    let patients = Patients::load();
    let model = patients.regression();
    let n = model.samples();

    // ANCHOR: closed_form
    let best = closed_form(&patients.x, &patients.targets);
    let floor = model.mean().value(&best);
    let stop = StopCriteria { max_iterations: 20_000, ..StopCriteria::default() };
    let descent = GradientDescent { step_size: 0.1, stop };
    let end = descent.minimize(&model.mean(), &vec![0.0; best.len()]);
    let differences = end.point.iter().zip(&best).map(|(a, b)| (a - b).abs());
    let difference = differences.fold(0.0, f64::max);
    // ANCHOR_END: closed_form
    say(format_args!("{n} patients, {} weights", best.len()));
    // The matrix of the bowl is 2/N·X·Xᵀ, and its eigenvalues are the curvatures.
    let matrix = &patients.x * patients.x.transpose() * (2.0 / n as f64);
    let curvatures = matrix.symmetric_eigenvalues();
    let (flat, steep) = (curvatures.min(), curvatures.max());
    say(format_args!(
        "curvatures from {flat:.3} to {steep:.3}, condition number {:.0}",
        steep / flat
    ));
    say(format_args!("smallest mean squared error, by Cholesky: {floor:.6}"));
    say(format_args!(
        "gradient descent, rate 0.1: {} steps, the weights differ by {}",
        end.steps,
        if difference < 1e-4 { "less than 1e-4" } else { "TOO MUCH" }
    ));
    numbers.add("kappa", steep / flat);
    numbers.add("floor", floor);
    numbers.add("steps", end.steps);

    // ANCHOR: batches
    say("");
    say(format_args!(
        "{EPOCHS} epochs           rate    steps    mean squared error above the smallest"
    ));
    let mut curves = Vec::new();
    let mut row = |name: &str, batch_size: usize, rate: Box<dyn Steps>| {
        let excess = rate.run(&model, batch_size, common.seed, floor);
        let steps = EPOCHS * n.div_ceil(batch_size);
        let last = excess[EPOCHS].1;
        say(format_args!("{name:<16}  {:>7}  {steps:>7}    {last:.6}", rate.first()));
        numbers.add(&name.replace([' ', ','], "_"), last);
        curves.push(Series { label: name.into(), points: excess, color: None });
    };
    row("full batch", n, Box::new(0.2));
    row("batches of 32", 32, Box::new(0.05));
    row("single samples", 1, Box::new(0.005));
    let decay = PowerDecay { initial: 0.02, time_scale: 100.0, power: 0.75 };
    row("single, decaying", 1, Box::new(decay));
    // ANCHOR_END: batches

    // ANCHOR: noise
    // How noisy is the gradient of a batch? The root of its mean squared distance from the full one.
    // A formula for it: √(1/B · (N − B)/(N − 1)) times the distance of a single sample's.
    let w = vec![0.0; best.len()];
    let gradient_of = |batch: &[u32]| {
        let mut gradient = vec![0.0; w.len()];
        model.batch_value_and_gradient(batch, &w, &mut gradient);
        gradient
    };
    let all: Vec<u32> = (0..n as u32).collect();
    let full = gradient_of(&all);
    let length = full.iter().map(|g| g * g).sum::<f64>().sqrt();
    let square = |batch: &[u32]| {
        let pairs = gradient_of(batch).into_iter().zip(&full);
        pairs.map(|(a, b)| (a - b).powi(2)).sum::<f64>()
    };
    let single = (all.chunks(1).map(square).sum::<f64>() / n as f64).sqrt() / length;
    say("");
    say("batch    distance of its gradient from the full one, in the full one's lengths");
    say("size     measured    formula");
    for size in [1, 4, 16, 64, 256] {
        let draws = (0..2_000).map(|draw| square(&permutation(n, common.seed, draw)[..size]));
        let distance = (draws.sum::<f64>() / 2_000.0).sqrt() / length;
        let formula = single * ((n - size) as f64 / (n - 1) as f64 / size as f64).sqrt();
        say(format_args!("{size:<5}    {distance:<8.3}    {formula:.3}"));
        numbers.add(&format!("noise_{size}"), distance);
        numbers.add(&format!("noise_formula_{size}"), formula);
    }
    // ANCHOR_END: noise
    let chart = LineChart {
        description: "The mean squared error above the smallest over the epochs. Single samples \
                      and small batches fall fast and then jump up and down; with a decaying rate \
                      the jumps become smaller; the full batch falls smoothly for ten epochs, and \
                      from then on hardly at all."
            .into(),
        x_label: "epoch".into(),
        y_label: "above the smallest".into(),
        log_y: true,
        series: curves,
    };
    results.write("epochs.svg", |path| chart.draw()?.save(path));
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// A schedule of step sizes, run over all epochs: the excess after each.
trait Steps {
    /// The first step size.
    fn first(&self) -> f64;

    fn run(
        &self,
        model: &LeastSquares,
        batch_size: usize,
        seed: u64,
        floor: f64,
    ) -> Vec<(f64, f64)>;
}

impl<S: Schedule + Copy> Steps for S {
    fn first(&self) -> f64 {
        self.at(0)
    }

    fn run(
        &self,
        model: &LeastSquares,
        batch_size: usize,
        seed: u64,
        floor: f64,
    ) -> Vec<(f64, f64)> {
        let steps = model.samples().div_ceil(batch_size);
        let stop = StopCriteria {
            gradient_tolerance: 0.0,
            value_tolerance: 0.0,
            max_iterations: EPOCHS * steps,
        };
        let descent = StochasticDescent { step_size: *self, batch_size, seed, stop };
        let mut excess = Vec::new();
        let excess_at =
            |point: &[f64], epoch: usize| (epoch as f64, model.mean().value(point) - floor);
        let start = vec![0.0; model.dimensions()];
        let end = descent.minimize_with_callback(model, &start, |iterate| {
            if iterate.step.is_multiple_of(steps) {
                excess.push(excess_at(iterate.point, excess.len()));
            }
        });
        excess.push(excess_at(&end.point, excess.len()));
        excess
    }
}
