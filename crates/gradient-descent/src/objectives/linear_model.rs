//! Models that weigh their inputs and add them up.

use crate::FiniteSum;
use losses::{BinaryCrossEntropyWithLogits, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use numeric::{Float, dot};

/// Least squares: `f(w) = (1/n)·Σᵢ (w·xᵢ − tᵢ)²`.
pub type LeastSquares<T = f64> = LinearModel<T, MeanSquaredError>;

/// Logistic regression: `f(w) = −(1/n)·Σᵢ (tᵢ·ln σ(w·xᵢ) + (1 − tᵢ)·ln(1 − σ(w·xᵢ)))`, with targets
/// of 0 or 1, or a probability between them.
///
/// Where a plane parts the classes, no finite `w` is best; [`L2Regularized`](crate::Penalized) helps.
pub type LogisticRegression<T = f64> = LinearModel<T, BinaryCrossEntropyWithLogits>;

/// A loss of the answers `w·xᵢ`, averaged over samples: `f(w) = (1/n)·Σᵢ L(w·xᵢ, tᵢ)`, with the
/// gradient `(1/n)·Σᵢ L'(w·xᵢ, tᵢ)·xᵢ`.
///
/// Any loss of one number will do; those of [`LeastSquares`] and [`LogisticRegression`] make the
/// classics. For a bias, give `x` a row of ones.
///
/// ```
/// use gradient_descent::{FiniteSum, GradientDescent, LeastSquares, Stop};
/// use numeric::matrix;
///
/// // One sample per column; a row of ones for the bias.
/// let x = matrix([[0.0, 1.0, 2.0, 3.0], [1.0, 1.0, 1.0, 1.0]]);
/// let line = LeastSquares::new(x, vec![1.0, 3.0, 5.0, 7.0]);
/// let descent = GradientDescent { step_size: 0.2, stop: Stop::default() };
/// let end = descent.minimize(&line.mean(), &[0.0f64, 0.0]);
/// assert!((end.point[0] - 2.0).abs() < 1e-5 && (end.point[1] - 1.0).abs() < 1e-5);
/// ```
#[derive(Clone, Debug)]
pub struct LinearModel<T, L> {
    x: DMatrix<T>,
    targets: Vec<T>,
    loss: L,
}

impl<T: Float, L: Loss<T, Target = [T]> + Default> LinearModel<T, L> {
    /// The model of some samples, with the loss in its usual form.
    ///
    /// # Shapes
    /// `x`: `inputs × samples`, `targets`: one for each sample.
    ///
    /// # Panics
    /// If `targets` has another length, or a number that the loss cannot take.
    #[track_caller]
    pub fn new(x: DMatrix<T>, targets: Vec<T>) -> Self {
        Self::with_loss(x, targets, L::default())
    }
}

impl<T: Float, L: Loss<T, Target = [T]>> LinearModel<T, L> {
    /// The model of some samples, with this loss.
    ///
    /// # Shapes
    /// As in [`new`](Self::new).
    ///
    /// # Panics
    /// As [`new`](Self::new), and if the loss weighs its samples: here all count the same.
    #[track_caller]
    pub fn with_loss(x: DMatrix<T>, targets: Vec<T>, loss: L) -> Self {
        assert!(!L::IS_WEIGHTED, "LinearModel: a {} with weights is not supported", L::NAME);
        if let Err(error) = loss.validate(1, x.ncols(), &targets) {
            panic!("{error}");
        }
        LinearModel { x, targets, loss }
    }

    /// The inputs of one sample.
    fn input(&self, sample: usize) -> &[T] {
        let inputs = self.x.nrows();
        &self.x.as_slice()[sample * inputs..][..inputs]
    }
}

// ANCHOR: linear_model
impl<T: Float, L: Loss<T, Target = [T]>> FiniteSum<T> for LinearModel<T, L> {
    fn dimensions(&self) -> usize {
        self.x.nrows()
    }

    fn samples(&self) -> usize {
        self.x.ncols()
    }

    fn sample_value(&self, sample: usize, w: &[T]) -> T {
        let y = dot(w, self.input(sample));
        self.loss.sample_loss(&[y], &self.targets[sample..=sample], T::zero(), &mut [T::zero()])
    }

    fn accumulate_sample_gradient(&self, sample: usize, w: &[T], scale: T, dw: &mut [T]) -> T {
        let x = self.input(sample);
        let (y, mut dy) = ([dot(w, x)], [T::zero()]);
        let value = self.loss.sample_loss(&y, &self.targets[sample..=sample], scale, &mut dy);
        for (dw, x) in dw.iter_mut().zip(x) {
            *dw += dy[0] * *x;
        }
        value
    }
}
// ANCHOR_END: linear_model
