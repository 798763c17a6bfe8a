//! Linear models.

use crate::FiniteSum;
use losses::{BinaryCrossEntropyWithLogits, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use numeric::{Float, dot};

/// Least squares (linear regression): `f(w) = (1/n)·Σᵢ (w·xᵢ − tᵢ)²`.
///
/// ```
/// use gradient_descent::{FiniteSum, LeastSquares, Objective};
///
/// let model = LeastSquares::new(numeric::matrix([[1.0, 2.0]]), vec![1.0, 4.0]);
/// assert_eq!(model.mean().value(&[1.0]), 2.0);        // (0² + 2²) / 2
/// ```
pub type LeastSquares<T = f64> = LinearModel<T, MeanSquaredError>;

/// Logistic regression: `f(w) = −(1/n)·Σᵢ (tᵢ·ln σ(w·xᵢ) + (1 − tᵢ)·ln(1 − σ(w·xᵢ)))`, with targets
/// of 0 or 1, or a probability between them.
///
/// Where the classes are linearly separable, no finite `w` is a minimum;
/// [`L2Regularized`](crate::L2Regularized) helps.
///
/// ```
/// use gradient_descent::{FiniteSum, LogisticRegression, Objective};
///
/// let model = LogisticRegression::new(numeric::matrix([[1.0, 2.0]]), vec![1.0, 0.0]);
/// assert_eq!(model.mean().value(&[0.0]), 2f64.ln());
/// ```
pub type LogisticRegression<T = f64> = LinearModel<T, BinaryCrossEntropyWithLogits>;

/// A linear model `y = w·xᵢ` with any loss: `f(w) = (1/n)·Σᵢ L(w·xᵢ, tᵢ)`, with the
/// gradient `(1/n)·Σᵢ L'(w·xᵢ, tᵢ)·xᵢ`.
///
/// Any loss of one output will do; [`LeastSquares`] and [`LogisticRegression`] are the classics.
/// For a bias, give `x` a row of ones.
///
/// ```
/// use gradient_descent::{FiniteSum, GradientDescent, LeastSquares, StopCriteria};
/// use numeric::matrix;
///
/// // One sample per column; a row of ones for the bias.
/// let x = matrix([[0.0, 1.0, 2.0, 3.0], [1.0, 1.0, 1.0, 1.0]]);
/// let line = LeastSquares::new(x, vec![1.0, 3.0, 5.0, 7.0]);
/// let descent = GradientDescent { step_size: 0.2, stop: StopCriteria::default() };
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
    /// The model of these samples, with the default of the loss.
    ///
    /// # Shapes
    /// `x`: `inputs × samples`, `targets`: one for each sample.
    ///
    /// # Panics
    /// If `targets` has another length, or a value that the loss refuses.
    ///
    /// ```
    /// use gradient_descent::{FiniteSum, LeastSquares};
    ///
    /// let model = LeastSquares::new(numeric::matrix([[1.0, 2.0], [3.0, 4.0]]), vec![5.0, 6.0]);
    /// assert_eq!((model.dimensions(), model.samples()), (2, 2));
    /// ```
    #[track_caller]
    pub fn new(x: DMatrix<T>, targets: Vec<T>) -> Self {
        Self::with_loss(x, targets, L::default())
    }
}

impl<T: Float, L: Loss<T, Target = [T]>> LinearModel<T, L> {
    /// The model of these samples, with this loss.
    ///
    /// # Shapes
    /// As in [`new`](Self::new).
    ///
    /// # Panics
    /// As [`new`](Self::new), and if the loss has sample weights, which are not supported here.
    ///
    /// ```
    /// use gradient_descent::{FiniteSum, LinearModel, Objective};
    /// use losses::Huber;
    ///
    /// let (x, targets) = (numeric::matrix([[1.0]]), vec![3.0]);
    /// let model = LinearModel::with_loss(x, targets, Huber { delta: 1.0 });
    /// assert_eq!(model.mean().value(&[0.0]), 2.5);
    /// ```
    #[track_caller]
    pub fn with_loss(x: DMatrix<T>, targets: Vec<T>, loss: L) -> Self {
        assert!(!L::IS_WEIGHTED, "LinearModel: sample weights ({}) are not supported", L::NAME);
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
