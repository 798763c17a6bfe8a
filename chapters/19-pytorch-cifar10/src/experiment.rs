//! A run as the chapter's program makes it, for comparisons of many.

use crate::Photographs;
use losses::CrossEntropy;
use nn::{Forward, Module};
use optimizers::Adam;
use training::{FitConfig, Trainer, accuracy};

/// Trains as the chapter's program does; the share of test images that is then classified rightly.
pub fn trained(
    mut net: impl Module<f32> + Forward<f32>,
    photographs: &Photographs,
    seed: u64,
) -> f64 {
    let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
    trainer.config = FitConfig { epochs: 10, batch_size: 32, seed, ..FitConfig::default() };
    trainer.fit(&mut net, &photographs.train, &photographs.test, &mut ());
    let last = trainer.state.history.epochs.last().expect("ten epochs were trained");
    last.validation.metric
}
