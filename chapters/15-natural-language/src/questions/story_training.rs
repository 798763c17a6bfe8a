//! How models of stories are trained, and one of their epochs chosen.

use super::samples::{StoryData, StorySample};
use super::story_model::{StoryModel, predict};
use autograd::Tape;
use optimizers::schedule::{CosineDecay, Schedule, Warmup};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use text::length_batches;

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
pub struct StoryTraining {
    /// How often to go through the training questions.
    pub epochs: usize,
    /// The first weights, the order of the samples, the noise.
    pub seed: u64,
    /// Whether a memory network has no ReLU between its hops.
    pub linear: bool,
}

/// A model as it was after its best epoch, by validation.
#[derive(Clone, Debug)]
pub struct Trained<M> {
    /// The model.
    pub model: M,
    /// Its accuracy on the validation questions.
    pub validation: f64,
    /// The epoch, from 1.
    pub epoch: usize,
    /// The steps of training in all.
    pub steps: usize,
}

const BATCH: usize = 32;
const WARMUP: u64 = 100;
/// The paper's bound of the gradient's norm.
const MAX_NORM: f64 = 40.0;

/// Trains a model, and keeps it as it was after its best epoch by validation; of equally good ones
/// the last. Ends early once every validation question is answered rightly.
///
/// # Panics
/// If there are no questions to learn from or to validate with, or no epochs.
pub fn train<M: StoryModel>(mut model: M, data: &StoryData, options: StoryTraining) -> Trained<M> {
    let lengths: Vec<usize> = data.train.iter().map(story_len).collect();
    let steps = options.epochs * lengths.len().div_ceil(BATCH);
    let steps = (steps as u64).saturating_sub(WARMUP).max(1);
    let cosine = CosineDecay { initial: M::LEARNING_RATE, final_lr: 0.0, steps };
    let schedule = Warmup { steps: WARMUP, after: cosine };
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    tape.set_rng_state(options.seed, 0);
    let rng = &mut ChaCha8Rng::seed_from_u64(options.seed);
    let mut best: Option<Trained<M>> = None;
    let mut step = 0;
    for epoch in 1..=options.epochs {
        let batches = length_batches(&lengths, BATCH, options.seed, epoch as u64).batches;
        // ANCHOR: step
        for batch in &batches {
            let batch: Vec<&StorySample> =
                batch.iter().map(|it| &data.train[*it as usize]).collect();
            let answers: Vec<usize> = batch.iter().map(|sample| sample.answer).collect();
            let mut gradients = tape
                .gradients(|tape| model.logits(tape, &batch, Some(rng)).cross_entropy(&answers));
            clip_grad_norm(&mut gradients, MAX_NORM);
            adam.common.learning_rate = schedule.lr_at(step);
            adam.step(&mut model, &gradients);
            // ANCHOR_END: step
            step += 1;
        }
        let validation = accuracy(&predict(&model, &data.validation), &data.validation);
        if best.as_ref().is_none_or(|best| validation >= best.validation) {
            best = Some(Trained { model: model.clone(), validation, epoch, steps: 0 });
        }
        if validation == 1.0 {
            break;
        }
    }
    let best = best.expect("train: there must be at least one epoch");
    Trained { steps: step as usize, ..best }
}

/// The fraction of the answers that are right.
pub(super) fn accuracy(answers: &[usize], samples: &[StorySample]) -> f64 {
    let right = answers.iter().zip(samples).filter(|(answer, sample)| **answer == sample.answer);
    right.count() as f64 / samples.len() as f64
}

/// How long a batch with this sample is: by its words, and the longest batch by its sentences too.
fn story_len(sample: &StorySample) -> usize {
    sample.question.len() + sample.sentences.iter().map(Vec::len).sum::<usize>()
}
