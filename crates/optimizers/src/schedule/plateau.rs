//! A smaller learning rate when a metric stops improving.

/// Multiplies the learning rate by `factor` when a monitored metric, such as the validation loss,
/// has not decreased for more than `patience` epochs. PyTorch's `ReduceLROnPlateau`, which takes
/// any value near a negative best one for an improvement; here it must be less.
///
/// ```
/// use optimizers::schedule::ReduceOnPlateau;
///
/// let mut plateau = ReduceOnPlateau { patience: 1, ..ReduceOnPlateau::default() };
/// let rates = [0.9, 0.5, 0.6, 0.5, 0.7].map(|loss| plateau.step(loss, 0.1));
/// assert_eq!(rates, [0.1, 0.1, 0.1, 0.1 * 0.1, 0.1]);     // twice no better than 0.5
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReduceOnPlateau {
    /// The factor of the learning rate: 0.1.
    pub factor: f64,
    /// The number of epochs without improvement that are tolerated: 10.
    pub patience: u64,
    /// An improvement is at least this fraction of the best value: 1e-4.
    pub threshold: f64,
    /// The minimum learning rate: 0.
    pub min_lr: f64,
    /// A reduction by no more than this is left out: 1e-8, PyTorch's `eps`. So the rate does not go on
    /// falling when it is too small to matter.
    pub eps: f64,
    /// The best value so far: infinity.
    pub best: f64,
    /// The number of epochs without improvement since then, or since the last reduction: 0.
    pub num_bad_epochs: u64,
}

impl Default for ReduceOnPlateau {
    fn default() -> Self {
        ReduceOnPlateau {
            factor: 0.1,
            patience: 10,
            threshold: 1e-4,
            min_lr: 0.0,
            eps: 1e-8,
            best: f64::INFINITY,
            num_bad_epochs: 0,
        }
    }
}

impl ReduceOnPlateau {
    /// The learning rate for the next epoch, where the last one had the rate `learning_rate` and
    /// the value `metric`.
    ///
    /// ```
    /// use optimizers::schedule::ReduceOnPlateau;
    ///
    /// let mut plateau =
    ///     ReduceOnPlateau { patience: 0, factor: 0.5, ..ReduceOnPlateau::default() };
    /// assert_eq!(plateau.step(2.0, 0.1), 0.1);
    /// assert_eq!(plateau.step(2.0, 0.1), 0.05);
    /// ```
    ///
    /// # Panics
    /// If `factor` is not from 0 to 1, or another setting is negative or NaN.
    #[track_caller]
    pub fn step(&mut self, metric: f64, learning_rate: f64) -> f64 {
        self.check();
        // Below the best, whatever its sign: −10 is bettered by −10.001.
        if metric < self.best * (1.0 - self.threshold * self.best.signum()) {
            (self.best, self.num_bad_epochs) = (metric, 0);
        } else {
            self.num_bad_epochs += 1;
        }
        if self.num_bad_epochs <= self.patience {
            return learning_rate;
        }
        self.num_bad_epochs = 0;
        let reduced = (learning_rate * self.factor).max(self.min_lr);
        // A rate that is below `min_lr` already is not raised.
        if learning_rate - reduced > self.eps { reduced } else { learning_rate }
    }

    #[track_caller]
    fn check(&self) {
        let factor = self.factor;
        assert!(
            (0.0..=1.0).contains(&factor),
            "plateau: factor must be from 0 to 1, but is {factor}"
        );
        let others = [("threshold", self.threshold), ("min_lr", self.min_lr), ("eps", self.eps)];
        for (setting, found) in others {
            assert!(found >= 0.0, "plateau: {setting} must be at least 0, but is {found}");
        }
    }
}
