//! # 18.2 The permutation that Flatten hides
//!
//! A network was trained in Keras: a convolution, `Flatten`, and a dense layer with the kernel
//! $`W`$ of shape $`[h \cdot w \cdot c, \text{out}]`$. `Flatten` met images with channels last, so the
//! element of row $`i`$, column $`j`$ and channel $`k`$ became input
//!
//! ```math
//! m = (i\,w + j)\,c + k
//! ```
//!
//! of the dense layer, and row $`m`$ of $`W`$ holds its weights. In a network with channels first, the
//! same element becomes input
//!
//! ```math
//! m' = (k\,h + i)\,w + j.
//! ```
//!
//! Loaded as it is, $`W`$ has the right shape, no error is reported, and the outputs are wrong. Write the
//! kernel $`W'`$ whose row $`m'`$ is row $`m`$ of $`W`$, for every $`(i, j, k)`$, so that both networks
//! compute the same outputs
//!
//! ```math
//! y_n = \sum_m x_m W_{m n} = \sum_{m'} x'_{m'} W'_{m' n}.
//! ```
//!
//! To test yourself: with 1 row, 3 columns, 2 channels and one output, the kernel `[1, 10, 2, 20, 3, 30]`
//! becomes `[1, 2, 3, 10, 20, 30]`. With the same sizes and two outputs, the rows move as a whole.

/// The kernel of a dense layer after a flattening with channels last, its rows in the order of a
/// flattening with channels first.
///
/// # Shapes
/// `kernel` and the result: `[h·w·c, out]`, row-major, `out` at least 1.
pub fn for_channels_first(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    todo!("18.2: {} weights, h = {h}, w = {w}, c = {c}, {out} outputs", kernel.len())
}
