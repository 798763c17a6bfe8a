//! What the card can do at most: the rate of a copy, and of large matrix products.

use super::Gpu;
use std::sync::Arc;
use std::time::Instant;
use tensor::gpu::{Product, Transpose};
use tensor::{Device, Tensor};

/// Elements of the copy: 256 MB, more than any cache holds.
const COPY_LEN: usize = 1 << 26;

/// Rows and columns of the large product.
const LARGE: usize = 8192;

/// The products of the networks that are measured, `[m, k, n]`.
const PRODUCTS: [(&str, [usize; 3]); 4] = [
    ("large", [LARGE; 3]),
    ("784 → 128, batch 256", [128, 784, 256]),
    ("784 → 128, batch 32", [128, 784, 32]),
    ("LSTM 256, batch 32", [1024, 256, 32]),
];

pub fn measure(gpu: &Arc<Gpu>) {
    let device = Device::Cuda(gpu.clone());
    println!("\n| what | time, µs | rate |\n|---|---:|---:|");
    let x = Tensor::<f32>::full([COPY_LEN], 1.0).to(&device);
    let mut y = x.new_empty(x.shape());
    let seconds = best(gpu, || y.assign(&x));
    let gigabytes = 2.0 * 4.0 * COPY_LEN as f64 / 1e9;
    println!("| copy of 256 MB | {:.1} | {:.0} GB/s |", seconds * 1e6, gigabytes / seconds);
    for (name, [m, k, n]) in PRODUCTS {
        let matrix =
            |rows: usize, columns: usize| Tensor::<f32>::full([rows * columns], 0.5).to(&device);
        let (a, b, mut y) = (matrix(m, k), matrix(k, n), matrix(m, n));
        let product = Product::new([m, k, n], [Transpose::No; 2]);
        let seconds = best(gpu, || gpu.matmul(product, &a, &b, &mut y));
        let rate = 2.0 * (m * k * n) as f64 / seconds / 1e12;
        println!("| product, {name} | {:.1} | {rate:.2} TFLOP/s |", seconds * 1e6);
    }
}

/// The shortest of five times of twenty calls, for one call.
pub fn best(gpu: &Gpu, mut f: impl FnMut()) -> f64 {
    const CALLS: usize = 20;
    f();
    let times = (0..5).map(|_| {
        gpu.synchronize();
        let start = Instant::now();
        (0..CALLS).for_each(|_| f());
        gpu.synchronize();
        start.elapsed().as_secs_f64() / CALLS as f64
    });
    times.fold(f64::INFINITY, f64::min)
}
