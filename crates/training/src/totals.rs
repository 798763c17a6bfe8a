//! Sums over batches.

use crate::{Mean, Metrics};
use serde::{Deserialize, Serialize};

/// Loss and metric summed over batches, each with the divisor of its mean: so the means do not
/// depend on how the samples were cut into batches, whatever weights a loss has.
///
/// ```
/// assert_eq!(training::Totals::default().metric_count, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// The sum of each batch's mean loss times its divisor.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// The sum of the divisors ([`losses::Loss::divisor`]): the samples, or their weights.
    #[serde(with = "crate::number")]
    pub loss_divisor: f64,
    /// The sum of the metric's totals.
    #[serde(with = "crate::number")]
    pub metric: f64,
    /// The sum of the metric's counts.
    pub metric_count: usize,
}

impl Totals {
    /// Adds a batch: its mean loss, what that was divided by, and its metric.
    pub(crate) fn add(&mut self, loss: f64, divisor: f64, metric: Mean) {
        self.loss += loss * divisor;
        self.loss_divisor += divisor;
        self.metric += metric.total;
        self.metric_count += metric.count;
    }

    /// The means; NaN of no samples.
    pub(crate) fn means(self) -> Metrics {
        let metric = Mean { total: self.metric, count: self.metric_count };
        Metrics { loss: self.loss / self.loss_divisor, metric: metric.value() }
    }
}
