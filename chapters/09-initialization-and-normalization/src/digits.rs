//! Training on the embedded digits.

use losses::CrossEntropy;
use nn::{Forward, Module};
use optimizers::Sgd;
use training::{Trainer, accuracy};

/// What `run` gives for the seeds 1, 2, … up to `seeds`: runs of which mean and range are told.
///
/// ```
/// assert_eq!(ch09::for_seeds(3, |seed| seed as f64), [1.0, 2.0, 3.0]);
/// ```
pub fn for_seeds<T>(seeds: u64, run: impl FnMut(u64) -> T) -> Vec<T> {
    (1..=seeds).map(run).collect()
}

/// How a network is trained: stochastic descent with momentum 0.9.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// The learning rate.
    pub rate: f64,
    /// The number of samples in a step.
    pub batch: usize,
    /// The number of passes over the training data.
    pub epochs: usize,
}

impl Recipe {
    /// Trains `model` on the embedded digits; `seed` decides the order of the samples. Returns the
    /// accuracy on the test images after each epoch.
    ///
    /// ```
    /// use ch09::Recipe;
    /// use nn::{Dense, Flatten, sequential};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let mut model =
    ///     sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
    /// let accuracies = Recipe { rate: 0.05, batch: 32, epochs: 2 }.train(&mut model, 1);
    /// assert!(accuracies.len() == 2 && accuracies[1] > 0.8);
    /// ```
    pub fn train(&self, model: &mut (impl Module<f32> + Forward<f32>), seed: u64) -> Vec<f64> {
        let data::Split { train, test, .. } = data::digits();
        let sgd = Sgd { momentum: 0.9, ..Sgd::new(self.rate) };
        let mut trainer = Trainer::new(CrossEntropy, sgd, accuracy);
        trainer.config.epochs = self.epochs;
        trainer.config.batch_size = self.batch;
        trainer.config.seed = seed;
        // A batch of one sample has no variance.
        trainer.config.drop_last = true;
        trainer.fit(model, &train, &test, &mut ());
        trainer.state.history.epochs.iter().map(|epoch| epoch.validation.metric).collect()
    }
}

/// The mean of the runs, with the lowest and the highest, in per cent.
///
/// ```
/// assert_eq!(ch09::spread(&[0.5, 0.75, 0.25]), "50.0 (25.0 to 75.0)");
/// ```
pub fn spread(accuracies: &[f64]) -> String {
    let lowest = accuracies.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = accuracies.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{:.1} ({:.1} to {:.1})", 100.0 * mean(accuracies), 100.0 * lowest, 100.0 * highest)
}

/// The mean.
///
/// ```
/// assert_eq!(ch09::mean(&[1.0, 2.0]), 1.5);
/// ```
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
