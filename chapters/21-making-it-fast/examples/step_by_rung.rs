//! What the product is worth to a training step: the same step with every rung of the ladder.
//!
//! ```text
//! cargo run --release -p ch21 --example step_by_rung
//! ```

use activations::Relu;
use anyhow::{Result, ensure};
use autograd::Tape;
use ch21::ladder::RUNGS;
use ch21::mlp::Mlp;
use ch21::timing::seconds;
use clap::Parser;
use nn::{Dense, Forward, sequential};
use optimizers::{Optimizer, Sgd};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use tensor::Tensor;
use training::cli::{OutputDir, ResultsFile, say};

/// Measures a training step with each product of the ladder
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/step_by_rung]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The samples of a batch
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=4096))]
    batch: u32,
    /// How often each is measured, if that takes less than a second; the fastest counts
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

const SIZES: [usize; 3] = [784, 128, 10];
/// Small, so that hundreds of steps on one batch keep all numbers in their usual range.
const RATE: f32 = 1e-4;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // Inside the pool of threads, where a task costs next to nothing: see `overhead`.
    rayon::scope(|_| run(arguments))
}

fn run(Arguments { out, batch, rounds }: Arguments) -> Result<()> {
    let mut results = OutputDir::new(out.as_deref(), "ch21/step_by_rung")?;
    let mut numbers = ResultsFile::default();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let n = batch as usize;
    let x: Vec<f32> = (0..n * SIZES[0]).map(|_| rng.random_range(-1.0..1.0)).collect();
    let classes: Vec<usize> = (0..n).map(|_| rng.random_range(0..SIZES[2])).collect();

    // ANCHOR: rungs
    say(format_args!("784-128-10, batch {batch}, plain gradient descent"));
    say("product                 µs a step   first loss");
    let mut first = None;
    for rung in RUNGS {
        let start = Mlp::new(SIZES, &mut ChaCha8Rng::seed_from_u64(2));
        let loss = start.clone().step(rung.product, &x, &classes, RATE);
        let expected = *first.get_or_insert(loss);
        ensure!((loss - expected).abs() < 1e-4, "{}: the loss is {loss}", rung.name);
        let mut model = start;
        let time = seconds(rounds, || {
            model.step(rung.product, &x, &classes, RATE);
        });
        say(format_args!("{:<22} {:10.1}   {loss:10.5}", rung.name, 1e6 * time));
        numbers.add(rung.key, format_args!("{:.2}", 1e6 * time));
    }
    // ANCHOR_END: rungs

    // The same network as the book builds it: layers, tape, optimizer.
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    let mut model = sequential![
        Dense::new(SIZES[0], SIZES[1], Relu, rng),
        Dense::linear(SIZES[1], SIZES[2], rng)
    ];
    let (mut sgd, mut tape) = (Sgd::new(f64::from(RATE)), Tape::new());
    let inputs = Tensor::new([n, SIZES[0]], x);
    let time = seconds(rounds, || {
        let loss =
            tape.gradients(|tape| model.forward(tape.constant(&inputs)).cross_entropy(&classes));
        sgd.step(&mut model, &loss);
    });
    say(format_args!("{:<22} {:10.1}", "the book's crates", 1e6 * time));
    numbers.add("crates", format_args!("{:.2}", 1e6 * time));
    numbers.add("batch", batch);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}
