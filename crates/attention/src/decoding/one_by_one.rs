//! Greedy decoding and sampling: each sequence by itself.

use super::sample::{Sampler, most_probable};
use super::{Decoding, GenerateOptions, StepModel, expect_numbers};
use numeric::Float;
use tensor::Tensor;

/// Continues each sequence until it ends; those that have ended leave the model.
#[track_caller]
pub(super) fn one_by_one<T: Float>(
    model: &mut impl StepModel<T>,
    mut logits: Tensor<T>,
    options: &GenerateOptions,
) -> Vec<Vec<usize>> {
    let [n, vocab_size] = logits.dims();
    let mut samplers: Vec<Sampler> = (0..n).map(|i| Sampler::new(options.seed, i)).collect();
    let mut texts = vec![Vec::new(); n];
    let mut running: Vec<usize> = (0..n).collect();
    loop {
        expect_numbers(&logits);
        let rows = logits.as_slice().chunks_exact(vocab_size);
        for (sequence, logits) in running.iter().zip(rows) {
            texts[*sequence].push(match options.decoding {
                Decoding::Sample { temperature, top_k, top_p } => {
                    samplers[*sequence].draw(logits, temperature, top_k, top_p)
                }
                _ => most_probable(logits),
            });
        }
        let goes_on = |sequence: usize| {
            let text: &Vec<usize> = &texts[sequence];
            text.len() < options.max_new_tokens && text.last() != options.end_of_sequence.as_ref()
        };
        let kept: Vec<usize> = (0..running.len()).filter(|row| goes_on(running[*row])).collect();
        if kept.is_empty() {
            return texts;
        }
        if kept.len() < running.len() {
            model.select(&kept);
            running = kept.iter().map(|row| running[*row]).collect();
        }
        let last = |sequence: &usize| texts[*sequence].last().copied().unwrap_or_default();
        logits = model.step(&running.iter().map(last).collect::<Vec<_>>());
    }
}
