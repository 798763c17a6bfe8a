//! A small network that reads the embedded digits, trained with any optimizer.

use activations::Relu;
use data::shuffle::batches;
use data::shuffle::permutation;
use data::{Batch, Dataset, LabelledImages};
use feedforward::Mlp;
use nn::Forward;
use optimizers::schedule::Schedule;
use optimizers::{Ema, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// The learning rates that each optimizer may choose from: 1e-4 to 3.2, a factor of √10 apart.
pub const GRID: [f64; 10] = [1e-4, 3.2e-4, 1e-3, 3.2e-3, 1e-2, 3.2e-2, 0.1, 0.32, 1.0, 3.2];

/// The network: 64 pixels, two hidden layers of 64 units with ReLU, ten logits.
pub type Network = Mlp<f32, Relu>;

/// The embedded digits in three parts: to train with, to choose by, and to judge by.
pub struct Digits {
    /// 1,149 images to train with.
    pub train: LabelledImages,
    /// 288 of the training images, to choose a learning rate by.
    pub validation: LabelledImages,
    /// 360 images to judge by.
    pub test: LabelledImages,
}

impl Digits {
    /// The three parts.
    ///
    /// ```
    /// let digits = ch08::Digits::load();
    /// assert_eq!(digits.train.labels().len() + digits.validation.labels().len(), 1437);
    /// ```
    pub fn load() -> Self {
        let digits = data::digits();
        let order = permutation(digits.train.len(), 0, 0);
        let (validation, train) = order.split_at(288);
        Digits {
            train: digits.train.subset(train),
            validation: digits.train.subset(validation),
            test: digits.test,
        }
    }

    /// The network before training, other weights for each seed.
    ///
    /// ```
    /// assert_eq!(ch08::Digits::network(1).hidden.len(), 2);
    /// ```
    pub fn network(seed: u64) -> Network {
        Mlp::new(&[64, 64, 64, 10], Relu, &mut ChaCha8Rng::seed_from_u64(seed))
    }

    // ANCHOR: train
    /// Trains in batches of 32 for some epochs, with a learning rate from `schedule`, and returns the
    /// mean loss of each epoch. A loss that is no number ends it.
    ///
    /// ```
    /// use optimizers::Adam;
    ///
    /// let (digits, mut network) = (ch08::Digits::load(), ch08::Digits::network(1));
    /// let losses = digits.train(&mut network, &mut Adam::default(), &1e-3, None, 2, 1);
    /// assert!(losses[1] < losses[0]);
    /// ```
    pub fn train(
        &self,
        network: &mut Network,
        optimizer: &mut dyn Optimizer<f32>,
        schedule: &dyn Schedule,
        mut ema: Option<&mut Ema>,
        epochs: usize,
        seed: u64,
    ) -> Vec<f64> {
        let (mut tape, mut losses) = (autograd::Tape::new(), Vec::new());
        for epoch in 0..epochs {
            let order = permutation(self.train.len(), seed, epoch as u64);
            let mut sum = 0.0;
            for indices in batches(&order, 32) {
                let Batch { inputs, targets } = self.train.get_batch(indices);
                let gradients = tape.gradients(|tape| {
                    network.forward(tape.constant(&inputs)).cross_entropy(&targets)
                });
                let done = optimizer.common().state.steps;
                optimizer.common_mut().learning_rate = schedule.lr_at(done);
                optimizer.step(network, &gradients);
                if let Some(ema) = &mut ema {
                    ema.update(network);
                }
                sum += f64::from(gradients.loss()) * indices.len() as f64;
            }
            losses.push(sum / self.train.len() as f64);
            if !sum.is_finite() {
                break;
            }
        }
        losses
    }
    // ANCHOR_END: train
}

/// Mean loss and accuracy of a network on some images.
///
/// ```
/// let digits = ch08::Digits::load();
/// let (loss, accuracy) = ch08::Judge::judge(&ch08::Digits::network(1), &digits.test);
/// assert!(loss > 2.0 && accuracy < 0.3);
/// ```
pub trait Judge {
    /// Mean cross-entropy, and the fraction of correct predictions.
    fn judge(&self, images: &LabelledImages) -> (f64, f64);
}

impl Judge for Network {
    fn judge(&self, images: &LabelledImages) -> (f64, f64) {
        let all: Vec<u32> = (0..images.len() as u32).collect();
        let Batch { inputs, targets } = images.get_batch(&all);
        let mut correct = 0.0;
        let mean = autograd::Tape::new().no_grad(|tape| {
            let logits = self.forward(tape.constant(&inputs));
            correct = training::accuracy(&logits.value(), &targets[..]).value();
            logits.cross_entropy(&targets)
        });
        (f64::from(mean.item()), correct)
    }
}

/// The learning rate of the grid with the least validation loss after `epochs` epochs, mean of the
/// seeds 11 to 13, which judge nothing else.
///
/// ```
/// let digits = ch08::Digits::load();
/// let rate = ch08::best_rate(&digits, |rate| Box::new(optimizers::Sgd::new(rate)), 1);
/// assert!(ch08::GRID.contains(&rate));
/// ```
// ANCHOR: best_rate
pub fn best_rate(
    digits: &Digits,
    with_rate: impl Fn(f64) -> Box<dyn Optimizer<f32>>,
    epochs: usize,
) -> f64 {
    let loss = |rate: f64| -> f64 {
        let run = |seed| {
            let mut network = Digits::network(seed);
            digits.train(&mut network, &mut *with_rate(rate), &rate, None, epochs, seed);
            network.judge(&digits.validation).0
        };
        let loss: f64 = (11..14).map(run).sum();
        if loss.is_nan() { f64::INFINITY } else { loss }
    };
    let losses = GRID.map(|rate| (loss(rate), rate));
    losses.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("the grid has rates").1
}
// ANCHOR_END: best_rate
