//! GPT: a decoder by itself, a model of language.

use crate::gpt_block::GptBlock;
use crate::gpt_options::GptOptions;
use crate::mask::AttentionOptions;
use crate::multi_head::check_heads;
use crate::ops::AttentionOps;
use crate::positions::LearnedPositions;
use crate::projection::Projection;
use autograd::{Tape, Var};
use nn::{Embedding, Forward, Initialization, impl_module};
use normalization::LayerNorm;
use numeric::Float;
use rand::Rng;
use regularization::prelude::*;

/// GPT-2's architecture: embedded tokens and positions, blocks of causal self-attention and a feed-forward
/// half that begin with their norms, a last norm, and logits of the next token at each position. Its
/// parameters have GPT-2's names, and its layout in files ([`crate::gpt2`]).
///
/// Source: A. Radford and others, "Language models are unsupervised multitask learners" (2019).
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use autograd::Tape;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 65, context: 32, ..GptOptions::new(16, 2, 2) };
/// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let tokens = [1, 2, 3, 4, 5, 6];                                     // two sequences of three
/// let logits = Tape::new().no_grad(|tape| model.forward(tape, &tokens, 2));
/// assert_eq!(logits.shape().dims(), [2, 3, 65]);
/// ```
#[derive(Clone, Debug)]
pub struct Gpt<T: Float = f32> {
    /// The tokens' vectors, `[vocab_size, embed_dim]`.
    pub wte: Embedding<T>,
    /// The positions' vectors, `[context, embed_dim]`.
    pub wpe: LearnedPositions<T>,
    /// The blocks.
    pub h: Vec<GptBlock<T>>,
    /// The norm after the last block.
    pub ln_f: LayerNorm<T>,
    /// The logits' weights, `[embed_dim, vocab_size]`, unless they are those of the embedding.
    pub lm_head: Option<Projection<T>>,
    /// The settings.
    pub options: GptOptions,
}
impl_module!(Gpt<T> { wte, wpe, h, ln_f, lm_head });

impl<T: Float> Gpt<T> {
    /// A model whose weights are drawn as GPT-2's: normal with standard deviation 0.02, that of the
    /// projections into a residual connection divided by the square root of their number.
    ///
    /// # Panics
    /// If a size is 0, if the heads cannot share the features equally, or if `dropout` is not at least 0 and
    /// below 1.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 2) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let names = nn::state_dict(&model);
    /// assert_eq!(names[4].0, "h.0.attn.c_attn.weight");
    /// ```
    #[track_caller]
    pub fn new(options: GptOptions, rng: &mut impl Rng) -> Self {
        let GptOptions { vocab_size, context, embed_dim, layers, heads, dropout, .. } = options;
        check_heads("Gpt", embed_dim, heads);
        for (name, size) in [("vocab_size", vocab_size), ("context", context), ("layers", layers)] {
            assert!(size > 0, "Gpt: {name} must be at least 1, but is 0");
        }
        assert!(
            (0.0..1.0).contains(&dropout),
            "Gpt: dropout must be at least 0 and below 1, but is {dropout}"
        );
        let init = Initialization::Normal { std: 0.02 };
        let mut wte = Embedding::new(vocab_size, embed_dim, rng);
        wte.weight.value = init.init_weight([vocab_size, embed_dim], vocab_size, embed_dim, rng);
        let wpe = LearnedPositions::new(context, embed_dim, rng);
        let h = (0..layers).map(|_| GptBlock::new(&options, rng)).collect();
        let lm_head = (!options.tie_weights)
            .then(|| Projection::new(embed_dim, vocab_size, false, init, rng));
        Gpt { wte, wpe, h, ln_f: LayerNorm::new(embed_dim), lm_head, options }
    }

    /// The logits of the next token at each position, for `n` sequences of equal length, one after the other
    /// in `tokens`.
    ///
    /// # Shapes
    /// `tokens`: `[n · steps]`, the logits `[n, steps, vocab_size]`.
    ///
    /// # Panics
    /// If the tokens are not as many for each sequence, if there are more than `context`, or if one is not
    /// below `vocab_size`.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 2) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let gradients = Tape::new().gradients(|tape| {
    ///     let logits = model.forward(tape, &[7, 8, 9], 1);
    ///     logits.reshape([3, 50]).cross_entropy(&[8, 9, 10])
    /// });
    /// assert!((gradients.loss() - 50f32.ln()).abs() < 0.2);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, tape: &'t Tape<T>, tokens: &[usize], n: usize) -> Var<'t, T> {
        // ANCHOR: forward
        let x = self.embed(tape, tokens, n, 0);
        let mut x = x.dropout(self.options.dropout);
        let causal = AttentionOptions { is_causal: true, ..Default::default() };
        for block in &self.h {
            let attend = |qkv: Var<'t, T>, heads| qkv.self_attention(heads, causal);
            x = block.forward(x, self.options.dropout, attend);
        }
        self.logits(x)
        // ANCHOR_END: forward
    }

    /// The tokens' vectors with their positions', `[n, steps, embed_dim]`.
    #[track_caller]
    pub(crate) fn embed<'t>(
        &self,
        tape: &'t Tape<T>,
        tokens: &[usize],
        n: usize,
        first_position: usize,
    ) -> Var<'t, T> {
        let steps = self.expect_tokens(tokens, n, first_position);
        let GptOptions { embed_dim, .. } = self.options;
        let x = self.wte.forward(tape, tokens).reshape([n, steps, embed_dim]);
        self.wpe.forward(x, first_position)
    }

    /// How many tokens each of `n` sequences has.
    ///
    /// # Panics
    /// At the caller's line, if there are not as many for each, if there are more than the context has, or if
    /// one is not below `vocab_size`.
    #[track_caller]
    pub(crate) fn expect_tokens(&self, tokens: &[usize], n: usize, first_position: usize) -> usize {
        let count = tokens.len();
        assert!(
            n > 0 && count > 0 && count.is_multiple_of(n),
            "Gpt: {count} tokens for {n} sequences: there must be as many for each, and at least one"
        );
        let (steps, GptOptions { context, vocab_size, .. }) = (count / n, self.options);
        let len = first_position + steps;
        assert!(
            len <= context,
            "Gpt: a sequence of {len} tokens is longer than the model's context of {context}: shorten it"
        );
        if let Some(position) = tokens.iter().position(|token| *token >= vocab_size) {
            let token = tokens[position];
            panic!(
                "Gpt: token {token} at position {position} is not below vocab_size, {vocab_size}"
            );
        }
        steps
    }

    /// The logits at each position, from the outputs of the last block.
    #[track_caller]
    pub(crate) fn logits<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = self.ln_f.forward(x);
        match &self.lm_head {
            Some(lm_head) => lm_head.forward(x),
            None => x.matmul(x.tape().param(&self.wte.weight).transpose(0, 1)),
        }
    }
}
