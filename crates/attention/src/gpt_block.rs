//! A block of GPT.

use crate::feed_forward::FeedForwardActivation;
use crate::gpt_options::GptOptions;
use crate::projection::Projection;
use autograd::Var;
use nn::{Forward, Initialization, impl_module};
use normalization::LayerNorm;
use numeric::Float;
use rand::Rng;
use regularization::prelude::*;

/// A block of a [`Gpt`](crate::Gpt): causal self-attention, then a feed-forward half, each of which begins
/// with its norm and is added to what came in.
#[derive(Clone, Debug)]
pub struct GptBlock<T: Float = f32> {
    /// The norm of the attention half.
    pub ln_1: LayerNorm<T>,
    /// Self-attention.
    pub attn: GptAttention<T>,
    /// The norm of the feed-forward half.
    pub ln_2: LayerNorm<T>,
    /// The feed-forward half.
    pub mlp: GptMlp<T>,
}
impl_module!(GptBlock<T> { ln_1, attn, ln_2, mlp });

/// The projections of self-attention, under GPT-2's names.
#[derive(Clone, Debug)]
pub struct GptAttention<T: Float = f32> {
    /// To queries, keys and values, side by side.
    pub c_attn: Projection<T>,
    /// Of the heads' outputs.
    pub c_proj: Projection<T>,
    /// The number of heads.
    pub heads: usize,
}
impl_module!(GptAttention<T> { c_attn, c_proj });

/// The projections of the feed-forward half, under GPT-2's names.
#[derive(Clone, Debug)]
pub struct GptMlp<T: Float = f32> {
    /// To four times as many features.
    pub c_fc: Projection<T>,
    /// And back.
    pub c_proj: Projection<T>,
    /// The activation between them.
    pub activation: FeedForwardActivation,
}
impl_module!(GptMlp<T> { c_fc, c_proj });

impl<T: Float> GptBlock<T> {
    pub(crate) fn new(options: &GptOptions, rng: &mut impl Rng) -> Self {
        let &GptOptions { embed_dim, layers, heads, activation, .. } = options;
        let init = Initialization::Normal { std: 0.02 };
        // Each block adds twice to what came in.
        let into_residual = Initialization::Normal { std: 0.02 / (2.0 * layers as f64).sqrt() };
        GptBlock {
            ln_1: LayerNorm::new(embed_dim),
            attn: GptAttention {
                c_attn: Projection::conv1d(embed_dim, 3 * embed_dim, init, rng),
                c_proj: Projection::conv1d(embed_dim, embed_dim, into_residual, rng),
                heads,
            },
            ln_2: LayerNorm::new(embed_dim),
            mlp: GptMlp {
                c_fc: Projection::conv1d(embed_dim, 4 * embed_dim, init, rng),
                c_proj: Projection::conv1d(4 * embed_dim, embed_dim, into_residual, rng),
                activation,
            },
        }
    }

    // ANCHOR: forward
    /// The outputs, `[n, steps, embed_dim]`; `attend` is the attention of queries, keys and values
    /// that lie side by side.
    #[track_caller]
    pub(crate) fn forward<'t>(
        &self,
        x: Var<'t, T>,
        dropout: f64,
        attend: impl FnOnce(Var<'t, T>, usize) -> Var<'t, T>,
    ) -> Var<'t, T> {
        let qkv = self.attn.c_attn.forward(self.ln_1.forward(x));
        let x = x + self.attn.c_proj.forward(attend(qkv, self.attn.heads)).dropout(dropout);
        let hidden = self.mlp.c_fc.forward(self.ln_2.forward(x));
        x + self.mlp.c_proj.forward(self.mlp.activation.apply(hidden)).dropout(dropout)
    }
    // ANCHOR_END: forward
}
