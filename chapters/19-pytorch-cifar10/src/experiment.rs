//! Several runs of one thing, to see how far chance reaches.

use crate::Photographs;
use losses::CrossEntropy;
use nn::{Forward, Module};
use optimizers::Adam;
use training::{Settings, Trainer, accuracy};

/// Trains as the chapter's program does; the share of test images that is then classified rightly.
pub fn trained(
    mut net: impl Module<f32> + Forward<f32>,
    photographs: &Photographs,
    seed: u64,
) -> f64 {
    let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
    trainer.settings = Settings { epochs: 10, batch_size: 32, seed };
    trainer.fit(&mut net, &photographs.train, &photographs.test, &mut ());
    let last = trainer.progress.history.epochs.last().expect("ten epochs were trained");
    last.test.metric
}

/// The mean of several runs and how far they lie apart.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// How many runs.
    pub runs: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, `√(Σ(x − mean)²/(runs − 1))`.
    pub deviation: f64,
    /// The least of them.
    pub least: f64,
    /// The most.
    pub most: f64,
}

impl Spread {
    /// Of at least two runs.
    pub fn of(runs: &[f64]) -> Spread {
        let mean = runs.iter().sum::<f64>() / runs.len() as f64;
        let squares: f64 = runs.iter().map(|run| (run - mean).powi(2)).sum();
        Spread {
            runs: runs.len(),
            mean,
            deviation: (squares / (runs.len() - 1) as f64).sqrt(),
            least: runs.iter().copied().fold(f64::INFINITY, f64::min),
            most: runs.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// The standard error of the difference of two means: how far apart they lie by chance alone.
    pub fn error_of_difference(&self, other: &Spread) -> f64 {
        let squared = |it: &Spread| it.deviation.powi(2) / it.runs as f64;
        (squared(self) + squared(other)).sqrt()
    }
}
