//! What numbers cost that are almost zero.
//!
//! ```text
//! cargo run --release -p ch08 --example denormals
//! ```

use anyhow::Result;
use clap::Parser;
use optimizers::{Optimizer, Sgd};
use std::hint::black_box;
use std::time::Instant;
use tensor::Tensor;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Times a momentum that decays, with and without subnormal numbers
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

const ELEMENTS: usize = 4096;

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch08/denormals")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: dead
    // A neuron that falls silent: its last gradient is 1, and from then on it is 0.
    let (mut plain, mut steps) = (1.0f32, 0);
    while plain >= f32::MIN_POSITIVE {
        (plain, steps) = (0.9 * plain, steps + 1);
    }
    let first = plain;
    for _ in 0..1_000 {
        plain *= 0.9;
    }
    // ANCHOR_END: dead
    say(format_args!("0.9 times itself is subnormal after {steps} steps: {first:e}"));
    say(format_args!("a thousand steps later it is {plain:e}, and there it stays"));
    numbers.add("steps", steps);

    let mut sgd = Sgd::<f32> { momentum: 0.9, ..Sgd::new(1.0) };
    let mut w = Tensor::scalar(0.0);
    for step in 0..2_000 {
        sgd.common.state.steps += 1;
        sgd.update("w", &mut w, &Tensor::scalar(if step == 0 { 1.0 } else { 0.0 }));
    }
    say(format_args!(
        "the optimizer's momentum after 2,000 steps: {:e}",
        sgd.common.state.tensors["w"][0].item()
    ));

    let [normal, subnormal] = [1.0, f32::MIN_POSITIVE / 64.0].map(nanoseconds);
    say("");
    say(format_args!(
        "a multiplication of normal numbers takes {normal:.2} ns, of subnormal ones {subnormal:.2} ns, \
         {:.0} times as long",
        subnormal / normal
    ));
    numbers.add("ratio", subnormal / normal);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

// ANCHOR: time
/// Nanoseconds for `x·0.999` where x is about this large, the shortest of many passes.
fn nanoseconds(size: f32) -> f64 {
    let mut shortest = f64::INFINITY;
    for _ in 0..500 {
        let mut x = vec![size; ELEMENTS];
        let start = Instant::now();
        black_box(&mut x).iter_mut().for_each(|x| *x *= 0.999);
        black_box(&x);
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    1e9 * shortest / ELEMENTS as f64
}
// ANCHOR_END: time
