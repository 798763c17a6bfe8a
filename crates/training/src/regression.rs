//! Metrics for regression.

use crate::Mean;
use numeric::Float;
use std::fmt;
use tensor::Tensor;

/// The absolute error `|y − t|`, averaged over the samples: the [`Metric`](crate::Metric) of a
/// regression. It has the unit of the target.
///
/// # Shapes
/// `outputs`: `[n, 1]` or `[n]`; `targets`: `n` values.
///
/// ```
/// use tensor::Tensor;
///
/// let outputs = Tensor::new([2, 1], vec![1.0, 5.0]);
/// assert_eq!(training::mean_absolute_error(&outputs, &[2.0, 2.0]).value(), 2.0);
/// ```
///
/// # Panics
/// If there is not one target for each output.
#[track_caller]
pub fn mean_absolute_error<T: Float>(outputs: &Tensor<T>, targets: &[T]) -> Mean {
    let shape = outputs.shape();
    assert!(
        outputs.len() == targets.len(),
        "mean_absolute_error: {} targets for the outputs {shape:?}",
        targets.len()
    );
    let errors = outputs.as_slice().iter().zip(targets).map(|(&y, &t)| (y - t).as_f64().abs());
    Mean { total: errors.sum(), count: targets.len() }
}

/// How far predictions `y` are from targets `t`, over a whole set of samples.
///
/// Only the first of the three is a mean of batches: the root of a mean and the ratio of two sums
/// are not, so they are taken once, over all samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegressionMetrics {
    /// The mean absolute error, `mean |y − t|`, in the unit of the target.
    pub mean_absolute_error: f64,
    /// The root mean squared error, `√mean (y − t)²`, in the unit of the target.
    pub root_mean_squared_error: f64,
    /// The coefficient of determination, `R² = 1 − Σ(y − t)² / Σ(t − mean t)²`: 1 of perfect
    /// predictions, 0 of those that are all the mean of `t`, negative of worse ones. If all targets
    /// are equal, it is 1 if the predictions are perfect and 0 otherwise, as in scikit-learn.
    pub r_squared: f64,
}

impl RegressionMetrics {
    /// The metrics of these predictions. Of no samples the two errors are NaN, and R² is 1, as no target
    /// differs from its prediction.
    ///
    /// ```
    /// use training::RegressionMetrics;
    ///
    /// let metrics = RegressionMetrics::of(&[2.0, 2.0, 5.0], &[1.0, 2.0, 6.0]);
    /// assert_eq!(metrics.mean_absolute_error, 2.0 / 3.0);
    /// assert_eq!(metrics.r_squared, 1.0 - 2.0 / 14.0);
    /// assert_eq!(RegressionMetrics::of(&[3.0, 3.0], &[4.0, 4.0]).r_squared, 0.0);
    /// ```
    ///
    /// # Panics
    /// If there is not one prediction for each target.
    // ANCHOR: metrics
    #[track_caller]
    pub fn of(predictions: &[f64], targets: &[f64]) -> Self {
        let (n, found) = (targets.len(), predictions.len());
        assert!(n == found, "RegressionMetrics: {found} predictions for {n} targets");
        let errors = || predictions.iter().zip(targets).map(|(y, t)| y - t);
        let mean = targets.iter().sum::<f64>() / n as f64;
        let residual: f64 = errors().map(|error| error * error).sum();
        let total: f64 = targets.iter().map(|t| (t - mean).powi(2)).sum();
        RegressionMetrics {
            mean_absolute_error: errors().map(f64::abs).sum::<f64>() / n as f64,
            root_mean_squared_error: (residual / n as f64).sqrt(),
            r_squared: match (residual == 0.0, total == 0.0) {
                (true, _) => 1.0,
                (false, true) => 0.0,
                (false, false) => 1.0 - residual / total,
            },
        }
    }
    // ANCHOR_END: metrics
}

/// The three with four digits after the point: `MAE 0.5000, RMSE 0.7071, R² 0.9000`.
impl fmt::Display for RegressionMetrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mean_absolute_error: mae, root_mean_squared_error: rmse, r_squared } = self;
        write!(f, "MAE {mae:.4}, RMSE {rmse:.4}, R² {r_squared:.4}")
    }
}
