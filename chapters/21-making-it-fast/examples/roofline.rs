//! The roofline of this machine, and where the book's operations lie under it.
//!
//! ```text
//! cargo run --release -p ch21 --example roofline
//! ```

use activations::Relu;
use anyhow::Result;
use autograd::{Param, Tape};
use ch21::ladder::book;
use ch21::machine::{bandwidth, peak};
use ch21::timing::seconds;
use clap::Parser;
use cnn::{Conv2dOptions, ConvShape, conv2d_forward};
use figures::{Figure, FigureError, Roof, Roofline, RooflinePoint};
use nn::Forward;
use normalization::LayerNorm;
use optimizers::{Adam, Optimizer};
use rayon::ThreadPoolBuilder;
use std::path::PathBuf;
use tensor::Tensor;
use training::cli::{OutputDir, ResultsFile, say};

/// Measures this machine's peak and bandwidth, and operations of the book between them
#[derive(Parser)]
struct Arguments {
    /// The folder for results [default: target/gradus/ch21/roofline]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The elements of a large array, in millions: caches must be far smaller. A million takes some 20 MB of memory
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=256))]
    millions: u32,
    /// How often each is measured, if that takes less than a second; the fastest counts
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// An operation: what it is, the floating-point operations that it does, the bytes that it must move at least,
/// and itself.
struct Operation {
    name: &'static str,
    key: &'static str,
    flop: f64,
    bytes: f64,
    run: Box<dyn FnMut() + Send>,
}

fn main() -> Result<()> {
    let Arguments { out, millions, rounds } = Arguments::parse();
    let mut results = OutputDir::new(out.as_deref(), "ch21/roofline")?;
    let mut numbers = ResultsFile::default();
    let len = millions as usize * 1_000_000;

    // ANCHOR: roofs
    // Two numbers describe a machine: how fast it computes, and how fast it reads and writes.
    let mut roofs = Vec::new();
    say("threads   peak, GFLOP/s   bandwidth, GB/s   ridge, FLOP/byte");
    let all = rayon::current_num_threads();
    for threads in if all > 1 { vec![1, all] } else { vec![1] } {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
        let (peak, bandwidth) = pool.install(|| (peak(rounds), bandwidth(len, rounds)));
        let ridge = peak / bandwidth;
        say(format_args!("{threads:7}   {peak:13.1}   {bandwidth:15.1}   {ridge:16.1}"));
        let label = if threads == 1 { "1 thread".into() } else { format!("{threads} threads") };
        roofs.push(Roof { label, bandwidth, peak });
        for (what, value) in [("peak", peak), ("bandwidth", bandwidth), ("ridge", ridge)] {
            let threads = if threads == 1 { "1" } else { "all" };
            numbers.add(&format!("{what}_{threads}"), format_args!("{value:.2}"));
        }
    }
    // ANCHOR_END: roofs

    // ANCHOR: points
    // What is compared is the code and not the cores: one thread.
    let pool = ThreadPoolBuilder::new().num_threads(1).build()?;
    let roof = roofs[0].clone();
    let mut points = Vec::new();
    say("");
    say("operation            FLOP/byte   GFLOP/s   the roof there   of it");
    for Operation { name, key, flop, bytes, mut run } in operations(len) {
        let rate = flop / pool.install(|| seconds(rounds, &mut *run)) / 1e9;
        let intensity = flop / bytes;
        let bound = roof.peak.min(roof.bandwidth * intensity);
        let part = 100.0 * rate / bound;
        say(format_args!("{name:<20} {intensity:9.2}   {rate:7.2}   {bound:14.1}   {part:4.0}%"));
        points.push(RooflinePoint { label: name.into(), intensity, rate });
        // ANCHOR_END: points
        numbers.add(&format!("{key}_intensity"), format_args!("{intensity:.3}"));
        numbers.add(&format!("{key}_rate"), format_args!("{rate:.3}"));
        numbers.add(&format!("{key}_part"), format_args!("{:.3}", rate / bound));
    }
    numbers.add("threads", all);
    results.write("results.toml", |path| numbers.save(path));
    results.write("roofline.svg", |path| figure(roofs, points)?.save(path));
    results.finish()
}

/// The operations, on arrays of `len` elements and matrices that do not stay in a cache either.
fn operations(len: usize) -> Vec<Operation> {
    let (n, four) = (len as f64, size_of::<f32>() as f64);
    let wave =
        |len: usize| -> Vec<f32> { (0..len).map(|i| (i % 61) as f32 / 30.0 - 1.0).collect() };
    let columns = 256;
    let rows = len / columns;
    let matrix = Tensor::new([rows, columns], wave(rows * columns));
    let mut all = Vec::new();

    // One read, one write, one comparison.
    let x = matrix.clone();
    let run = move || drop(Tape::new().no_grad(|tape| tape.constant(&x).activate(Relu)));
    all.push(operation("ReLU", "relu", n, 2.0 * four * n, run));
    // One read, one addition.
    let x = matrix.clone();
    let run = move || drop(Tape::new().no_grad(|tape| tape.constant(&x).sum()));
    all.push(operation("sum", "sum", n, four * n, run));
    // The largest, a difference, an exponential, a sum, a quotient; an exponential counts as one here.
    let x = matrix.clone();
    let run = move || drop(Tape::new().no_grad(|tape| tape.constant(&x).softmax_dim(1)));
    all.push(operation("softmax", "softmax", 5.0 * n, 2.0 * four * n, run));
    // A sum, a difference, a square and its sum, a product, a weight, a bias.
    let (x, layer) = (matrix, LayerNorm::new(columns));
    let run = move || drop(Tape::new().no_grad(|tape| layer.forward(tape.constant(&x))));
    all.push(operation("layer normalization", "layer_norm", 7.0 * n, 2.0 * four * n, run));
    // Parameter and two moments are read and written, the gradient is read: seven moves.
    let mut w = Param::new(Tensor::new([len], wave(len)));
    let gradients = Tape::new().gradients(|tape| (tape.param(&w) * 0.5).sum());
    let mut adam = Adam::default();
    let run = move || adam.step(&mut w, &gradients);
    all.push(operation("Adam step", "adam", 12.0 * n, 7.0 * four * n, run));

    // A dense layer of 4,096 × 4,096: each matrix is moved once at least.
    let side = 4096;
    let products = [
        (1, "product, batch 1", "product_1"),
        (32, "product, batch 32", "product_32"),
        (256, "product, batch 256", "product_256"),
    ];
    for (batch, name, key) in products {
        let (x, w, mut y) = (wave(batch * side), wave(side * side), vec![0.0; batch * side]);
        let flop = 2.0 * (batch * side * side) as f64;
        let bytes = four * (2 * batch * side + side * side) as f64;
        let run = move || book(&x, &w, &mut y, [batch, side, side]);
        all.push(operation(name, key, flop, bytes, run));
    }

    // 64 images, 32 channels to 32, kernels of 3 × 3.
    let (images, channels, side) = (64, 32, 32);
    let options = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };
    let shape = [images, channels, side, side].into();
    let shape = ConvShape::new(shape, [channels, channels, 3, 3].into(), options)
        .expect("the kernel fits the images");
    let weights = channels * shape.patch_len();
    let (x, w, b) = (wave(images * shape.input_len()), wave(weights), vec![0.0; channels]);
    let mut y = vec![0.0; images * shape.output_len()];
    let flop = 2.0 * (images * shape.output_len() * shape.patch_len()) as f64;
    let bytes = four * (x.len() + weights + y.len()) as f64;
    let run = move || conv2d_forward(&shape, &x, &w, &b, Relu, &mut y);
    all.push(operation("convolution", "convolution", flop, bytes, run));
    all
}

fn operation(
    name: &'static str,
    key: &'static str,
    flop: f64,
    bytes: f64,
    run: impl FnMut() + Send + 'static,
) -> Operation {
    Operation { name, key, flop, bytes, run: Box::new(run) }
}

fn figure(roofs: Vec<Roof>, points: Vec<RooflinePoint>) -> Result<Figure, FigureError> {
    let description = "Roofs that rise with the operations for each byte and are level from a ridge on. \
                       Element-wise operations and the product of a single sample lie under the slope, \
                       products of batches and the convolution under the level part.";
    Roofline { description: description.into(), roofs, points }.draw()
}
