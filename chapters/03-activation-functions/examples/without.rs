//! What a network cannot do without activation functions.
//!
//! ```text
//! cargo run --release -p ch03 --example without
//! cargo run --release -p ch03 --example without -- --steps 2000
//! ```

use activations::{Activation, Identity, Relu, Sigmoid, Tanh};
use anyhow::Result;
use autograd::Tape;
use clap::Parser;
use figures::{HeatMap, PointGroup, Scatter, Series};
use nn::{Dense, Forward, Sequential, sequential};
use optimizers::{Adam, Optimizer};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::f64::consts::TAU;
use tensor::Tensor;
use training::Summary;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains the same network with and without activation functions on a disc within a ring
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// Steps of training
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

/// Points, and whether each lies in the ring.
struct Points {
    x: Tensor,
    in_ring: Vec<f32>,
}

fn main() -> Result<()> {
    let Arguments { common, steps } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch03/without")?;
    let mut numbers = ResultsFile::default();
    let train = disc_and_ring(300, &mut ChaCha8Rng::seed_from_u64(common.seed));
    let test = disc_and_ring(1000, &mut ChaCha8Rng::seed_from_u64(common.seed + 1));
    say("a disc within a ring: % right on new points, three seeds");

    let linear = compare("no activation", Identity, (&train, &test), steps, common.seed);
    let sigmoid = compare("sigmoid", Sigmoid, (&train, &test), steps, common.seed);
    let tanh = compare("tanh", Tanh, (&train, &test), steps, common.seed);
    let relu = compare("ReLU", Relu, (&train, &test), steps, common.seed);
    for (name, (accuracy, _)) in
        [("linear", &linear), ("sigmoid", &sigmoid), ("tanh", &tanh), ("relu", &relu)]
    {
        numbers.add(name, accuracy.mean);
    }

    // ANCHOR: collapse
    // Three layers without activation functions are one: (x·W₁ + b₁)·W₂ + … is x·W + b. What the
    // network says at three points tells W and b, and these tell what it says at any other.
    let says = |x: [f32; 2]| output(&linear.1, &Tensor::new([1, 2], x.to_vec())).item();
    let b = says([0.0, 0.0]);
    let w = [says([1.0, 0.0]) - b, says([0.0, 1.0]) - b];
    let predicted = w[0] * 1.5 + w[1] * -2.25 + b;
    let difference = (predicted - says([1.5, -2.25])).abs();
    say("");
    say(format_args!(
        "without activation the network of {} parameters is one neuron with three numbers: at \
         (1.5, −2.25) the two differ by {}",
        nn::parameter_count(&linear.1),
        if difference < 1e-5 { "less than 1e-5" } else { "TOO MUCH" }
    ));
    // ANCHOR_END: collapse
    numbers.add("parameters", nn::parameter_count(&linear.1));

    results.write("results.toml", |path| numbers.save(path));
    results.write("ring.svg", |path| scatter(&train).draw()?.save(path));
    for (name, network) in [("linear", &linear.1), ("relu", &relu.1), ("tanh", &tanh.1)] {
        results.write(&format!("{name}.svg"), |path| map(name, network).draw()?.save(path));
    }
    results.finish()
}

/// Trains three networks; their accuracy, and the first of them.
fn compare<A: Activation<f32>>(
    name: &str,
    f: A,
    (train, test): (&Points, &Points),
    steps: u32,
    seed: u64,
) -> (Summary, Sequential) {
    let networks: Vec<Sequential> = (0..3).map(|more| fit(f, train, steps, seed + more)).collect();
    let accuracies: Vec<f64> = networks.iter().map(|network| accuracy(network, test)).collect();
    let summary = Summary::of(&accuracies);
    say(format_args!("{name:<14} {summary}"));
    (summary, networks.into_iter().next().expect("three were trained"))
}

// ANCHOR: network
/// Two hidden layers of 16 neurons, trained on all points at once.
fn fit<A: Activation<f32>>(f: A, points: &Points, steps: u32, seed: u64) -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut network = sequential![
        Dense::new(2, 16, f, rng),
        Dense::new(16, 16, f, rng),
        Dense::linear(16, 1, rng),
    ];
    let (mut adam, mut tape) = (Adam::new(0.01), Tape::new());
    for _ in 0..steps {
        let gradients = tape.gradients(|tape| {
            let z = network.forward(tape.constant(&points.x));
            z.binary_cross_entropy_with_logits(&points.in_ring)
        });
        adam.step(&mut network, &gradients);
    }
    network
}
// ANCHOR_END: network

fn output(network: &Sequential, x: &Tensor) -> Tensor {
    Tape::new().no_grad(|tape| network.forward(tape.constant(x)))
}

fn accuracy(network: &Sequential, points: &Points) -> f64 {
    let z = output(network, &points.x);
    let right =
        z.as_slice().iter().zip(&points.in_ring).filter(|(z, t)| (**z > 0.0) == (**t > 0.5));
    right.count() as f64 / points.in_ring.len() as f64
}

/// Half of the points in a disc of radius 1, half in a ring from 1.5 to 2.5.
fn disc_and_ring(n: usize, rng: &mut impl Rng) -> Points {
    let (mut x, mut in_ring) = (Vec::new(), Vec::new());
    for i in 0..n {
        let is_ring = i % 2 == 1;
        let radius =
            if is_ring { rng.random_range(1.5..2.5) } else { rng.random_range(0.0f64..1.0).sqrt() };
        let angle = rng.random_range(0.0..TAU);
        x.extend([radius * angle.cos(), radius * angle.sin()].map(|x| x as f32));
        in_ring.push(if is_ring { 1.0 } else { 0.0 });
    }
    Points { x: Tensor::new([n, 2], x), in_ring }
}

fn scatter(points: &Points) -> Scatter {
    let group = |label: &str, wanted: f32| PointGroup {
        label: label.into(),
        points: (points.x.as_slice().chunks_exact(2).zip(&points.in_ring))
            .filter(|(_, t)| **t == wanted)
            .map(|(x, _)| (f64::from(x[0]), f64::from(x[1])))
            .collect(),
        hollow: wanted == 1.0,
    };
    Scatter {
        description: "Points of one class fill a disc around the origin; those of the other lie \
                      in a ring around it. No straight line parts them."
            .into(),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        groups: vec![group("disc", 0.0), group("ring", 1.0)],
        ..Scatter::default()
    }
}

/// The probability of the ring over the plane, and the circle that lies between disc and ring.
fn map(name: &str, network: &Sequential) -> HeatMap {
    const CELLS: usize = 64;
    let at = |i: usize| -3.0 + 6.0 * (i as f64 + 0.5) / CELLS as f64;
    let row = |j: usize| -> Vec<f64> {
        let x = (0..CELLS).flat_map(|i| [at(i) as f32, at(j) as f32]).collect();
        let z = output(network, &Tensor::new([CELLS, 2], x));
        z.as_slice().iter().map(|z| 1.0 / (1.0 + (-f64::from(*z)).exp())).collect()
    };
    let circle = (0..=48).map(|i| TAU * f64::from(i) / 48.0);
    let what = match name {
        "linear" => "Without activation functions the bands are straight and parallel.",
        _ => "The bands close around the disc.",
    };
    HeatMap {
        description: format!("The network's probability of the ring over the plane. {what}"),
        x_label: "x₁".into(),
        y_label: "x₂".into(),
        x: (-3.0, 3.0),
        y: (-3.0, 3.0),
        rows: (0..CELLS).map(row).collect(),
        log: false,
        paths: vec![Series {
            points: circle.map(|angle| (1.25 * angle.cos(), 1.25 * angle.sin())).collect(),
            ..Series::default()
        }],
    }
}
