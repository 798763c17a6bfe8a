//! What the tests share: cells, draws, networks.

use numeric::Float;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rnn::{Cell, GruCell, Nonlinearity, Recurrent, RecurrentOptions, RnnCell};
use tensor::{Shape, Tensor};

pub const TANH: RnnCell = RnnCell { nonlinearity: Nonlinearity::Tanh };
pub const RELU: RnnCell = RnnCell { nonlinearity: Nonlinearity::Relu };
pub const RESET_AFTER: GruCell = GruCell { reset_after: true };
pub const RESET_BEFORE: GruCell = GruCell { reset_after: false };

/// A tensor of values from −0.8 to 0.8.
pub fn draw<T: Float>(seed: u64, shape: &[usize]) -> Tensor<T> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    Tensor::from_fn(Shape::new(shape).unwrap(), || T::of(rng.random_range(-0.8..0.8)))
}

/// A network with these options and drawn parameters.
pub fn network<T: Float, C: Cell>(options: RecurrentOptions<C>) -> Recurrent<T, C> {
    Recurrent::with_options(options, &mut ChaCha8Rng::seed_from_u64(3))
}

/// The bits of all elements.
pub fn bits<T: Float>(tensor: &Tensor<T>) -> Vec<u64> {
    tensor.as_slice().iter().map(|x| x.as_f64().to_bits()).collect()
}

/// These steps of `[n, steps, features]`.
pub fn steps_of<T: Float>(x: &Tensor<T>, range: std::ops::Range<usize>) -> Tensor<T> {
    let &[n, steps, features] = x.shape().dims() else { panic!("three axes") };
    let rows = x.as_slice().chunks_exact(steps * features);
    let kept = rows.flat_map(|row| &row[range.start * features..range.end * features]);
    Tensor::new([n, range.len(), features], kept.copied().collect())
}
