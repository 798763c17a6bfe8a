//! Encoder and decoder together.

use crate::decoder::Decoder;
use crate::encoder::Encoder;
use crate::layers::LayerOptions;
use crate::mask::AttentionOptions;
use autograd::Var;
use nn::impl_module;
use numeric::Float;
use rand::Rng;

/// The Transformer: an encoder reads one sequence, and a decoder writes another, of which each token depends
/// on those before it and on all of the first. PyTorch's `Transformer` (`batch_first`), with its names: as
/// there, embeddings, positions and the last projection are the user's.
///
/// Source: A. Vaswani and others, "Attention is all you need", arXiv:1706.03762 (2017).
///
/// ```
/// use attention::{LayerOptions, Transformer};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = Transformer::<f32>::new(2, 2, LayerOptions::new(8, 2, 16), rng);
/// let (source, target) = (Tensor::full([3, 9, 8], 0.25), Tensor::full([3, 5, 8], 0.5));
/// let y = Tape::new().no_grad(|tape| {
///     // The second source has seven tokens, the third one.
///     model.forward(tape.constant(&source), tape.constant(&target), Some(&[9, 7, 1]))
/// });
/// assert_eq!(y.shape().dims(), [3, 5, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Transformer<T: Float = f32> {
    /// What reads.
    pub encoder: Encoder<T>,
    /// What writes.
    pub decoder: Decoder<T>,
}
impl_module!(Transformer<T> { encoder, decoder });

impl<T: Float> Transformer<T> {
    /// As many layers in encoder and decoder, with drawn weights; both end with a norm.
    ///
    /// # Panics
    /// If the heads cannot share the features equally, or if a size is 0.
    ///
    /// ```
    /// use attention::{LayerOptions, Transformer};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let model = Transformer::<f32>::new(1, 1, LayerOptions::new(8, 2, 16), rng);
    /// assert_eq!(nn::state_dict(&model)[0].0, "encoder.layers.0.self_attn.in_proj_weight");
    /// ```
    #[track_caller]
    pub fn new(
        encoder_layers: usize,
        decoder_layers: usize,
        options: LayerOptions,
        rng: &mut impl Rng,
    ) -> Self {
        let encoder = Encoder::new(encoder_layers, options, true, rng);
        Transformer { encoder, decoder: Decoder::new(decoder_layers, options, true, rng) }
    }

    /// The decoder's outputs for pairs of sequences; `source_lengths` says where padding begins in the
    /// sources. (Padding behind a target changes nothing before it: the decoder reads no later token.)
    ///
    /// # Shapes
    /// `source`: `[batch, source_tokens, embed_dim]`, `target` and the output:
    /// `[batch, target_tokens, embed_dim]`.
    ///
    /// # Panics
    /// If the shapes or the lengths do not fit.
    ///
    /// ```
    /// use attention::{LayerOptions, Transformer};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let model = Transformer::<f32>::new(1, 1, LayerOptions::new(4, 1, 8), rng);
    /// let x = Tensor::full([1, 2, 4], 0.5);
    /// let y = Tape::new().no_grad(|tape| model.forward(tape.constant(&x), tape.constant(&x), None));
    /// assert_eq!(y.shape().dims(), [1, 2, 4]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(
        &self,
        source: Var<'t, T>,
        target: Var<'t, T>,
        source_lengths: Option<&[usize]>,
    ) -> Var<'t, T> {
        let padding = AttentionOptions { key_lengths: source_lengths, ..Default::default() };
        let causal = AttentionOptions { is_causal: true, ..Default::default() };
        let memory = self.encoder.forward(source, padding);
        self.decoder.forward(target, memory, causal, padding)
    }
}
