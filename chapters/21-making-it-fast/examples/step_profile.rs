//! Where the time of a training step goes, with one thread and with all, and what Amdahl's law says of it.
//!
//! ```text
//! cargo run --release -p ch21 --example step_profile
//! ```

use activations::Relu;
use anyhow::Result;
use autograd::Tape;
use clap::Parser;
use cnn::lenet_cifar;
use data::{Batch, Dataset, ImageFormat, LabelledImages, median, shapes};
use figures::{Bar, BarChart, Figure, FigureError};
use nn::{Dense, Flatten, Forward, Sequential, sequential};
use optimizers::{Adam, Optimizer};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use training::cli::{OutputDir, ResultsFile, say};

/// Measures the parts of a training step
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/step_profile]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The steps that are measured; the median counts
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

/// The parts of a step, in the order in which they are done.
const PARTS: [&str; 5] = ["batch", "forward", "loss", "backward", "optimizer"];

/// A training: its name, its key, its samples, its model, its batch.
type Case = (&'static str, &'static str, LabelledImages, fn() -> Sequential, usize);

fn main() -> Result<()> {
    let Arguments { out, steps } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/step_profile")?;
    let mut numbers = ResultsFile::default();
    let all = rayon::current_num_threads();
    let mut bars = Vec::new();
    say(format_args!("microseconds a step, {all} threads at most"));
    say("                   threads    batch  forward     loss backward optimizer      all");
    for (name, key, samples, model, batch) in cases()? {
        let mut totals = Vec::new();
        for threads in if all > 1 { vec![1, all] } else { vec![1] } {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
            let times = pool.install(|| profile(&samples, model(), batch, steps));
            let total: f64 = times.iter().sum();
            let [gather, forward, loss, backward, optimizer] = times;
            say(format_args!(
                "{name:<20} {threads:5} {gather:8.1} {forward:8.1} {loss:8.1} {backward:8.1} \
                 {optimizer:9.1} {total:8.1}"
            ));
            let threads = if threads == 1 { "1" } else { "all" };
            for (part, time) in PARTS.iter().zip(times) {
                numbers.add(&format!("{key}_{part}_{threads}"), format_args!("{time:.2}"));
            }
            numbers.add(&format!("{key}_total_{threads}"), format_args!("{total:.2}"));
            totals.push(total);
            if threads == "1" {
                // As parts of a whole: the programs differ by a factor of a hundred.
                let parts = times.map(|time| 100.0 * time / total).to_vec();
                bars.push(Bar { label: name.into(), parts, note: format!("{total:.0} µs") });
            }
        }
        let &[one, shared] = &totals[..] else { continue };
        // ANCHOR: amdahl
        // S = 1/(s + (1 − s)/p), solved for the serial part s. A speed-up of p or more leaves none.
        let (p, speedup) = (all as f64, one / shared);
        let serial = ((p / speedup - 1.0) / (p - 1.0)).clamp(0.0, 1.0);
        // ANCHOR_END: amdahl
        numbers.add(&format!("{key}_speedup"), format_args!("{speedup:.3}"));
        numbers.add(&format!("{key}_serial"), format_args!("{serial:.3}"));
        let limit = 1.0 / (serial + (1.0 - serial) / 16.0);
        numbers.add(&format!("{key}_on_16"), format_args!("{limit:.2}"));
        say(format_args!(
            "{:<20} {speedup:.2} times as fast: a serial part of {:.0}%; 16 cores: {limit:.1} times",
            "",
            100.0 * serial
        ));
    }
    if all == 1 {
        say("with one thread there is nothing to compare");
    }
    numbers.add("threads", all);
    results.write("results.toml", |path| numbers.save(path));
    results.write("step-profile.svg", |path| figure(bars)?.save(path));
    results.finish()
}

/// The network of chapter 18 on images like MNIST's, and that of chapter 19 on colour images.
fn cases() -> Result<[Case; 4]> {
    let format = ImageFormat { channels: 1, height: 28, width: 28, classes: 10, max_value: 255 };
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let n = 8192;
    let pixels = (0..n * format.pixels()).map(|_| rng.random()).collect();
    let labels = (0..n).map(|_| rng.random_range(0..10)).collect();
    let digits = LabelledImages::new("random images", format, pixels, labels)?;
    let colour = shapes::generate(2048, 1);
    Ok([
        ("dense, batch 32", "mlp_32", digits.clone(), dense, 32),
        ("dense, batch 256", "mlp_256", digits, dense, 256),
        ("LeNet, batch 32", "lenet_32", colour.clone(), lenet, 32),
        ("LeNet, batch 256", "lenet_256", colour, lenet, 256),
    ])
}

fn dense() -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    sequential![Flatten, Dense::new(784, 128, Relu, rng), Dense::linear(128, 10, rng)]
}

fn lenet() -> Sequential {
    lenet_cifar(&mut ChaCha8Rng::seed_from_u64(2))
}

// ANCHOR: profile
/// The medians of the parts of a step, in microseconds.
fn profile(samples: &LabelledImages, mut model: Sequential, batch: usize, steps: u32) -> [f64; 5] {
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    let mut times = [(); 5].map(|()| Vec::new());
    // A step in another part of the samples each time, in no order: as in a shuffled epoch.
    let len = Dataset::<f32>::len(samples);
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let start = Instant::now();
    while times[0].len() < steps as usize {
        let indices: Vec<u32> = (0..batch).map(|_| rng.random_range(0..len as u32)).collect();
        let mut marks = [Instant::now(); 6];
        let Batch { inputs, targets } = samples.get_batch(&indices);
        marks[1] = Instant::now();
        let gradients = tape.gradients(|tape| {
            let logits = model.forward(tape.constant(&inputs));
            marks[2] = Instant::now();
            let loss = logits.cross_entropy(&targets);
            marks[3] = Instant::now();
            loss
        });
        marks[4] = Instant::now();
        adam.step(&mut model, &gradients);
        marks[5] = Instant::now();
        // At first memory is asked for, and the system has not yet given each thread its core.
        if start.elapsed() > WARM_UP {
            for (times, pair) in times.iter_mut().zip(marks.windows(2)) {
                times.push((pair[1] - pair[0]).as_secs_f64() * 1e6);
            }
        }
    }
    times.map(|mut times| median(&mut times))
}
// ANCHOR_END: profile

const WARM_UP: Duration = Duration::from_millis(200);

fn figure(bars: Vec<Bar>) -> Result<Figure, FigureError> {
    BarChart {
        description:
            "For each of four trainings, the parts of a step with one thread. Forward and backward \
                      pass take most of it; the optimizer's part is larger in the small steps."
                .into(),
        x_label: "per cent of a step, one thread".into(),
        parts: PARTS.map(String::from).to_vec(),
        bars,
    }
    .draw()
}
