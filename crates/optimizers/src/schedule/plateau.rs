//! Smaller steps when nothing gets better.

/// Multiplies the rate by `factor` when a measured number, such as the test loss, has not fallen for
/// more than `patience` epochs. PyTorch's `ReduceLROnPlateau`, which takes any number near a negative
/// best one for an improvement; here it must be less.
///
/// ```
/// use optimizers::schedule::ReduceOnPlateau;
///
/// let mut plateau = ReduceOnPlateau { patience: 1, ..ReduceOnPlateau::default() };
/// let rates = [0.9, 0.5, 0.6, 0.5, 0.7].map(|loss| plateau.after(loss, 0.1));
/// assert_eq!(rates, [0.1, 0.1, 0.1, 0.1 * 0.1, 0.1]);     // twice no better than 0.5
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReduceOnPlateau {
    /// What the rate is multiplied by: 0.1.
    pub factor: f64,
    /// The epochs without improvement that are borne: 10.
    pub patience: u64,
    /// An improvement is at least this share of the best: 1e-4.
    pub threshold: f64,
    /// The rate is never lowered below this: 0.
    pub min_lr: f64,
    /// The best number so far: infinity.
    pub best: f64,
    /// The epochs since then, or since the last change: 0.
    pub num_bad_epochs: u64,
}

impl Default for ReduceOnPlateau {
    fn default() -> Self {
        ReduceOnPlateau {
            factor: 0.1,
            patience: 10,
            threshold: 1e-4,
            min_lr: 0.0,
            best: f64::INFINITY,
            num_bad_epochs: 0,
        }
    }
}

impl ReduceOnPlateau {
    /// The rate for the next epoch, where the last one had the rate `rate` and came to `measured`.
    pub fn step(&mut self, measured: f64, rate: f64) -> f64 {
        // Below the best, whatever its sign: −10 is bettered by −10.001.
        if measured < self.best * (1.0 - self.threshold * self.best.signum()) {
            (self.best, self.num_bad_epochs) = (measured, 0);
        } else {
            self.num_bad_epochs += 1;
        }
        if self.num_bad_epochs <= self.patience {
            return rate;
        }
        self.num_bad_epochs = 0;
        // A rate that is less than `least` already is not raised.
        (rate * self.factor).max(self.min_lr).min(rate)
    }
}
