//! A Transformer's encoder over words.

use attention::{AttentionOptions, Encoder, LayerOptions, SinusoidalPositions};
use autograd::Var;
use nn::impl_module;
use rand::Rng;

use crate::classification::{Batch, SentenceEncoder};

const LAYERS: usize = 2;
const HEADS: usize = 4;
/// The most tokens that a text may have.
pub const MAX_LEN: usize = 512;

/// Every word reads every other one; the mean of what they have become.
pub struct Transformer {
    positions: SinusoidalPositions,
    encoder: Encoder,
    embedding_dim: usize,
}
impl_module!(Transformer { encoder });

impl Transformer {
    /// An encoder for vectors of this size.
    pub fn new(embedding_dim: usize, rng: &mut impl Rng) -> Self {
        let options = LayerOptions::new(embedding_dim, HEADS, 2 * embedding_dim);
        let options = LayerOptions { norm_first: true, ..options };
        let encoder = Encoder::new(LAYERS, options, true, rng);
        let positions = SinusoidalPositions::new(MAX_LEN, embedding_dim);
        Transformer { positions, encoder, embedding_dim }
    }
}

// ANCHOR: encode
impl SentenceEncoder for Transformer {
    fn encode<'t>(&self, x: Var<'t, f32>, batch: &Batch) -> Var<'t, f32> {
        // So scaled, words and positions are of one size.
        let x = self.positions.forward(x * (self.embedding_dim as f32).sqrt(), 0);
        let key_lengths = Some(&batch.padded.lengths[..]);
        let y = self.encoder.forward(x, AttentionOptions { key_lengths, ..Default::default() });
        let mean = (y * &batch.mean_weights()).sum_dim(1);
        mean.reshape([batch.len(), self.embedding_dim])
    }

    fn features(&self) -> usize {
        self.embedding_dim
    }
}
// ANCHOR_END: encode
