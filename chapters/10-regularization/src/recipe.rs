//! A recipe: how the small network is trained, with or without each cure.

use crate::{Digits, Net};
use autograd::Tape;
use data::shuffle::{batches, permutation};
use losses::SoftCrossEntropy;
use nn::Forward;
use optimizers::{AdamW, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{EarlyStopping, ElasticNet, Mixup};

// ANCHOR: recipe
/// How the network is trained. By default without any regularization.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// The number of passes over the training images.
    pub epochs: usize,
    /// The coefficient of the penalty `Σ|w|`, by proximal steps.
    pub l1: f64,
    /// The coefficient of the penalty `½·Σw²`, through Adam's moments.
    pub l2: f64,
    /// AdamW's weight decay, beside the moments.
    pub weight_decay: f64,
    /// The probability with which a hidden neuron is dropped.
    pub dropout: f64,
    /// The fraction of each target that label smoothing spreads over all classes.
    pub smoothing: f64,
    /// The α of mixup; 0 for none.
    pub mixup: f64,
    /// By how many pixels the images are moved at most, anew in every epoch.
    pub shift: f64,
    /// The patience of early stopping in epochs; 0 for none.
    pub patience: usize,
}
// ANCHOR_END: recipe

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            epochs: 200,
            l1: 0.0,
            l2: 0.0,
            weight_decay: 0.0,
            dropout: 0.0,
            smoothing: 0.0,
            mixup: 0.0,
            shift: 0.0,
            patience: 0,
        }
    }
}

impl Recipe {
    /// Trains a network; `watch` sees it after every epoch.
    ///
    /// ```
    /// use ch10::{Parts, Recipe};
    ///
    /// let parts = Parts::draw(100, 1);
    /// let recipe = Recipe { epochs: 60, ..Recipe::default() };
    /// let net = recipe.train(&parts.train, &parts.validation, 1, |_, _| ());
    /// assert_eq!(net.evaluate(&parts.train)[1], 1.0);
    /// ```
    pub fn train(
        &self,
        train: &Digits,
        validation: &Digits,
        seed: u64,
        mut watch: impl FnMut(usize, &Net),
    ) -> Net {
        // ANCHOR: train
        let mut net = Net::new(self.dropout, seed);
        let adam = AdamW::new(2e-3).with_weight_decay(self.weight_decay);
        let mut optimizer = ElasticNet::new(adam, self.l1, self.l2);
        let mut stopping = EarlyStopping { patience: self.patience, ..EarlyStopping::default() };
        let (mut tape, rng) = (Tape::new(), &mut ChaCha8Rng::seed_from_u64(seed));
        for epoch in 0..self.epochs {
            for batch in batches(&permutation(train.len(), seed, epoch as u64), 32) {
                let mut batch = train.batch(batch);
                if self.shift > 0.0 {
                    batch.shift(self.shift, rng);
                }
                let epsilon = self.smoothing as f32;
                let smoothed = batch.one_hot().map(|t| (1.0 - epsilon) * t + epsilon / 10.0);
                let (mut x, mut t) = (batch.x, smoothed);
                if self.mixup > 0.0 {
                    (x, t) = Mixup { alpha: self.mixup }.apply(&x, &t, rng);
                }
                tape.set_rng_state(seed, optimizer.common().state.steps);
                let gradients = tape.gradients(|tape| {
                    net.forward(tape.constant(&x)).loss(&SoftCrossEntropy, t.as_slice())
                });
                optimizer.step(&mut net, &gradients);
            }
            watch(epoch + 1, &net);
            let validation = || net.evaluate(validation)[0];
            if self.patience > 0 && stopping.update(validation(), &net).should_stop() {
                break;
            }
        }
        stopping.restore(&mut net); // nothing, if no epoch was noted
        net
        // ANCHOR_END: train
    }
}
