//! Beam search.

use super::{GenerateOptions, StepModel, expect_numbers};
use numeric::Float;
use tensor::Tensor;

/// A beginning of a continuation.
#[derive(Clone)]
struct Beginning {
    tokens: Vec<usize>,
    /// The sum of its tokens' log-probabilities.
    log_prob: f64,
    /// Its row in the model.
    row: usize,
}

/// What is known of one prompt's continuations.
#[derive(Clone)]
struct Search {
    running: Vec<Beginning>,
    /// The best that has ended, with its score.
    best: Option<(f64, Vec<usize>)>,
}

// ANCHOR: penalty
/// The score of a continuation: its log-probability divided by the length penalty of Wu and others.
fn score(log_prob: f64, length: usize, penalty: f64) -> f64 {
    log_prob / ((5.0 + length as f64) / 6.0).powf(penalty)
}
// ANCHOR_END: penalty

/// The best continuation of each sequence that the search finds.
#[track_caller]
pub(super) fn beam_search<T: Float>(
    model: &mut impl StepModel<T>,
    mut logits: Tensor<T>,
    options: &GenerateOptions,
    width: usize,
    penalty: f64,
) -> Vec<Vec<usize>> {
    let [n, vocab_size] = logits.dims();
    let begin = |row| Search {
        running: vec![Beginning { tokens: Vec::new(), log_prob: 0.0, row }],
        best: None,
    };
    let mut searches: Vec<Search> = (0..n).map(begin).collect();
    loop {
        expect_numbers(&logits);
        let rows: Vec<Vec<f64>> =
            logits.as_slice().chunks_exact(vocab_size).map(log_softmax).collect();
        for search in &mut searches {
            search.extend(&rows, options, width, penalty);
        }
        let running: Vec<&mut Beginning> =
            searches.iter_mut().flat_map(|search| &mut search.running).collect();
        if running.is_empty() {
            let best = |search: Search| search.best.map(|(_, tokens)| tokens).unwrap_or_default();
            return searches.into_iter().map(best).collect();
        }
        let rows: Vec<usize> = running.iter().map(|it| it.row).collect();
        let last = |it: &&mut Beginning| it.tokens.last().copied().unwrap_or_default();
        let tokens: Vec<usize> = running.iter().map(last).collect();
        running.into_iter().enumerate().for_each(|(row, beginning)| beginning.row = row);
        model.select(&rows);
        logits = model.step(&tokens);
    }
}

impl Search {
    // ANCHOR: extend
    /// One token more: each beginning with each token, of which the `width` best go on.
    fn extend(&mut self, rows: &[Vec<f64>], options: &GenerateOptions, width: usize, penalty: f64) {
        let mut candidates = Vec::new();
        for (i, beginning) in self.running.iter().enumerate() {
            for (token, log_prob) in rows[beginning.row].iter().enumerate() {
                candidates.push((beginning.log_prob + log_prob, i, token));
            }
        }
        // Of equals the first: a stable sort.
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut running = Vec::new();
        for (log_prob, i, token) in candidates {
            let Beginning { ref tokens, row, .. } = self.running[i];
            let length = tokens.len() + 1;
            let ends = options.end_of_sequence == Some(token) || length == options.max_new_tokens;
            if !ends && running.len() == width {
                continue;
            }
            let tokens = || tokens.iter().copied().chain([token]).collect();
            let own = score(log_prob, length, penalty);
            if !ends {
                running.push(Beginning { tokens: tokens(), log_prob, row });
            } else if self.best.as_ref().is_none_or(|(best, _)| own > *best) {
                self.best = Some((own, tokens()));
            }
        }
        // A longer continuation is at most as probable; the penalty of the longest is the greatest.
        running.retain(|it: &Beginning| {
            let hope = score(it.log_prob, options.max_new_tokens, penalty);
            self.best.as_ref().is_none_or(|(best, _)| hope > *best)
        });
        self.running = running;
    }
    // ANCHOR_END: extend
}

/// The logarithm of each token's probability.
fn log_softmax<T: Float>(logits: &[T]) -> Vec<f64> {
    let logits: Vec<f64> = logits.iter().map(|z| z.as_f64()).collect();
    let max = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let log_sum = max + logits.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
    logits.into_iter().map(|z| z - log_sum).collect()
}
