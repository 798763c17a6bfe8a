//! What the layers of encoder and decoder have in common: their settings, and how a half of a layer meets
//! its residual connection and its norm.

use crate::feed_forward::FeedForwardActivation;
use autograd::Var;
use nn::Forward;
use normalization::LayerNorm;
use numeric::Float;
use regularization::prelude::*;

/// The settings of the layers of a Transformer. [`LayerOptions::new`] has PyTorch's defaults.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerOptions {
    /// The features of a token: PyTorch's `d_model`.
    pub embed_dim: usize,
    /// Heads of attention: `nhead`.
    pub heads: usize,
    /// The hidden features of the feed-forward block: `dim_feedforward`.
    pub hidden: usize,
    /// The activation of the feed-forward block.
    pub activation: FeedForwardActivation,
    /// The probability of dropout, in training: of the outputs of each half of a layer, and of the hidden
    /// features. (PyTorch drops attention weights too; here they are never in memory.)
    pub dropout: f64,
    /// Whether each half begins with its norm, as in GPT-2 (pre-norm), or ends with it, after the residual
    /// connection, as in the paper of 2017 (post-norm). Pre-norm is easier to train in many layers.
    pub norm_first: bool,
}

impl LayerOptions {
    /// ReLU, dropout 0.1, post-norm.
    ///
    /// ```
    /// use attention::LayerOptions;
    ///
    /// let options = LayerOptions { norm_first: true, ..LayerOptions::new(128, 4, 512) };
    /// assert_eq!(options.dropout, 0.1);
    /// ```
    pub fn new(embed_dim: usize, heads: usize, hidden: usize) -> Self {
        let (activation, norm_first) = (FeedForwardActivation::Relu, false);
        LayerOptions { embed_dim, heads, hidden, activation, dropout: 0.1, norm_first }
    }

    /// What one half of a layer begins with: `norm(x)`, or `x` itself.
    #[track_caller]
    pub(crate) fn enter<'t, T: Float>(&self, x: Var<'t, T>, norm: &LayerNorm<T>) -> Var<'t, T> {
        if self.norm_first { norm.forward(x) } else { x }
    }

    /// What comes out of one half of a layer whose input was `x`: `x + y`, or `norm(x + y)`.
    #[track_caller]
    pub(crate) fn leave<'t, T: Float>(
        &self,
        x: Var<'t, T>,
        y: Var<'t, T>,
        norm: &LayerNorm<T>,
    ) -> Var<'t, T> {
        let sum = x + y.dropout(self.dropout);
        if self.norm_first { sum } else { norm.forward(sum) }
    }
}
