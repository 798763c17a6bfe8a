//! The encoder: layers that read a sequence in both directions.

use crate::feed_forward::FeedForward;
use crate::layers::LayerOptions;
use crate::mask::AttentionOptions;
use crate::multi_head::MultiHeadAttention;
use autograd::Var;
use nn::{Forward, Leaf, LeafMut, Module, Path, impl_module};
use normalization::LayerNorm;
use numeric::Float;
use rand::Rng;

/// A layer of an encoder: self-attention, then a feed-forward block, each with a residual connection and a
/// norm. PyTorch's `TransformerEncoderLayer` (`batch_first`), with its names.
///
/// ```
/// use attention::{AttentionOptions, EncoderLayer, LayerOptions};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let layer = EncoderLayer::<f32>::new(LayerOptions::new(8, 2, 16), rng);
/// let x = Tensor::full([3, 5, 8], 0.5);
/// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&x), AttentionOptions::default()));
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct EncoderLayer<T: Float = f32> {
    /// Self-attention.
    pub self_attn: MultiHeadAttention<T>,
    /// The feed-forward block.
    pub feed_forward: FeedForward<T>,
    /// The norm of the attention half.
    pub norm1: LayerNorm<T>,
    /// The norm of the feed-forward half.
    pub norm2: LayerNorm<T>,
    /// The settings.
    pub options: LayerOptions,
}

impl<T: Float> EncoderLayer<T> {
    /// A layer with drawn weights.
    ///
    /// # Panics
    /// If the heads cannot share the features equally, or if a size is 0.
    ///
    /// ```
    /// use attention::{EncoderLayer, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = EncoderLayer::<f32>::new(LayerOptions::new(8, 2, 16), rng);
    /// let names = nn::state_dict(&layer);
    /// assert_eq!((names[0].0.as_str(), names[4].0.as_str()), ("self_attn.in_proj_weight", "linear1.weight"));
    /// ```
    #[track_caller]
    pub fn new(options: LayerOptions, rng: &mut impl Rng) -> Self {
        let LayerOptions { embed_dim, heads, hidden, activation, .. } = options;
        EncoderLayer {
            self_attn: MultiHeadAttention::new(embed_dim, heads, rng),
            feed_forward: FeedForward::new(embed_dim, hidden, activation, rng),
            norm1: LayerNorm::new(embed_dim),
            norm2: LayerNorm::new(embed_dim),
            options,
        }
    }

    /// The outputs for a batch of sequences.
    ///
    /// # Panics
    /// If the shape of `x` is not `[batch, tokens, embed_dim]`, or if the mask does not fit.
    ///
    /// ```
    /// use attention::{AttentionOptions, EncoderLayer, LayerOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = EncoderLayer::<f32>::new(LayerOptions::new(8, 2, 16), rng);
    /// let x = Tensor::full([2, 5, 8], 0.5);
    /// let mask = AttentionOptions { key_lengths: Some(&[5, 3]), ..Default::default() };
    /// let y = Tape::new().no_grad(|tape| layer.forward(tape.constant(&x), mask));
    /// assert_eq!(y.shape().dims(), [2, 5, 8]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>, mask: AttentionOptions<'_, T>) -> Var<'t, T> {
        let (options, dropout) = (&self.options, self.options.dropout);
        let read = self.self_attn.self_attention(options.enter(x, &self.norm1), mask);
        let x = options.leave(x, read, &self.norm1);
        let y = self.feed_forward.forward(options.enter(x, &self.norm2), dropout);
        options.leave(x, y, &self.norm2)
    }
}

// By hand: PyTorch has the two projections of the feed-forward block in the layer itself.
impl<T: Float> Module<T> for EncoderLayer<T> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        path.scoped("self_attn", |path| self.self_attn.visit(path, visitor));
        self.feed_forward.visit(path, visitor);
        path.scoped("norm1", |path| self.norm1.visit(path, visitor));
        path.scoped("norm2", |path| self.norm2.visit(path, visitor));
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        path.scoped("self_attn", |path| self.self_attn.visit_mut(path, visitor));
        self.feed_forward.visit_mut(path, visitor);
        path.scoped("norm1", |path| self.norm1.visit_mut(path, visitor));
        path.scoped("norm2", |path| self.norm2.visit_mut(path, visitor));
    }
}

/// Layers of an encoder on top of each other, and a norm at the end where the layers begin with theirs.
/// PyTorch's `TransformerEncoder`.
///
/// ```
/// use attention::{AttentionOptions, Encoder, LayerOptions};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let encoder = Encoder::<f32>::new(2, LayerOptions::new(8, 2, 16), true, rng);
/// let x = Tensor::full([3, 5, 8], 0.5);
/// let y = Tape::new().no_grad(|tape| encoder.forward(tape.constant(&x), AttentionOptions::default()));
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Encoder<T: Float = f32> {
    /// The layers, from the one that reads the input upwards.
    pub layers: Vec<EncoderLayer<T>>,
    /// The norm after the last layer.
    pub norm: Option<LayerNorm<T>>,
}
impl_module!(Encoder<T> { layers, norm });

impl<T: Float> Encoder<T> {
    /// `layers` layers with drawn weights, and a norm at the end if `final_norm`: PyTorch's `Transformer`
    /// always has one; where layers begin with their norms it is needed.
    ///
    /// # Panics
    /// As [`EncoderLayer::new`].
    ///
    /// ```
    /// use attention::{Encoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let encoder = Encoder::<f32>::new(2, LayerOptions::new(8, 2, 16), false, rng);
    /// assert!(encoder.layers.len() == 2 && encoder.norm.is_none());
    /// ```
    #[track_caller]
    pub fn new(layers: usize, options: LayerOptions, final_norm: bool, rng: &mut impl Rng) -> Self {
        let mut all = Vec::new();
        for _ in 0..layers {
            all.push(EncoderLayer::new(options, rng));
        }
        Encoder { layers: all, norm: final_norm.then(|| LayerNorm::new(options.embed_dim)) }
    }

    /// The outputs for a batch of sequences: what a decoder reads.
    ///
    /// # Panics
    /// As [`EncoderLayer::forward`].
    ///
    /// ```
    /// use attention::{AttentionOptions, Encoder, LayerOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let encoder = Encoder::<f32>::new(1, LayerOptions::new(4, 1, 8), true, rng);
    /// let x = Tensor::full([2, 3, 4], 0.5);
    /// let mask = AttentionOptions { key_lengths: Some(&[3, 1]), ..Default::default() };
    /// let y = Tape::new().no_grad(|tape| encoder.forward(tape.constant(&x), mask));
    /// assert_eq!(y.shape().dims(), [2, 3, 4]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>, mask: AttentionOptions<'_, T>) -> Var<'t, T> {
        let mut x = x;
        for layer in &self.layers {
            x = layer.forward(x, mask);
        }
        match &self.norm {
            Some(norm) => norm.forward(x),
            None => x,
        }
    }
}
