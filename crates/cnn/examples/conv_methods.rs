//! Which way of convolution is faster, and where? Both, in turn, on the sizes of usual layers.
//!
//! ```text
//! cargo run --release -p cnn --example conv_methods
//! ```

use activations::Relu;
use cnn::{
    Conv2dGradients, Conv2dOptions, ConvAlgorithm, ConvShape, conv2d_backward, conv2d_forward,
};
use std::time::Instant;

/// Images in a batch, channels, side, filters, kernel, padding.
const LAYERS: [[usize; 6]; 12] = [
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
];

const REPEATS: usize = 7;

fn main() {
    println!(
        "| images, channels, side, filters, kernel, padding | direct, ms | columns, ms | columns / direct | taken |"
    );
    println!("|---|---:|---:|---:|---|");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| LAYERS.iter().for_each(compare));
}

fn compare(layer: &[usize; 6]) {
    let &[n, channels, side, filters, kernel, padding] = layer;
    let settings = Conv2dOptions { padding: padding.into(), ..Conv2dOptions::default() };
    let (x, w) = ([n, channels, side, side], [filters, channels, kernel, kernel]);
    let geometry = ConvShape::new(x.into(), w.into(), settings).expect("a layer that is one");
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..REPEATS {
        for (times, method) in times.iter_mut().zip([ConvAlgorithm::Direct, ConvAlgorithm::Im2col])
        {
            times.push(seconds(&ConvShape { algorithm: method, ..geometry }, n));
        }
    }
    let [direct, columns] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[REPEATS / 2] * 1e3
    });
    let (ratio, taken) = (columns / direct, geometry.algorithm);
    println!("| {layer:?} | {direct:.3} | {columns:.3} | {ratio:.2} | {taken:?} |");
}

/// How long answers and gradients of a batch take.
fn seconds(geometry: &ConvShape, n: usize) -> f64 {
    let filters = geometry.groups * geometry.out_channels_per_group;
    let numbers = |len: usize| (0..len).map(|i| (i % 17) as f32 / 17.0 - 0.4).collect::<Vec<_>>();
    let (x, w) = (numbers(n * geometry.input_len()), numbers(filters * geometry.patch_len()));
    let (b, dy) = (numbers(filters), numbers(n * geometry.output_len()));
    let (mut y, mut dx, mut dw, mut db) = (dy.clone(), x.clone(), w.clone(), b.clone());
    let start = Instant::now();
    conv2d_forward(geometry, &x, &w, &b, Relu, &mut y);
    let wanted = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: Some(&mut db) };
    conv2d_backward(geometry, Relu, &w, [&x, &y, &dy], wanted);
    start.elapsed().as_secs_f64()
}
