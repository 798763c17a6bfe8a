//! The chapter's training run as a function, to compare many.

use crate::Cifar10;
use losses::CrossEntropy;
use nn::{Forward, Module};
use optimizers::Adam;
use training::{FitConfig, Trainer, accuracy};

/// Trains as the chapter's program does; the accuracy on the test images.
pub fn trained(mut net: impl Module<f32> + Forward<f32>, data: &Cifar10, seed: u64) -> f64 {
    let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
    trainer.config = FitConfig { epochs: 10, batch_size: 32, seed, ..FitConfig::default() };
    trainer.fit(&mut net, &data.train, &data.test, &mut ());
    let last = trainer.state.history.epochs.last().expect("ten epochs were trained");
    last.validation.metric
}
