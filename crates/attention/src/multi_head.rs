//! Multi-head attention.

use crate::mask::AttentionOptions;
use crate::ops::AttentionOps;
use crate::projection::{Projection, project};
use crate::rotary::{RotaryOps, RotaryPositions};
use autograd::{Param, Var};
use nn::{Initialization, impl_module};
use numeric::Float;
use rand::Rng;
use tensor::Tensor;

/// Multi-head attention: queries, keys and values are projected, attend head by head
/// ([`AttentionOps::attention`]), and are projected again. PyTorch's `MultiheadAttention`, with its names.
///
/// Dropout of attention weights, which PyTorch offers, is not there: the weights are never in memory.
///
/// Source: A. Vaswani and others, "Attention is all you need", arXiv:1706.03762 (2017), section 3.2.2.
///
/// # Shapes
/// Inputs and output: `[batch, tokens, embed_dim]`.
///
/// ```
/// use attention::{AttentionOptions, MultiHeadAttention};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let layer = MultiHeadAttention::<f32>::new(8, 2, &mut ChaCha8Rng::seed_from_u64(1));
/// let x = Tensor::full([3, 5, 8], 0.5);
/// let options = AttentionOptions { is_causal: true, ..Default::default() };
/// let y = Tape::new().no_grad(|tape| layer.self_attention(tape.constant(&x), options));
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct MultiHeadAttention<T: Float = f32> {
    /// The weights of queries, keys and values, `[embed_dim, 3 · embed_dim]`.
    pub in_proj_weight: Param<T>,
    /// Their biases, `[3 · embed_dim]`.
    pub in_proj_bias: Option<Param<T>>,
    /// The projection of the heads' outputs, `[embed_dim, embed_dim]`.
    pub out_proj: Projection<T>,
    /// The number of heads.
    pub heads: usize,
    /// Rotary positions, by which queries and keys of self-attention are turned.
    pub rotary: Option<RotaryPositions>,
}
impl_module!(MultiHeadAttention<T> { in_proj_weight, in_proj_bias, out_proj });

impl<T: Float> MultiHeadAttention<T> {
    /// A layer with biases. Weights are drawn by Glorot's rule, as in PyTorch's `Transformer`; biases are
    /// zero.
    ///
    /// # Panics
    /// If there is no head, or if they cannot share the features equally.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = attention::MultiHeadAttention::<f32>::new(8, 2, rng);
    /// assert_eq!(nn::parameter_count(&layer), 4 * (8 * 8 + 8));
    /// ```
    #[track_caller]
    pub fn new(embed_dim: usize, heads: usize, rng: &mut impl Rng) -> Self {
        Self::with_bias(embed_dim, heads, true, rng)
    }

    /// A layer with or without biases.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let layer = attention::MultiHeadAttention::<f32>::with_bias(8, 2, false, rng);
    /// assert_eq!(nn::parameter_count(&layer), 4 * 8 * 8);
    /// ```
    #[track_caller]
    pub fn with_bias(embed_dim: usize, heads: usize, bias: bool, rng: &mut impl Rng) -> Self {
        check_heads("MultiHeadAttention", embed_dim, heads);
        let (init, width) = (Initialization::GlorotUniform, 3 * embed_dim);
        let weight = init.init_weight([embed_dim, width], embed_dim, width, rng);
        MultiHeadAttention {
            in_proj_weight: Param::weight(weight),
            in_proj_bias: bias.then(|| Param::new(Tensor::zeros([width]))),
            out_proj: Projection::new(embed_dim, embed_dim, bias, init, rng),
            heads,
            rotary: None,
        }
    }

    /// The features of a token.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// assert_eq!(attention::MultiHeadAttention::<f32>::new(8, 2, rng).embed_dim(), 8);
    /// ```
    pub fn embed_dim(&self) -> usize {
        self.in_proj_weight.value.shape().dims()[0]
    }

    /// Attention of a sequence to itself: queries, keys and values are one product.
    ///
    /// # Panics
    /// If the shape of `x` is not `[batch, tokens, embed_dim]`, or if the options do not fit.
    ///
    /// ```
    /// use attention::{AttentionOptions, MultiHeadAttention};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let layer = MultiHeadAttention::<f32>::new(4, 1, &mut ChaCha8Rng::seed_from_u64(1));
    /// let x = Tensor::full([1, 2, 4], 0.5);
    /// let options = AttentionOptions { key_lengths: Some(&[0]), ..Default::default() };
    /// let y = Tape::new().no_grad(|tape| layer.self_attention(tape.constant(&x), options));
    /// assert_eq!(y.as_slice(), [0.0; 8]);                      // nothing is read, and the bias is 0
    /// ```
    #[track_caller]
    pub fn self_attention<'t>(
        &self,
        x: Var<'t, T>,
        options: AttentionOptions<'_, T>,
    ) -> Var<'t, T> {
        // ANCHOR: self_attention
        let qkv = self.project(x, 0, 3);
        let Some(rotary) = self.rotary else {
            return self.out_proj.forward(qkv.self_attention(self.heads, options));
        };
        let [q, k, v] = self.rotated(qkv, rotary, 0);
        self.out_proj.forward(q.attention(k, v, self.heads, options))
        // ANCHOR_END: self_attention
    }

    /// Attention of one sequence to another, such as the decoder's to what the encoder has read.
    ///
    /// # Shapes
    /// `x`: `[batch, queries, embed_dim]`, `memory`: `[batch, keys, embed_dim]`, the output as `x`.
    ///
    /// # Panics
    /// If the shapes or the options do not fit.
    ///
    /// ```
    /// use attention::{AttentionOptions, MultiHeadAttention};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let layer = MultiHeadAttention::<f32>::new(4, 2, &mut ChaCha8Rng::seed_from_u64(1));
    /// let (x, memory) = (Tensor::full([1, 2, 4], 0.5), Tensor::full([1, 7, 4], 0.25));
    /// let y = Tape::new().no_grad(|tape| {
    ///     let options = AttentionOptions::default();
    ///     layer.cross_attention(tape.constant(&x), tape.constant(&memory), options)
    /// });
    /// assert_eq!(y.shape().dims(), [1, 2, 4]);
    /// ```
    #[track_caller]
    pub fn cross_attention<'t>(
        &self,
        x: Var<'t, T>,
        memory: Var<'t, T>,
        options: AttentionOptions<'_, T>,
    ) -> Var<'t, T> {
        let (dim, q, kv) = (self.embed_dim(), self.project(x, 0, 1), self.project(memory, 1, 3));
        let (k, v) = (kv.narrow(2, 0..dim), kv.narrow(2, dim..2 * dim));
        self.out_proj.forward(q.attention(k, v, self.heads, options))
    }

    /// Queries (0), keys (1) and values (2), those from `first` to before `end`, side by side.
    #[track_caller]
    pub(crate) fn project<'t>(&self, x: Var<'t, T>, first: usize, end: usize) -> Var<'t, T> {
        let (tape, dim) = (x.tape(), self.embed_dim());
        let weight = tape.param(&self.in_proj_weight);
        let bias = self.in_proj_bias.as_ref().map(|bias| tape.param(bias));
        if (first, end) == (0, 3) {
            return project(x, weight, bias);
        }
        let columns = first * dim..end * dim;
        project(x, weight.narrow(1, columns.clone()), bias.map(|bias| bias.narrow(0, columns)))
    }

    /// Queries, keys and values that lay side by side, the first two turned by their positions.
    #[track_caller]
    pub(crate) fn rotated<'t>(
        &self,
        qkv: Var<'t, T>,
        rotary: RotaryPositions,
        first_position: usize,
    ) -> [Var<'t, T>; 3] {
        let dim = self.embed_dim();
        let [q, k, v] = [0, 1, 2].map(|third| qkv.narrow(2, third * dim..(third + 1) * dim));
        let turned = |x: Var<'t, T>| x.rotary(self.heads, rotary, first_position);
        [turned(q), turned(k), v]
    }
}

/// # Panics
/// At the caller's line, if there is no head, or if they cannot share the features equally.
#[track_caller]
pub(crate) fn check_heads(name: &str, embed_dim: usize, heads: usize) {
    assert!(
        heads_fit(embed_dim, heads),
        "{name}: {heads} heads cannot share {embed_dim} features equally: the number of features must be a \
         multiple of the number of heads"
    );
}

/// Whether the heads can share the features equally.
pub(crate) fn heads_fit(embed_dim: usize, heads: usize) -> bool {
    heads > 0 && embed_dim > 0 && embed_dim.is_multiple_of(heads)
}
