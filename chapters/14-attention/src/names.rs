//! A Transformer that reads surnames of different lengths, with the mask of padding and without it.

use crate::checks::max_difference;
use attention::{
    AttentionOptions, EncoderLayer, FeedForwardActivation, LayerOptions, LearnedPositions,
};
use autograd::{Tape, Var};
use ch13::surnames::NameBatch;
use nn::{Dense, Embedding, Forward, impl_module};
use rand::Rng;
use tensor::Tensor;

/// The features of a letter.
const DIM: usize = 32;

/// The most letters of a name, padding included.
pub const MAX_LEN: usize = 32;

// ANCHOR: model
/// Letters with their positions, one layer of an encoder, and the mean over a name's own letters.
#[derive(Clone, Debug)]
pub struct NameReader {
    embedding: Embedding,
    positions: LearnedPositions,
    layer: EncoderLayer,
    dense: Dense,
    /// Whether attention is told the lengths. Without it there is a bug.
    pub masks_padding: bool,
}
impl_module!(NameReader { embedding, positions, layer, dense });

impl NameReader {
    /// A network for `letters` indices of letters and `languages` languages.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let model = ch14::names::NameReader::new(60, 18, true, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(model.masks_padding);
    /// ```
    pub fn new(letters: usize, languages: usize, masks_padding: bool, rng: &mut impl Rng) -> Self {
        let activation = FeedForwardActivation::Gelu;
        let options = LayerOptions::new(DIM, 4, 4 * DIM);
        let options = LayerOptions { activation, dropout: 0.0, norm_first: true, ..options };
        NameReader {
            embedding: Embedding::new(letters, DIM, rng),
            positions: LearnedPositions::new(MAX_LEN, DIM, rng),
            layer: EncoderLayer::new(options, rng),
            dense: Dense::linear(DIM, languages, rng),
            masks_padding,
        }
    }

    /// The logits, `[n, languages]`.
    ///
    /// # Panics
    /// If a name, with its padding, is longer than [`MAX_LEN`].
    pub fn forward<'t>(&self, tape: &'t Tape<f32>, batch: &NameBatch) -> Var<'t, f32> {
        let (n, steps, lengths) = (batch.lengths.len(), batch.steps, &batch.lengths);
        let x = self.embedding.forward(tape, &batch.letters).reshape([n, steps, DIM]);
        let x = self.positions.forward(x, 0);
        let key_lengths = self.masks_padding.then_some(&lengths[..]);
        let x = self.layer.forward(x, AttentionOptions { key_lengths, ..Default::default() });
        // The mean over the letters of each name: padding has the weight 0.
        let mut weights = Tensor::zeros([n, 1, steps]);
        for (row, len) in weights.as_mut_slice().chunks_exact_mut(steps).zip(lengths) {
            row[..*len].fill(1.0 / *len as f32);
        }
        self.dense.forward(tape.constant(&weights).matmul(x).reshape([n, DIM]))
    }
}
// ANCHOR_END: model

/// By how much the logits of names change when their batch is padded to another length, as by a longer name
/// beside them: 0 but for rounding, unless padding is read.
///
/// # Panics
/// If the length is less than that of the batch, or above [`MAX_LEN`].
// ANCHOR: neighbours
pub fn padding_read(model: &NameReader, batch: &NameBatch, steps: usize) -> f32 {
    let logits = |batch: &NameBatch| Tape::new().no_grad(|tape| model.forward(tape, batch));
    max_difference(logits(batch).as_slice(), logits(&padded(batch, steps)).as_slice())
}
// ANCHOR_END: neighbours

/// The same names with more padding.
///
/// # Panics
/// If the length is less than that of the batch.
pub fn padded(batch: &NameBatch, steps: usize) -> NameBatch {
    assert!(steps >= batch.steps, "{steps} letters are fewer than the batch's {}", batch.steps);
    let mut letters = vec![0; batch.lengths.len() * steps];
    for (to, from) in letters.chunks_exact_mut(steps).zip(batch.letters.chunks_exact(batch.steps)) {
        to[..from.len()].copy_from_slice(from);
    }
    NameBatch { letters, steps, ..batch.clone() }
}
