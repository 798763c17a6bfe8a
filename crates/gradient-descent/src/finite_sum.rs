//! Finite sums: objectives that are a mean over samples.

use crate::Objective;
use numeric::{Float, block_sum};

/// A mean over samples, `f(x) = (1/n)·Σᵢ fᵢ(x)`, as learning from data minimizes it.
///
/// An implementation defines the contribution of *one* sample. From that follow the mean over any
/// batch, for [`StochasticDescent`](crate::StochasticDescent), and the [`mean`](Self::mean) over
/// all samples, an [`Objective`] like any other.
///
/// ```
/// use gradient_descent::{FiniteSum, Objective};
///
/// /// The mean squared distance from some values, whose minimum is at their mean.
/// struct Spread(Vec<f64>);
///
/// impl FiniteSum<f64> for Spread {
///     fn dimensions(&self) -> usize {
///         1
///     }
///     fn samples(&self) -> usize {
///         self.0.len()
///     }
///     fn sample_value(&self, i: usize, x: &[f64]) -> f64 {
///         (x[0] - self.0[i]).powi(2)
///     }
///     fn accumulate_sample_gradient(
///         &self,
///         i: usize,
///         x: &[f64],
///         scale: f64,
///         gradient: &mut [f64],
///     ) -> f64 {
///         gradient[0] += scale * 2.0 * (x[0] - self.0[i]);
///         self.sample_value(i, x)
///     }
/// }
///
/// let spread = Spread(vec![1.0, 2.0, 6.0]);
/// let mut gradient = [f64::NAN];
/// assert_eq!(spread.batch_value_and_gradient(&[0, 2], &[3.0], &mut gradient), 6.5);
/// assert_eq!(gradient, [-1.0]);
/// spread.mean().gradient(&[3.0], &mut gradient);        // 3 is the mean of all
/// assert!(gradient[0].abs() < 1e-15);
/// ```
// ANCHOR: finite_sum
pub trait FiniteSum<T: Float> {
    /// The number of dimensions, the length of `x`.
    fn dimensions(&self) -> usize;

    /// The number of samples, `n`.
    fn samples(&self) -> usize;

    /// The value of one sample, `fᵢ(x)`.
    fn sample_value(&self, sample: usize, x: &[T]) -> T;

    /// The value of one sample, `fᵢ(x)`; adds `scale·∇fᵢ(x)` to `gradient`.
    fn accumulate_sample_gradient(&self, sample: usize, x: &[T], scale: T, gradient: &mut [T])
    -> T;

    /// The mean over a batch, `(1/|B|)·Σ_{i∈B} fᵢ(x)`; its gradient goes to `gradient`.
    fn batch_value_and_gradient(&self, batch: &[u32], x: &[T], gradient: &mut [T]) -> T {
        mean(self, batch.iter().map(|&sample| sample as usize), x, gradient)
    }

    /// The mean over all samples, as an [`Objective`] for full-batch descent.
    fn mean(&self) -> Mean<'_, Self> {
        Mean(self)
    }
}
// ANCHOR_END: finite_sum

/// The mean over some samples; its gradient goes to `gradient`. The samples come in order.
fn mean<T: Float, F: FiniteSum<T> + ?Sized>(
    f: &F,
    mut samples: impl ExactSizeIterator<Item = usize>,
    x: &[T],
    gradient: &mut [T],
) -> T {
    let inv_n = T::of(1.0 / samples.len() as f64);
    let mut values = 0.0;
    block_sum(samples.len(), gradient, &mut |block, gradient| {
        for sample in samples.by_ref().take(block.len()) {
            values += f.accumulate_sample_gradient(sample, x, inv_n, gradient).as_f64();
        }
    });
    T::of(values) * inv_n
}

/// The mean over all samples of a [`FiniteSum`], an [`Objective`].
///
/// ```
/// use gradient_descent::{FiniteSum, LeastSquares, Objective};
///
/// let model = LeastSquares::new(numeric::matrix([[1.0, 1.0]]), vec![1.0, 3.0]);
/// assert_eq!(model.mean().value(&[0.0]), 5.0);        // (1² + 3²) / 2
/// ```
#[derive(Debug)]
pub struct Mean<'a, F: ?Sized>(&'a F);

impl<T: Float, F: FiniteSum<T> + ?Sized> Objective<T> for Mean<'_, F> {
    fn dimensions(&self) -> usize {
        self.0.dimensions()
    }

    fn value(&self, x: &[T]) -> T {
        let n = self.0.samples();
        let values = (0..n).map(|sample| self.0.sample_value(sample, x).as_f64());
        T::of(values.sum()) * T::of(1.0 / n as f64)
    }

    fn gradient(&self, x: &[T], gradient: &mut [T]) {
        self.value_and_gradient(x, gradient);
    }

    fn value_and_gradient(&self, x: &[T], gradient: &mut [T]) -> T {
        mean(self.0, 0..self.0.samples(), x, gradient)
    }
}
