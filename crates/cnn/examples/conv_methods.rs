//! Which algorithm of convolution is faster, and where? Both, in turn, on the sizes of common
//! layers.
//!
//! ```text
//! cargo run --release -p cnn --example conv_methods
//! ```

use activations::Relu;
use cnn::{
    Conv2dGradients, Conv2dOptions, Conv2dSaved, ConvAlgorithm, ConvShape, conv2d_backward,
    conv2d_forward,
};
use std::time::Instant;

/// Images in a batch, channels, side, filters, kernel, padding.
const LAYERS: [[usize; 6]; 30] = [
    [32, 3, 32, 6, 5, 0],
    [32, 6, 14, 16, 5, 0],
    [32, 16, 32, 16, 3, 1],
    [32, 32, 16, 32, 3, 1],
    [32, 64, 8, 64, 3, 1],
    [16, 64, 56, 64, 3, 1],
    [16, 128, 28, 128, 3, 1],
    [16, 256, 14, 256, 3, 1],
    [16, 512, 7, 512, 3, 1],
    [32, 128, 4, 128, 3, 1],
    [32, 256, 2, 256, 3, 1],
    [32, 64, 16, 128, 1, 0],
    [32, 16, 16, 32, 3, 1],
    [32, 32, 16, 16, 3, 1],
    [32, 24, 16, 24, 3, 1],
    [32, 3, 32, 64, 3, 1],
    [32, 64, 32, 3, 3, 1],
    [32, 8, 16, 64, 3, 1],
    [32, 64, 16, 8, 3, 1],
    [1, 16, 32, 16, 3, 1],
    [1, 32, 16, 32, 3, 1],
    [1, 64, 8, 64, 3, 1],
    [1, 6, 14, 16, 5, 0],
    [1, 3, 32, 64, 3, 1],
    [4, 16, 32, 16, 3, 1],
    [4, 64, 8, 64, 3, 1],
    [4, 128, 4, 128, 3, 1],
    [4, 256, 2, 256, 3, 1],
    [10, 32, 16, 32, 3, 1],
    [1, 64, 56, 64, 1, 0],
];

const REPEATS: usize = 21;

fn main() {
    println!(
        "| images, channels, side, filters, kernel, padding | direct, ms | channels last, ms | im2col, ms | fastest / direct | chosen |"
    );
    println!("|---|---:|---:|---:|---:|---|");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| LAYERS.iter().for_each(compare));
}

fn compare(layer: &[usize; 6]) {
    let &[n, channels, side, filters, kernel, padding] = layer;
    let options = Conv2dOptions { padding: padding.into(), ..Conv2dOptions::default() };
    let (x, w) = ([n, channels, side, side], [filters, channels, kernel, kernel]);
    let shape = ConvShape::new(x.into(), w.into(), options).expect("a layer that is one");
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..REPEATS {
        for (times, algorithm) in times.iter_mut().zip([
            ConvAlgorithm::Direct,
            ConvAlgorithm::ChannelsLast,
            ConvAlgorithm::Im2col,
        ]) {
            times.push(seconds(&ConvShape { algorithm, ..shape }, n));
        }
    }
    let [direct, last, im2col] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[0] * 1e3
    });
    let (ratio, chosen) = (last.min(im2col) / direct, shape.algorithm);
    println!("| {layer:?} | {direct:.3} | {last:.3} | {im2col:.3} | {ratio:.2} | {chosen:?} |");
}

/// How long the forward and the backward pass of a batch take.
fn seconds(shape: &ConvShape, n: usize) -> f64 {
    let filters = shape.out_channels();
    let fill = |len: usize| (0..len).map(|i| (i % 17) as f32 / 17.0 - 0.4).collect::<Vec<_>>();
    let (x, w) = (fill(n * shape.input_len()), fill(filters * shape.patch_len()));
    let (b, dy) = (fill(filters), fill(n * shape.output_len()));
    let (mut y, mut dx, mut dw, mut db) = (dy.clone(), x.clone(), w.clone(), b.clone());
    let start = Instant::now();
    conv2d_forward(shape, &x, &w, &b, Relu, &mut y);
    let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
    conv2d_backward(shape, Relu, Conv2dSaved { x: &x, w: &w, y: &y }, &dy, gradients);
    start.elapsed().as_secs_f64()
}
