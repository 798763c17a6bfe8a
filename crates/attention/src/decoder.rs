//! The decoder: layers that read what was written so far, and what an encoder has read.

use crate::feed_forward::FeedForward;
use crate::layers::LayerOptions;
use crate::mask::AttentionOptions;
use crate::multi_head::MultiHeadAttention;
use autograd::Var;
use nn::{Forward, Leaf, LeafMut, Module, Path, impl_module};
use normalization::LayerNorm;
use numeric::Float;
use rand::Rng;

/// A layer of a decoder: causal self-attention, attention to the encoder's outputs (`memory`), a
/// feed-forward block. PyTorch's `TransformerDecoderLayer` (`batch_first`), with its names.
///
/// ```
/// use attention::{AttentionOptions, DecoderLayer, LayerOptions};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let layer = DecoderLayer::<f32>::new(LayerOptions::new(8, 2, 16), rng);
/// let (x, memory) = (Tensor::full([3, 5, 8], 0.5), Tensor::full([3, 9, 8], 0.25));
/// let y = Tape::new().no_grad(|tape| {
///     let causal = AttentionOptions { is_causal: true, ..Default::default() };
///     layer.forward(tape.constant(&x), tape.constant(&memory), causal, AttentionOptions::default())
/// });
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct DecoderLayer<T: Float = f32> {
    /// Self-attention.
    pub self_attn: MultiHeadAttention<T>,
    /// Attention to the encoder's outputs.
    pub multihead_attn: MultiHeadAttention<T>,
    /// The feed-forward block.
    pub feed_forward: FeedForward<T>,
    /// The norm of self-attention.
    pub norm1: LayerNorm<T>,
    /// The norm of the attention to the encoder's outputs.
    pub norm2: LayerNorm<T>,
    /// The norm of the feed-forward block.
    pub norm3: LayerNorm<T>,
    /// The settings.
    pub options: LayerOptions,
}

impl<T: Float> DecoderLayer<T> {
    /// A layer with drawn weights.
    ///
    /// # Panics
    /// If the heads cannot share the features equally, or if a size is 0.
    ///
    /// ```
    /// use attention::{DecoderLayer, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = DecoderLayer::<f32>::new(LayerOptions::new(8, 2, 16), rng);
    /// assert_eq!(nn::state_dict(&layer)[4].0, "multihead_attn.in_proj_weight");
    /// ```
    #[track_caller]
    pub fn new(options: LayerOptions, rng: &mut impl Rng) -> Self {
        let LayerOptions { embed_dim, heads, hidden, activation, .. } = options;
        DecoderLayer {
            self_attn: MultiHeadAttention::new(embed_dim, heads, rng),
            multihead_attn: MultiHeadAttention::new(embed_dim, heads, rng),
            feed_forward: FeedForward::new(embed_dim, hidden, activation, rng),
            norm1: LayerNorm::new(embed_dim),
            norm2: LayerNorm::new(embed_dim),
            norm3: LayerNorm::new(embed_dim),
            options,
        }
    }

    /// The outputs for a batch of sequences; `mask` is that of self-attention, which makes it causal, and
    /// `memory_mask` says which of the encoder's outputs are read.
    ///
    /// # Shapes
    /// `x`: `[batch, tokens, embed_dim]`, `memory`: `[batch, keys, embed_dim]`, the output as `x`.
    ///
    /// # Panics
    /// If the shapes or the masks do not fit.
    ///
    /// ```
    /// use attention::{AttentionOptions, DecoderLayer, LayerOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = DecoderLayer::<f32>::new(LayerOptions::new(4, 1, 8), rng);
    /// let x = Tensor::full([1, 2, 4], 0.5);
    /// let y = Tape::new().no_grad(|tape| {
    ///     let x = tape.constant(&x);
    ///     layer.forward(x, x, AttentionOptions::default(), AttentionOptions::default())
    /// });
    /// assert_eq!(y.shape().dims(), [1, 2, 4]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(
        &self,
        x: Var<'t, T>,
        memory: Var<'t, T>,
        mask: AttentionOptions<'_, T>,
        memory_mask: AttentionOptions<'_, T>,
    ) -> Var<'t, T> {
        let (options, dropout) = (&self.options, self.options.dropout);
        let read = self.self_attn.self_attention(options.enter(x, &self.norm1), mask);
        let x = options.leave(x, read, &self.norm1);
        let query = options.enter(x, &self.norm2);
        let read = self.multihead_attn.cross_attention(query, memory, memory_mask);
        let x = options.leave(x, read, &self.norm2);
        let y = self.feed_forward.forward(options.enter(x, &self.norm3), dropout);
        options.leave(x, y, &self.norm3)
    }
}

// By hand: PyTorch has the two projections of the feed-forward block in the layer itself.
impl<T: Float> Module<T> for DecoderLayer<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        path.scoped("self_attn", |path| self.self_attn.visit(path, visitor));
        path.scoped("multihead_attn", |path| self.multihead_attn.visit(path, visitor));
        self.feed_forward.visit(path, visitor);
        path.scoped("norm1", |path| self.norm1.visit(path, visitor));
        path.scoped("norm2", |path| self.norm2.visit(path, visitor));
        path.scoped("norm3", |path| self.norm3.visit(path, visitor));
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        path.scoped("self_attn", |path| self.self_attn.visit_mut(path, visitor));
        path.scoped("multihead_attn", |path| self.multihead_attn.visit_mut(path, visitor));
        self.feed_forward.visit_mut(path, visitor);
        path.scoped("norm1", |path| self.norm1.visit_mut(path, visitor));
        path.scoped("norm2", |path| self.norm2.visit_mut(path, visitor));
        path.scoped("norm3", |path| self.norm3.visit_mut(path, visitor));
    }
}

/// Layers of a decoder on top of each other, and a norm at the end. PyTorch's `TransformerDecoder`.
///
/// ```
/// use attention::{AttentionOptions, Decoder, LayerOptions};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let decoder = Decoder::<f32>::new(2, LayerOptions::new(8, 2, 16), true, rng);
/// let (x, memory) = (Tensor::full([3, 5, 8], 0.5), Tensor::full([3, 9, 8], 0.25));
/// let y = Tape::new().no_grad(|tape| {
///     let causal = AttentionOptions { is_causal: true, ..Default::default() };
///     decoder.forward(tape.constant(&x), tape.constant(&memory), causal, AttentionOptions::default())
/// });
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Decoder<T: Float = f32> {
    /// The layers, from the one that reads the input upwards.
    pub layers: Vec<DecoderLayer<T>>,
    /// The norm after the last layer.
    pub norm: Option<LayerNorm<T>>,
}
impl_module!(Decoder<T> { layers, norm });

impl<T: Float> Decoder<T> {
    /// `layers` layers with drawn weights, and a norm at the end if `final_norm`.
    ///
    /// # Panics
    /// As [`DecoderLayer::new`].
    ///
    /// ```
    /// use attention::{Decoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(2, LayerOptions::new(8, 2, 16), true, rng);
    /// assert!(decoder.layers.len() == 2 && decoder.norm.is_some());
    /// ```
    #[track_caller]
    pub fn new(layers: usize, options: LayerOptions, final_norm: bool, rng: &mut impl Rng) -> Self {
        let mut all = Vec::new();
        for _ in 0..layers {
            all.push(DecoderLayer::new(options, rng));
        }
        Decoder { layers: all, norm: final_norm.then(|| LayerNorm::new(options.embed_dim)) }
    }

    /// The outputs for a batch of sequences, as [`DecoderLayer::forward`].
    ///
    /// # Panics
    /// As there.
    ///
    /// ```
    /// use attention::{AttentionOptions, Decoder, LayerOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(1, LayerOptions::new(4, 1, 8), true, rng);
    /// let x = Tensor::full([1, 2, 4], 0.5);
    /// let y = Tape::new().no_grad(|tape| {
    ///     let x = tape.constant(&x);
    ///     decoder.forward(x, x, AttentionOptions::default(), AttentionOptions::default())
    /// });
    /// assert_eq!(y.shape().dims(), [1, 2, 4]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(
        &self,
        x: Var<'t, T>,
        memory: Var<'t, T>,
        mask: AttentionOptions<'_, T>,
        memory_mask: AttentionOptions<'_, T>,
    ) -> Var<'t, T> {
        let mut x = x;
        for layer in &self.layers {
            x = layer.forward(x, memory, mask, memory_mask);
        }
        match &self.norm {
            Some(norm) => norm.forward(x),
            None => x,
        }
    }
}
