//! How a reader is trained.

use super::reader::SpanReader;
use super::tokens::SpanSample;
use autograd::Tape;
use optimizers::schedule::{CosineDecay, Schedule, Warmup};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::collections::HashMap;
use text::length_batches;
use text::vocabulary::{SPECIAL_TOKENS, UNKNOWN};

/// How a reader is trained.
#[derive(Clone, Copy, Debug)]
pub struct SpanTraining {
    /// The steps, with 32 paragraphs each.
    pub steps: usize,
    /// Adam's learning rate at its maximum.
    pub learning_rate: f64,
    /// How probable it is that a word of a paragraph is hidden.
    pub hidden: f64,
    /// The order of the paragraphs, and which words are hidden.
    pub seed: u64,
}

const BATCH: usize = 32;
const WARMUP: u64 = 100;

/// Trains a reader, and calls `report` with each step and its loss.
///
/// In each paragraph some words are hidden, in the question too: the reader sees unknown ones in
/// their places. So it learns what to do with a name that it does not know.
///
/// # Panics
/// If there are no paragraphs.
pub fn train_reader(
    reader: &mut SpanReader,
    samples: &[SpanSample],
    options: SpanTraining,
    mut report: impl FnMut(usize, f32),
) {
    let lengths: Vec<usize> = samples.iter().map(|sample| sample.words.len()).collect();
    let after = CosineDecay {
        initial: options.learning_rate,
        final_lr: 0.0,
        steps: (options.steps as u64).saturating_sub(WARMUP).max(1),
    };
    let schedule = Warmup { steps: WARMUP, after };
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    tape.set_rng_state(options.seed, 0);
    let rng = &mut ChaCha8Rng::seed_from_u64(options.seed);
    let batches =
        (0..).flat_map(|epoch| length_batches(&lengths, BATCH, options.seed, epoch).batches);
    for (step, batch) in batches.take(options.steps).enumerate() {
        let hide = |index: &u32| hide(&samples[*index as usize], options.hidden, rng);
        let batch: Vec<SpanSample> = batch.iter().map(hide).collect();
        let batch: Vec<&SpanSample> = batch.iter().collect();
        let mut gradients = tape.gradients(|tape| reader.loss(tape, &batch));
        clip_grad_norm(&mut gradients, 1.0);
        adam.common.learning_rate = schedule.lr_at(step as u64);
        adam.step(reader, &gradients);
        report(step + 1, gradients.loss());
    }
}

// ANCHOR: hide
/// The sample with each of its different words hidden at this probability, wherever it stands.
fn hide(sample: &SpanSample, probability: f64, rng: &mut impl Rng) -> SpanSample {
    let mut hidden = HashMap::<usize, bool>::new();
    let mut sample = sample.clone();
    for word in sample.words.iter_mut().filter(|word| **word >= SPECIAL_TOKENS.len()) {
        if *hidden.entry(*word).or_insert_with(|| rng.random::<f64>() < probability) {
            *word = UNKNOWN;
        }
    }
    sample
}
// ANCHOR_END: hide
