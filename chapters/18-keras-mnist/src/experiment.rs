//! The chapter's training run as a function, to compare many.

use crate::networks::Network;
use data::{LabelledImages, Split};
use losses::CrossEntropy;
use nn::Sequential;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::{FitConfig, Trainer, accuracy};

/// How often the program goes through the images: ten times through MNIST, thirty times through the
/// embedded digits, of which there are fewer.
///
/// ```
/// assert_eq!(ch18::experiment::epochs(&data::digits()), 30);
/// ```
pub fn epochs(data: &Split) -> usize {
    if data.name == "MNIST" { 10 } else { 30 }
}

/// A network trained as the chapter's program does it.
pub struct Trained {
    /// The network.
    pub model: Sequential,
    /// Its accuracy on the test images, from 0 to 1.
    pub accuracy: f64,
    /// How long the training steps took, in seconds.
    pub seconds: f64,
}

// ANCHOR: trained
/// Trains `network` with Keras's Adam and batches of 32, and evaluates it once, at the end.
///
/// ```
/// use ch18::{experiment::train, networks::one_hidden};
///
/// let mut digits = data::digits();
/// digits.train = digits.train.subset(&(0..500).collect::<Vec<u32>>());
/// let trained = train(one_hidden, &digits.train, &digits.test, 10, 1);
/// assert!(trained.accuracy > 0.7);
/// ```
pub fn train(
    network: Network,
    train: &LabelledImages,
    test: &LabelledImages,
    epochs: usize,
    seed: u64,
) -> Trained {
    let mut model = network(train.format(), &mut ChaCha8Rng::seed_from_u64(seed));
    let mut trainer = Trainer::new(CrossEntropy, Adam::keras(0.001), accuracy);
    trainer.config = FitConfig { epochs, batch_size: 32, seed, ..FitConfig::default() };
    let nothing = test.subset(&[0]);
    trainer.fit(&mut model, train, &nothing, &mut ());
    let seconds = trainer.state.history.train_seconds();
    let accuracy = trainer.evaluate(&model, test).metric;
    Trained { model, accuracy, seconds }
}
// ANCHOR_END: trained
