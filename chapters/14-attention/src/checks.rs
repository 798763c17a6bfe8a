//! Checks that catch what training hides.

use crate::changed::ChangedGpt;
use crate::training::LanguageModel;
use autograd::Tape;
use rand::{Rng, RngExt};
use tensor::Tensor;

/// By how much the logits before position `at` change when the tokens from there on become others: 0, unless
/// the model reads the future.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 2) };
/// let model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(ch14::checks::future_leak(&model, &[3, 1, 4, 1, 5, 9], 4), 0.0);
/// ```
///
/// # Panics
/// If `at` is not among the tokens, or as the model's forward pass.
// ANCHOR: leak
pub fn future_leak(model: &impl LanguageModel, tokens: &[usize], at: usize) -> f32 {
    let logits = |tokens: &[usize]| Tape::new().no_grad(|tape| model.forward(tape, tokens, 1));
    let mut changed = tokens.to_vec();
    // Whatever they are, others: their neighbours in the vocabulary.
    for token in &mut changed[at..] {
        *token = token.checked_sub(1).unwrap_or(1);
    }
    let (before, after) = (logits(tokens), logits(&changed));
    let len = at * before.shape().last_dim();
    max_difference(&before.as_slice()[..len], &after.as_slice()[..len])
}
// ANCHOR_END: leak

/// By how much the outputs of attention differ from 1 where all values are 1: a mean of ones is 1.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use ch14::{Change, ChangedGpt};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 2) };
/// let model = ChangedGpt { gpt: Gpt::new(options, rng), change: Change::Nothing };
/// assert!(ch14::checks::mean_of_ones(&model, rng) < 1e-6);
/// ```
// ANCHOR: mean
pub fn mean_of_ones(model: &ChangedGpt, rng: &mut impl Rng) -> f32 {
    let (steps, dim) = (model.context(), model.gpt.options.embed_dim);
    let mut qkv = Tensor::empty([1, steps, 3 * dim]);
    for token in qkv.as_mut_slice().chunks_exact_mut(3 * dim) {
        token[..2 * dim].fill_with(|| rng.random_range(-2.0..2.0));
        token[2 * dim..].fill(1.0);
    }
    let y = Tape::new().no_grad(|tape| model.attend(tape.constant(&qkv)));
    max_difference(y.as_slice(), &vec![1.0; steps * dim])
}
// ANCHOR_END: mean

/// The largest difference between two lists.
pub(crate) fn max_difference(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
