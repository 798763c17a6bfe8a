//! Training a translator.

use super::batch::Batch;
use super::corpus::{Corpus, Example};
use super::translator::Translator;
use autograd::Tape;
use losses::{CrossEntropy, IgnoreIndex, LabelSmoothing};
use optimizers::schedule::{CosineDecay, Schedule, Warmup};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use regularization::EarlyStopping;
use tensor::Device;
use text::length_batches;
use text::vocabulary::PAD;

/// How a translator is trained: Adam, a learning rate that rises and then falls to 0 along half a cosine,
/// gradients clipped to norm 1, and early stopping.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The most passes over the training pairs.
    pub epochs: u64,
    /// Pairs in a step.
    pub batch_size: usize,
    /// The learning rate at its highest.
    pub learning_rate: f64,
    /// The steps of the warm-up.
    pub warmup: u64,
    /// The fraction of a target that label smoothing spreads over the vocabulary.
    pub smoothing: f64,
    /// After so many epochs without a better validation loss training ends.
    pub patience: usize,
    /// Of the order of the pairs.
    pub seed: u64,
    /// Where to train.
    pub device: Device,
}

/// The losses of an epoch, per token, in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpochLosses {
    /// The epoch, counted from 1.
    pub epoch: u64,
    /// The smoothed loss in training, with dropout: not to be compared with the other.
    pub train: f64,
    /// The cross-entropy of the validation pairs.
    pub validation: f64,
}

/// Trains the model, and gives it back the weights of the epoch with the lowest validation loss. `report` is
/// told of each epoch; the result is the losses of the best.
///
/// # Panics
/// If there is no pair to learn from, or none to stop by.
pub fn train(
    model: &mut impl Translator,
    corpus: &Corpus,
    recipe: &Recipe,
    mut report: impl FnMut(EpochLosses),
) -> EpochLosses {
    nn::to_device(model, &recipe.device);
    let lengths: Vec<usize> =
        corpus.train.iter().map(|it| it.source.len() + it.target.len()).collect();
    let steps = recipe.epochs * lengths.len().div_ceil(recipe.batch_size) as u64;
    let after = CosineDecay {
        initial: recipe.learning_rate,
        final_lr: 0.0,
        steps: steps - recipe.warmup.min(steps),
    };
    let schedule = Warmup { steps: recipe.warmup, after };
    let smoothed = LabelSmoothing { smoothing: recipe.smoothing };
    let loss = IgnoreIndex { loss: smoothed, index: PAD };
    let (mut adam, mut tape, mut step) = (Adam::default(), Tape::new(), 0);
    let mut stopping = EarlyStopping { patience: recipe.patience, ..EarlyStopping::default() };
    let mut best = None;
    for epoch in 0..recipe.epochs {
        // ANCHOR: train
        let (mut sum, mut tokens) = (0.0, 0);
        for indices in length_batches(&lengths, recipe.batch_size, recipe.seed, epoch).batches {
            let batch = Batch::new(indices.iter().map(|index| &corpus.train[*index as usize]));
            let mut gradients = tape
                .gradients(|tape| model.forward(tape, &batch).loss(&loss, &batch.targets.indices));
            clip_grad_norm(&mut gradients, 1.0);
            adam.common.learning_rate = schedule.lr_at(step);
            adam.step(model, &gradients);
            sum += f64::from(gradients.loss()) * batch.predicted() as f64;
            tokens += batch.predicted();
            step += 1;
        }
        // ANCHOR_END: train
        let validation =
            mean_cross_entropy(model, &corpus.validation, recipe.batch_size, &mut tape);
        let losses = EpochLosses { epoch: epoch + 1, train: sum / tokens as f64, validation };
        report(losses);
        stopping.update(validation, model);
        if stopping.wait == 0 {
            best = Some(losses);
        }
        if stopping.should_stop() {
            break;
        }
    }
    stopping.restore(model);
    nn::to_device(model, &Device::Cpu);
    best.expect("the validation loss of the first epoch is a number")
}

/// The mean negative log-probability of a token, in nats.
fn mean_cross_entropy(
    model: &impl Translator,
    examples: &[Example],
    batch_size: usize,
    tape: &mut Tape<f32>,
) -> f64 {
    let loss = IgnoreIndex { loss: CrossEntropy, index: PAD };
    let (mut sum, mut tokens) = (0.0, 0);
    for examples in examples.chunks(batch_size) {
        let batch = Batch::new(examples);
        let mean =
            tape.no_grad(|tape| model.forward(tape, &batch).loss(&loss, &batch.targets.indices));
        sum += f64::from(mean.item()) * batch.predicted() as f64;
        tokens += batch.predicted();
    }
    sum / tokens as f64
}
