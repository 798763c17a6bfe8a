//! How a gradient fares on its way back through many steps, and what keeps it from going too far.
//!
//! A state lives on the tape of its step. Kept as it is, for the next part of a long text, it would draw
//! the whole past along. It cannot be kept:
//!
//! ```compile_fail,E0521
//! # use {autograd::Tape, rand::SeedableRng, rnn::SequenceOptions, tensor::Tensor};
//! # let rng = &mut rand::rngs::ChaCha8Rng::seed_from_u64(1);
//! # let (lstm, x) = (rnn::Lstm::<f32>::new(3, 4, rng), Tensor::full([2, 5, 3], 0.5));
// ANCHOR: escape
//! let (mut tape, mut carried) = (Tape::new(), None);
//! tape.gradients(|tape| {
//!     let outputs = lstm.forward_with(tape.constant(&x), SequenceOptions::default());
//!     carried = Some(outputs.state);              // forgotten: .detach()
//!     outputs.output.mean()
//! });
// ANCHOR_END: escape
//! ```
//!
//! With `.detach()` it compiles:
//!
//! ```
//! # use {autograd::Tape, rand::SeedableRng, rnn::SequenceOptions, tensor::Tensor};
//! # let rng = &mut rand::rngs::ChaCha8Rng::seed_from_u64(1);
//! # let (lstm, x) = (rnn::Lstm::<f32>::new(3, 4, rng), Tensor::full([2, 5, 3], 0.5));
//! let (mut tape, mut carried) = (Tape::new(), None);
//! tape.gradients(|tape| {
//!     let outputs = lstm.forward_with(tape.constant(&x), SequenceOptions::default());
//!     carried = Some(outputs.state.detach());
//!     outputs.output.mean()
//! });
//! assert!(carried.is_some());
//! ```

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

/// A square matrix, such as the recurrent weights U of a layer.
#[derive(Clone, Debug)]
pub struct Square {
    /// The number of rows, and of columns.
    pub n: usize,
    /// The elements, row by row.
    pub elements: Vec<f64>,
}

/// What follows the weighted sums of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Nothing: the state is the sum.
    Linear,
    /// The hyperbolic tangent.
    Tanh,
}

impl Square {
    /// A matrix of normally distributed elements, scaled so that its spectral radius is `radius`.
    ///
    /// ```
    /// use ch13::theory::Square;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let u = Square::random(16, 1.2, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!((u.spectral_radius() - 1.2).abs() < 1e-9);
    /// ```
    pub fn random(n: usize, radius: f64, rng: &mut impl Rng) -> Self {
        let elements = (0..n * n).map(|_| StandardNormal.sample(rng)).collect();
        let mut matrix = Square { n, elements };
        let factor = radius / matrix.spectral_radius();
        matrix.elements.iter_mut().for_each(|element| *element *= factor);
        matrix
    }

    // ANCHOR: radius
    /// The spectral radius: the maximum magnitude of an eigenvalue.
    ///
    /// It is the limit of ‖Uᵏ‖ to the power of 1/k. Here k is 2²⁰, reached by squaring 20 times; the
    /// logarithm of the norm is kept apart, so that nothing overflows.
    ///
    /// ```
    /// use ch13::theory::Square;
    ///
    /// let u = Square { n: 2, elements: vec![0.0, 4.0, -1.0, 0.0] };     // eigenvalues 2i and −2i
    /// assert!((u.spectral_radius() - 2.0).abs() < 1e-5);
    /// ```
    pub fn spectral_radius(&self) -> f64 {
        let (mut power, mut log_norm) = (self.clone(), 0.0);
        for _ in 0..20 {
            let norm = length(&power.elements);
            log_norm = 2.0 * (log_norm + norm.ln());
            power.elements.iter_mut().for_each(|element| *element /= norm);
            power = power.squared();
        }
        ((log_norm + length(&power.elements).ln()) / f64::from(1 << 20)).exp()
    }
    // ANCHOR_END: radius

    fn squared(&self) -> Square {
        let columns = (0..self.n).map(|j| {
            let column: Vec<f64> = self.elements.iter().skip(j).step_by(self.n).copied().collect();
            self.times(&column)
        });
        let columns: Vec<Vec<f64>> = columns.collect();
        let elements = (0..self.n * self.n).map(|i| columns[i % self.n][i / self.n]).collect();
        Square { n: self.n, elements }
    }

    /// U·v.
    ///
    /// ```
    /// let u = ch13::theory::Square { n: 2, elements: vec![1.0, 2.0, 3.0, 4.0] };
    /// assert_eq!(u.times(&[1.0, 0.0]), [1.0, 3.0]);
    /// ```
    pub fn times(&self, v: &[f64]) -> Vec<f64> {
        self.elements.chunks_exact(self.n).map(|row| dot(row, v)).collect()
    }

    /// Uᵀ·v.
    ///
    /// ```
    /// let u = ch13::theory::Square { n: 2, elements: vec![1.0, 2.0, 3.0, 4.0] };
    /// assert_eq!(u.transposed_times(&[1.0, 0.0]), [1.0, 2.0]);
    /// ```
    pub fn transposed_times(&self, v: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.n];
        for (row, v) in self.elements.chunks_exact(self.n).zip(v) {
            sums.iter_mut().zip(row).for_each(|(sum, u)| *sum += u * v);
        }
        sums
    }
}

// ANCHOR: norms
/// The norm of the gradient of a loss at the last step with respect to the state k steps before it, for
/// k = 0, 1, 2 and so on.
///
/// `inputs` are the weighted inputs W·x + b of each step, and `dh` the gradient with respect to the last
/// state.
///
/// ```
/// use ch13::theory::{Activation, Square, gradient_norms};
///
/// let half = Square { n: 1, elements: vec![0.5] };
/// let norms = gradient_norms(&half, Activation::Linear, &[vec![1.0], vec![1.0]], vec![1.0]);
/// assert_eq!(norms, [1.0, 0.5, 0.25]);
/// ```
pub fn gradient_norms(
    u: &Square,
    activation: Activation,
    inputs: &[Vec<f64>],
    dh: Vec<f64>,
) -> Vec<f64> {
    let mut states = vec![vec![0.0; u.n]];
    for input in inputs {
        let recurrent = u.times(&states[states.len() - 1]);
        let sums = input.iter().zip(recurrent).map(|(input, sum)| input + sum);
        states.push(match activation {
            Activation::Linear => sums.collect(),
            Activation::Tanh => sums.map(f64::tanh).collect(),
        });
    }
    let (mut dh, mut norms) = (dh, Vec::new());
    for h in states.iter().skip(1).rev() {
        norms.push(length(&dh));
        if activation == Activation::Tanh {
            dh.iter_mut().zip(h).for_each(|(dh, h)| *dh *= 1.0 - h * h);
        }
        dh = u.transposed_times(&dh);
    }
    norms.push(length(&dh));
    norms
}
// ANCHOR_END: norms

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The Euclidean norm.
///
/// ```
/// assert_eq!(ch13::theory::length(&[3.0, 4.0]), 5.0);
/// ```
pub fn length(v: &[f64]) -> f64 {
    dot(v, v).sqrt()
}
