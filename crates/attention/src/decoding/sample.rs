//! One token of a row of logits.

use numeric::Float;
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

/// The most probable token; of equals the first.
pub(super) fn most_probable<T: Float>(logits: &[T]) -> usize {
    let larger = |best: usize, i: usize| if logits[i] > logits[best] { i } else { best };
    (0..logits.len()).reduce(larger).unwrap_or_default()
}

/// The random numbers of one sequence.
pub(super) struct Sampler {
    rng: ChaCha8Rng,
}

impl Sampler {
    pub fn new(seed: u64, sequence: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(sequence as u64);
        Sampler { rng }
    }

    /// A token, drawn by its probability among those that may be drawn.
    pub fn draw<T: Float>(
        &mut self,
        logits: &[T],
        temperature: f64,
        top_k: Option<usize>,
        top_p: Option<f64>,
    ) -> usize {
        let mut tokens: Vec<(usize, f64)> =
            logits.iter().map(|z| z.as_f64() / temperature).enumerate().collect();
        // The most probable first, of equals the first: a stable sort.
        tokens.sort_by(|a, b| b.1.total_cmp(&a.1));
        tokens.truncate(top_k.unwrap_or(tokens.len()));
        let max = tokens[0].1;
        tokens.iter_mut().for_each(|(_, z)| *z = (*z - max).exp());
        let total: f64 = tokens.iter().map(|(_, weight)| weight).sum();
        if let Some(p) = top_p {
            let mut sum = 0.0;
            let reached = tokens.iter().position(|(_, weight)| {
                sum += weight;
                sum >= p * total
            });
            tokens.truncate(reached.map_or(tokens.len(), |last| last + 1));
        }
        let total: f64 = tokens.iter().map(|(_, weight)| weight).sum();
        let mut left = self.rng.random_range(0.0..1.0) * total;
        for (token, weight) in &tokens {
            left -= weight;
            if left < 0.0 {
                return *token;
            }
        }
        // Rounding has left a last bit over.
        tokens[tokens.len() - 1].0
    }
}
