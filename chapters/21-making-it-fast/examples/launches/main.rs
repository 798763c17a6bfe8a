//! Why small networks are bound by launches: those of a training step, counted, and the arithmetic of what they
//! would take on a card.
//!
//! They are counted on a GPU, or on the pretend GPU, whose times say nothing and whose counts are right:
//!
//! ```text
//! cargo gradus gpu -- cargo run --release -p ch21 --features cuda --example launches
//! ```

mod count;
mod estimate;

use activations::Relu;
use anyhow::{Context, Result};
use clap::Parser;
use cnn::lenet_cifar;
use count::Counts;
use estimate::{Estimate, LAUNCH, LAUNCH_IN_GRAPH, Layer};
use figures::{Bar, BarChart, Figure, FigureError};
use nn::{Dense, Flatten, Sequential, sequential};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use tensor::{Shape, Tensor};
use training::cli::{self, Device, OutputDir, ResultsFile, say};

/// Counts the launches of a training step on a GPU and estimates its time
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/launches]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The GPU: cuda, or cuda:N
    #[arg(long, default_value = "cuda", value_parser = cli::parse_device)]
    device: Device,
}

/// A training step: its name, its key, its network, the shape of a sample, its layers, its batch.
struct Step {
    name: &'static str,
    key: &'static str,
    model: Sequential,
    sample: &'static [usize],
    layers: &'static [Layer],
    batch: usize,
}

fn main() -> Result<()> {
    let Arguments { out, device } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/launches")?;
    let mut numbers = ResultsFile::default();
    let mut bars = Vec::new();
    say("                     launches  copies   as a graph      FLOP     bytes");
    let mut estimates = Vec::new();
    for Step { name, key, model, sample, layers, batch } in steps() {
        let shape = Shape::new(&[&[batch], sample].concat()).context("a batch of images")?;
        let inputs = Tensor::zeros(shape);
        let counts @ Counts { launches, copies, replayed } =
            count::of_step(&device, model, &inputs, vec![0; batch])?;
        let Estimate { flop, bytes, .. } = Estimate::of(layers, batch, launches, LAUNCH);
        say(format_args!(
            "{name:<20} {launches:8}  {copies:6}   {replayed:10}   {flop:7.1e}   {bytes:7.1e}"
        ));
        for (what, value) in [("launches", launches), ("copies", copies), ("replayed", replayed)] {
            numbers.add(&format!("{key}_{what}"), value);
        }
        estimates.push((name, key, layers, batch, counts));
    }

    // ANCHOR: estimate
    say("\narithmetic for an H100, no measurement: microseconds a step");
    say("                     launches     bytes      FLOP   of it launches");
    for (name, key, layers, batch, counts) in estimates {
        // One by one, then as a graph: below each other in table and figure.
        for (label, suffix, latency) in
            [(name, "", LAUNCH), ("as a graph", "_graph", LAUNCH_IN_GRAPH)]
        {
            let estimate = Estimate::of(layers, batch, counts.launches, latency);
            let [launches, bytes, flop] = estimate.microseconds();
            let part = 100.0 * launches / (launches + bytes + flop);
            say(format_args!("{label:<20} {launches:8.1}  {bytes:8.2}  {flop:8.2}   {part:13.0}%"));
            // ANCHOR_END: estimate
            numbers.add(&format!("{key}_part{suffix}"), format_args!("{:.3}", part / 100.0));
            let total = launches + bytes + flop;
            numbers.add(&format!("{key}_us{suffix}"), format_args!("{total:.1}"));
            let parts = vec![launches, bytes, flop];
            bars.push(Bar { label: label.into(), parts, note: format!("{total:.0} µs") });
        }
    }
    results.write("results.toml", |path| numbers.save(path));
    results.write("launches.svg", |path| figure(bars)?.save(path));
    results.finish()
}

/// The training steps of chapters 18 and 19.
fn steps() -> [Step; 3] {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut dense = |name, key, batch| Step {
        name,
        key,
        model: sequential![Flatten, Dense::new(784, 128, Relu, rng), Dense::linear(128, 10, rng)],
        sample: &[28, 28],
        layers: &estimate::DENSE,
        batch,
    };
    let first = dense("dense, batch 32", "mlp_32", 32);
    let second = dense("dense, batch 256", "mlp_256", 256);
    let lenet = Step {
        name: "LeNet, batch 32",
        key: "lenet_32",
        model: lenet_cifar(rng),
        sample: &[3, 32, 32],
        layers: &estimate::LENET,
        batch: 32,
    };
    [first, second, lenet]
}

fn figure(bars: Vec<Bar>) -> Result<Figure, FigureError> {
    BarChart {
        description:
            "For three training steps, launched one by one and as a graph, what launches, bytes \
                      and arithmetic would take: nearly all of it is launches."
                .into(),
        x_label: "microseconds a step, by arithmetic".into(),
        parts: ["launches", "bytes", "FLOP"].map(String::from).to_vec(),
        bars,
    }
    .draw()
}
