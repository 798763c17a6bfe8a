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
    say(format_args!("smallest mean squared error, by Cholesky: {floor:.6}"));
    say(format_args!(
        "gradient descent, rate 0.1: {} steps, the weights differ by {}",
        end.steps,
        if difference < 1e-4 { "less than 1e-4" } else { "TOO MUCH" }
    ));
    numbers.add("floor", floor);
    numbers.add("steps", end.steps);

    // ANCHOR: batches
    say("");
    say(format_args!("{EPOCHS} epochs          steps    mean squared error above the smallest"));
    let mut curves = Vec::new();
    let mut row = |name: &str, batch_size: usize, rate: &dyn Fn() -> Box<dyn Steps>| {
        let excess = rate().run(&model, batch_size, common.seed, floor);
        let steps = EPOCHS * n.div_ceil(batch_size);
        let last = excess[EPOCHS].1;
        say(format_args!("{name:<20}  {steps:>7}    {last:.6}"));
        numbers.add(&name.replace([' ', ','], "_"), last);
        curves.push(Series { label: name.into(), points: excess, color: None });
    };
    row("full batch", n, &|| Box::new(0.2));
    row("batches of 32", 32, &|| Box::new(0.05));
    row("single samples", 1, &|| Box::new(0.005));
    row("single, decaying", 1, &|| {
        Box::new(PowerDecay { initial: 0.02, time_scale: 100.0, power: 0.75 })
    });
    // ANCHOR_END: batches

    // ANCHOR: noise
    // How noisy is the gradient of a batch? The root of its mean squared distance from the full one.
    let w = vec![0.0; best.len()];
    let mut full = vec![0.0; w.len()];
    model.mean().gradient(&w, &mut full);
    let length = full.iter().map(|g| g * g).sum::<f64>().sqrt();
    say("");
    say("batch size    distance of a batch's gradient from the full one, in its lengths");
    for size in [1, 4, 16, 64, 256] {
        let mut squares = 0.0;
        for draw in 0..2_000 {
            let batch = &permutation(n, common.seed, draw)[..size];
            let mut gradient = vec![0.0; w.len()];
            model.batch_value_and_gradient(batch, &w, &mut gradient);
            squares += gradient.iter().zip(&full).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        }
        let distance = (squares / 2_000.0).sqrt() / length;
        let theory = ((n - size) as f64 / (n - 1) as f64 / size as f64).sqrt();
        say(format_args!("{size:>10}    {distance:.4}"));
        numbers.add(&format!("noise_{size}"), distance);
        numbers.add(&format!("noise_theory_{size}"), theory);
    }
    // ANCHOR_END: noise
    let chart = LineChart {
        description: "The mean squared error above the smallest over the epochs. Single samples \
                      and small batches fall fast and then stay above zero; with a decaying rate \
                      single samples go on falling; the full batch is slow and steady."
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
    fn run(
        &self,
        model: &LeastSquares,
        batch_size: usize,
        seed: u64,
        floor: f64,
    ) -> Vec<(f64, f64)>;
}

impl<S: Schedule + Copy> Steps for S {
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
