//! What every model of stories does.

use super::samples::StorySample;
use autograd::{Tape, Var};
use nn::Module;
use rand::rngs::ChaCha8Rng;

/// A model that reads a story and a question, and names a word.
pub trait StoryModel: Module<f32> + Clone + Send + Sync {
    /// Adam's learning rate at its maximum.
    const LEARNING_RATE: f64;

    /// The logits of every word for these questions, `[n, words]`. In training, `noise` may disturb
    /// what is read.
    ///
    /// # Panics
    /// If a question has no sentence before it.
    fn logits<'t>(
        &self,
        tape: &'t Tape<f32>,
        samples: &[&StorySample],
        noise: Option<&mut ChaCha8Rng>,
    ) -> Var<'t>;
}

/// How many questions are answered side by side.
const BATCH: usize = 100;

/// The word that a model finds most probable, for each question.
pub fn predict(model: &impl StoryModel, samples: &[StorySample]) -> Vec<usize> {
    let mut tape = Tape::new();
    let mut answers = Vec::with_capacity(samples.len());
    for batch in samples.chunks(BATCH) {
        let batch: Vec<&StorySample> = batch.iter().collect();
        let logits = tape.no_grad(|tape| model.logits(tape, &batch, None));
        let logits = logits.to(&tensor::Device::Cpu);
        let words = logits.shape().last_dim();
        answers.extend(logits.as_slice().chunks(words).map(argmax));
    }
    answers
}

fn argmax(row: &[f32]) -> usize {
    (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b])).unwrap_or(0)
}
