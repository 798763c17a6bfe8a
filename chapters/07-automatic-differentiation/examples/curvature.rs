//! Second derivatives: dual numbers on a tape, the largest curvature, and the learning rate that it allows.
//!
//! ```text
//! cargo run --release -p ch07 --example curvature
//! ```

use anyhow::Result;
use ch07::{Dual, Moons, SmallNetwork, Tape, TensorNetwork, Var};
use clap::Parser;
use figures::{LineChart, Series};
use nalgebra::DMatrix;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Measures the curvature of a small network's loss, and predicts which learning rates diverge
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const NETWORK: SmallNetwork = SmallNetwork { hidden: 3 };
const DECAY: f64 = 0.01;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch07/curvature")?;
    let mut numbers = ResultsFile::default();
    let problem = Problem { moons: Moons::new(40, common.seed) };
    let mut minimum = NETWORK.initial(common.seed);
    for _ in 0..50_000 {
        problem.step(&mut minimum, 0.3);
    }
    let slope = length(&problem.gradient(&minimum));
    say(format_args!(
        "{} parameters; length of the gradient at the minimum: {slope:.0e}",
        minimum.len()
    ));
    say("");

    let hessian = problem.hessian(&minimum);
    let asymmetry = (&hessian - hessian.transpose()).amax();
    let eigenvalues = hessian.symmetric_eigenvalues();
    say(format_args!(
        "the whole Hessian, by {} products: symmetric to {asymmetry:.0e}",
        minimum.len()
    ));
    say(format_args!(
        "its eigenvalues lie between {:.4} and {:.4}",
        eigenvalues.min(),
        eigenvalues.max()
    ));
    say("");
    let (lambda, direction) = problem.largest_curvature(&minimum);
    let limit = 2.0 / lambda;
    say(format_args!("so the largest rate that converges is predicted to be 2/λ = {limit:.4}"));
    say("");
    numbers.add("gradient", slope);
    numbers.add("asymmetry", asymmetry);
    numbers.add("eigenvalue", eigenvalues.max());
    numbers.add("lambda", lambda);
    numbers.add("limit", limit);
    let chart = rates(&problem, &minimum, &direction, lambda, &mut numbers);
    results.write("rates.svg", |path| chart.draw()?.save(path));
    differences(&problem, &minimum, &mut numbers);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// The loss of the small network on some points.
struct Problem {
    moons: Moons,
}

impl Problem {
    fn gradient(&self, parameters: &[f64]) -> Vec<f64> {
        let tape = Tape::default();
        let vars: Vec<Var<f64>> = parameters.iter().map(|w| tape.variable(*w)).collect();
        let adjoints = NETWORK.loss(&vars, &self.moons, DECAY).backward();
        vars.iter().map(|var| adjoints[*var]).collect()
    }

    // ANCHOR: product
    /// The product of the Hessian and a vector: how the gradient changes in the direction `v`.
    fn hessian_times(&self, parameters: &[f64], v: &[f64]) -> Vec<f64> {
        let tape = Tape::default();
        let duals = parameters.iter().zip(v).map(|(w, v)| Dual { value: *w, slope: *v });
        let vars: Vec<Var<Dual<f64>>> = duals.map(|dual| tape.variable(dual)).collect();
        let adjoints = NETWORK.loss(&vars, &self.moons, DECAY).backward();
        vars.iter().map(|var| adjoints[*var].slope).collect()
    }
    // ANCHOR_END: product

    /// Column by column: the product with each unit vector.
    fn hessian(&self, parameters: &[f64]) -> DMatrix<f64> {
        let n = parameters.len();
        let column = |i| {
            let mut unit = vec![0.0; n];
            unit[i] = 1.0;
            self.hessian_times(parameters, &unit)
        };
        DMatrix::from_iterator(n, n, (0..n).flat_map(column))
    }

    // ANCHOR: power
    /// Power iteration: each product turns a vector further towards the direction of the largest
    /// curvature, and stretches it by that curvature.
    fn largest_curvature(&self, parameters: &[f64]) -> (f64, Vec<f64>) {
        let mut v = vec![1.0 / (parameters.len() as f64).sqrt(); parameters.len()];
        let mut lambda = 0.0;
        for i in 1..=100 {
            let product = self.hessian_times(parameters, &v);
            lambda = length(&product);
            v = product.iter().map(|x| x / lambda).collect();
            if [1, 2, 5, 10, 20, 100].contains(&i) {
                say(format_args!("power iteration, {i:>3} products: λ = {lambda:.6}"));
            }
        }
        (lambda, v)
    }
    // ANCHOR_END: power

    fn step(&self, parameters: &mut [f64], rate: f64) {
        let gradient = self.gradient(parameters);
        parameters.iter_mut().zip(gradient).for_each(|(w, g)| *w -= rate * g);
    }
}

fn length(v: &[f64]) -> f64 {
    v.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Descent from beside the minimum, with rates on both sides of 2/λ: how the distance changes.
fn rates(
    problem: &Problem,
    minimum: &[f64],
    direction: &[f64],
    lambda: f64,
    numbers: &mut ResultsFile,
) -> LineChart {
    const STEPS: usize = 40;
    let start: Vec<f64> = minimum.iter().zip(direction).map(|(w, v)| w + 1e-6 * v).collect();
    say(format_args!(
        "distance from the minimum after {STEPS} steps, as a multiple of that before"
    ));
    say("rate               predicted     measured");
    let mut series = Vec::new();
    for factor in [0.9, 0.98, 1.02, 1.1] {
        let rate = factor * 2.0 / lambda;
        let mut point = start.clone();
        let mut points = vec![(0.0, 1.0)];
        for step in 1..=STEPS {
            problem.step(&mut point, rate);
            let away: Vec<f64> = point.iter().zip(minimum).map(|(a, b)| a - b).collect();
            points.push((step as f64, length(&away) / 1e-6));
        }
        let predicted = (1.0 - rate * lambda).abs().powi(STEPS as i32);
        let measured = points[STEPS].1;
        say(format_args!("{factor:.2} × 2/λ {predicted:>18.2e} {measured:>12.2e}"));
        let name = (100.0 * factor) as u32;
        numbers.add(&format!("predicted_{name}"), predicted);
        numbers.add(&format!("measured_{name}"), measured);
        series.push(Series { label: format!("{factor} × 2/λ"), points, color: None });
    }
    say("");
    LineChart {
        description: "The distance from the minimum over 40 steps, on a logarithmic axis, for four \
                      rates: all are straight lines. With 0.9 and 0.98 times 2/λ they fall, with 1.02 \
                      and 1.1 times 2/λ they rise."
            .into(),
        x_label: "step".into(),
        y_label: "distance from the minimum / that before".into(),
        log_y: true,
        series,
    }
}

/// The product by a difference of two gradients of the tensors' tape: how far it is off.
fn differences(problem: &Problem, parameters: &[f64], numbers: &mut ResultsFile) {
    let v: Vec<f64> = (0..parameters.len()).map(|i| (i as f64).sin()).collect();
    let exact = problem.hessian_times(parameters, &v);
    // ANCHOR: difference
    let moved = |h: f64| {
        let point: Vec<f64> = parameters.iter().zip(&v).map(|(w, v)| w + h * v).collect();
        TensorNetwork::new(NETWORK, &point).gradient(&problem.moons, DECAY)
    };
    let product = |h: f64| -> Vec<f64> {
        moved(h).iter().zip(moved(-h)).map(|(up, down)| (up - down) / (2.0 * h)).collect()
    };
    // ANCHOR_END: difference
    say("the product by two gradients of the tensors' tape: relative error");
    let mut best = f64::INFINITY;
    for exponent in [-1, -2, -3, -4, -5, -6, -7, -8] {
        let product = product(10f64.powi(exponent));
        let error: Vec<f64> = product.iter().zip(&exact).map(|(a, b)| a - b).collect();
        let error = length(&error) / length(&exact);
        say(format_args!("h = 1e{exponent}{error:>12.0e}"));
        best = best.min(error);
    }
    numbers.add("difference_best", best);
}
