//! What the backward pass costs, for networks of several widths and depths.
//!
//! ```text
//! cargo run --release -p ch06 --example cost
//! ```

use activations::Relu;
use anyhow::Result;
use backprop::{DenseLayer, Differentiable, Network};
use clap::Parser;
use losses::MeanSquaredError;
use nalgebra::DMatrix;
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use std::hint::black_box;
use std::time::Instant;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Times the forward pass, and forward and backward together, of networks of several sizes
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const SAMPLES: usize = 128;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch06/cost")?;
    let mut numbers = ResultsFile::default();
    let rng = &mut ChaCha8Rng::seed_from_u64(common.seed);
    say(format_args!("{SAMPLES} samples; as many inputs and outputs as units in a layer"));
    say("");
    say("width  layers  parameters     forward     forward and backward     all slopes measured");
    for width in [64, 256] {
        for layers in [2, 8, 32] {
            let network = network(width, layers, rng);
            let [forward, both] = times(&network, &normal(width, SAMPLES, rng));
            let parameters = layers * (width * width + width);
            // Two forward passes for each parameter.
            let measured = 2.0 * parameters as f64 * forward;
            say(format_args!(
                "{width:>5}{layers:>8}{parameters:>12}{:>9.0} µs{:>9.0} µs, {:.1} times{:>24}",
                1e6 * forward,
                1e6 * both,
                both / forward,
                duration(measured)
            ));
            numbers.add(&format!("ratio_{width}_{layers}"), both / forward);
            numbers.add(&format!("measured_{width}_{layers}"), measured);
        }
    }
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// Seconds, in a unit that suits them.
fn duration(seconds: f64) -> String {
    match seconds {
        ..60.0 => format!("{seconds:.1} s"),
        60.0..3600.0 => format!("{:.1} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

fn network(width: usize, layers: usize, rng: &mut impl Rng) -> Network<f32> {
    let mut layer = || -> Box<dyn Differentiable<f32>> {
        let weight = normal(width, width, rng) * (2.0 / width as f32).sqrt();
        Box::new(DenseLayer::new(weight, vec![0.0; width], Relu))
    };
    Network { layers: (0..layers).map(|_| layer()).collect() }
}

fn normal(rows: usize, columns: usize, rng: &mut impl Rng) -> DMatrix<f32> {
    DMatrix::from_fn(rows, columns, |_, _| StandardNormal.sample(rng))
}

// ANCHOR: times
/// The shortest times of 30: of a forward pass, and of one forward and backward, in seconds.
fn times(network: &Network<f32>, x: &DMatrix<f32>) -> [f64; 2] {
    let target = vec![0.0; x.len()];
    let mut shortest = [f64::INFINITY; 2];
    for _ in 0..30 {
        let start = Instant::now();
        black_box(network.forward(x));
        shortest[0] = shortest[0].min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        black_box(network.loss_and_gradients(x, &MeanSquaredError, &target));
        shortest[1] = shortest[1].min(start.elapsed().as_secs_f64());
    }
    shortest
}
// ANCHOR_END: times
