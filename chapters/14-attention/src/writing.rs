//! A text that a model writes.

use crate::training::LanguageModel;
use attention::{Decoding, GenerateOptions, Gpt, GptStream, StepModel, generate};
use autograd::Tape;
use ch13::text::{UNKNOWN, distribution, sample};
use rand::Rng;
use tensor::Tensor;

// ANCHOR: known
/// A stream that never writes an unknown character.
struct Known(GptStream);

impl StepModel<f32> for Known {
    fn step(&mut self, tokens: &[usize]) -> Tensor {
        without_unknown(self.0.step(tokens))
    }

    fn select(&mut self, sequences: &[usize]) {
        self.0.select(sequences);
    }
}

/// The logits, with that of the unknown character −∞.
fn without_unknown(mut logits: Tensor) -> Tensor {
    let vocab_size = logits.shape().last_dim();
    for row in logits.as_mut_slice().chunks_exact_mut(vocab_size) {
        row[UNKNOWN] = f32::NEG_INFINITY;
    }
    logits
}
// ANCHOR_END: known

/// Writes `count` characters after the prompt. When the context is full, the model begins anew with the
/// last half of it as the prompt.
///
/// ```
/// use attention::{Decoding, Gpt, GptOptions};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 2) };
/// let model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let written = ch14::write(&model, &[3, 1, 4], 30, Decoding::Greedy, 1);
/// assert!(written.len() == 30 && !written.contains(&0));
/// ```
///
/// # Panics
/// If the prompt is empty, or if the context is less than 2.
// ANCHOR: write
pub fn write(
    model: &Gpt,
    prompt: &[usize],
    count: usize,
    decoding: Decoding,
    seed: u64,
) -> Vec<usize> {
    let (context, mut text) = (model.options.context, prompt.to_vec());
    let end = prompt.len() + count;
    while text.len() < end {
        let last = &text[text.len().saturating_sub(context / 2)..];
        let max_new_tokens = (end - text.len()).min(context - last.len());
        // Other random numbers for each piece.
        let seed = seed.wrapping_add(text.len() as u64);
        let options = GenerateOptions { decoding, seed, ..GenerateOptions::new(max_new_tokens) };
        let (stream, logits) = model.stream(&[last]);
        let mut written = generate(&mut Known(stream), without_unknown(logits), &options);
        text.append(&mut written[0]);
    }
    text.split_off(prompt.len())
}
// ANCHOR_END: write

/// Writes `count` characters after the prompt without a cache: every character reads again all that the
/// context holds. For a model of any kind, and slow.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 2) };
/// let model = Gpt::new(options, rng);
/// let written = ch14::write_uncached(&model, &[3, 1, 4], 10, 0.8, rng);
/// assert!(written.len() == 10 && !written.contains(&0));
/// ```
///
/// # Panics
/// If the prompt is empty, or if the temperature is negative.
pub fn write_uncached(
    model: &impl LanguageModel,
    prompt: &[usize],
    count: usize,
    temperature: f64,
    rng: &mut impl Rng,
) -> Vec<usize> {
    let (mut text, mut tape) = (prompt.to_vec(), Tape::new());
    for _ in 0..count {
        let last = &text[text.len().saturating_sub(model.context())..];
        let logits =
            tape.no_grad(|tape| model.forward(tape, last, 1).narrow(1, last.len() - 1..last.len()));
        let logits = without_unknown(logits);
        text.push(sample(&distribution(logits.as_slice(), temperature, None), rng));
    }
    text.split_off(prompt.len())
}
