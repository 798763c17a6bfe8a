//! The settings of a GPT.

use crate::feed_forward::FeedForwardActivation;

/// The settings of a [`Gpt`](crate::Gpt). [`GptOptions::new`] has GPT-2's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GptOptions {
    /// The number of tokens that there are.
    pub vocab_size: usize,
    /// The most tokens of a sequence: `n_positions`, `n_ctx`.
    pub context: usize,
    /// The features of a token: `n_embd`.
    pub embed_dim: usize,
    /// Blocks on top of each other: `n_layer`.
    pub layers: usize,
    /// Heads of attention in each: `n_head`.
    pub heads: usize,
    /// The activation of the feed-forward halves.
    pub activation: FeedForwardActivation,
    /// Whether the logits' weights are those of the embedding, as in GPT-2 (Press and Wolf,
    /// arXiv:1608.05859), or a projection of their own, `lm_head`.
    pub tie_weights: bool,
    /// The probability of dropout, in training: of the embedded tokens and of the outputs of each half of a
    /// block.
    pub dropout: f64,
}

impl GptOptions {
    /// A model with tied weights, GPT-2's activation and no dropout.
    ///
    /// ```
    /// use attention::GptOptions;
    ///
    /// let gpt2_small = GptOptions { vocab_size: 50_257, context: 1024, ..GptOptions::new(768, 12, 12) };
    /// assert!(gpt2_small.tie_weights);
    /// ```
    pub fn new(embed_dim: usize, layers: usize, heads: usize) -> Self {
        GptOptions {
            vocab_size: 256,
            context: 1024,
            embed_dim,
            layers,
            heads,
            activation: FeedForwardActivation::GeluTanh,
            tie_weights: true,
            dropout: 0.0,
        }
    }
}
