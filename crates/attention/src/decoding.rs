//! Writing: which token follows, given the model's logits.

mod beam;
mod one_by_one;
mod sample;

use crate::gpt::Gpt;
use crate::gpt_stream::GptStream;
use beam::beam_search;
use numeric::Float;
use one_by_one::one_by_one;
use tensor::Tensor;

/// How the next token is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Decoding {
    /// Always the most probable token; of equals the first.
    #[default]
    Greedy,
    /// A token drawn by its probability.
    Sample {
        /// What the logits are divided by: below 1 the probable tokens become more probable, above 1 less.
        temperature: f64,
        /// Only the `k` most probable tokens may be drawn.
        top_k: Option<usize>,
        /// Only the most probable tokens whose probabilities reach this sum may be drawn, at least one:
        /// nucleus sampling (A. Holtzman and others, "The curious case of neural text degeneration",
        /// arXiv:1904.09751, 2019).
        top_p: Option<f64>,
    },
    /// The continuation with the best score among those that a search finds which keeps the `width` most
    /// probable beginnings: its log-probability divided by `((5 + length)/6)^length_penalty`. With 0 that is
    /// the log-probability, which favours the short; the usual values are 0.6 to 1.
    ///
    /// Source: Y. Wu and others, "Google's neural machine translation system: bridging the gap between human
    /// and machine translation", arXiv:1609.08144 (2016), equation 14. (Hugging Face's `length_penalty` is
    /// another: it divides by `length^length_penalty`.)
    Beam {
        /// How many beginnings are kept.
        width: usize,
        /// The exponent of the length.
        length_penalty: f64,
    },
}

/// What [`Gpt::generate`] is to write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerateOptions {
    /// The most tokens that are written for a prompt.
    pub max_new_tokens: usize,
    /// How the next token is chosen.
    pub decoding: Decoding,
    /// The token that ends a sequence; it is the last one written.
    pub end_of_sequence: Option<usize>,
    /// Of the random numbers. Those of a prompt do not depend on the prompts beside it, but on its position
    /// among them.
    pub seed: u64,
}

impl GenerateOptions {
    /// The most probable tokens, without an end.
    ///
    /// ```
    /// use attention::{Decoding, GenerateOptions};
    ///
    /// let decoding = Decoding::Sample { temperature: 0.8, top_k: Some(40), top_p: None };
    /// let options = GenerateOptions { decoding, ..GenerateOptions::new(100) };
    /// assert_eq!(options.end_of_sequence, None);
    /// ```
    pub fn new(max_new_tokens: usize) -> Self {
        let decoding = Decoding::Greedy;
        GenerateOptions { max_new_tokens, decoding, end_of_sequence: None, seed: 0 }
    }
}

// ANCHOR: step_model
/// A model that writes sequences side by side, a token at a time: [`GptStream`], or one of your
/// own, such as the decoder of a translator.
pub trait StepModel<T: Float> {
    /// One token more for each sequence: the logits of the token after it, `[n, vocab_size]`.
    fn step(&mut self, tokens: &[usize]) -> Tensor<T>;

    /// Goes on with these sequences; one may be named several times, or not at all.
    fn select(&mut self, sequences: &[usize]);
}
// ANCHOR_END: step_model

impl<T: Float> StepModel<T> for GptStream<T> {
    #[track_caller]
    fn step(&mut self, tokens: &[usize]) -> Tensor<T> {
        GptStream::step(self, tokens)
    }

    #[track_caller]
    fn select(&mut self, sequences: &[usize]) {
        GptStream::select(self, sequences);
    }
}

impl<T: Float> Gpt<T> {
    /// Continues each prompt: the new tokens, without the prompt, up to and with the end of the sequence.
    ///
    /// # Panics
    /// If there is no prompt, if one is empty or with `max_new_tokens` longer than the context, if a token is
    /// not below `vocab_size`, if a setting of the decoding is out of range, or if the model computes NaN.
    ///
    /// ```
    /// use attention::{GenerateOptions, Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let texts = model.generate(&[&[1, 2, 3], &[4]], &GenerateOptions::new(5));
    /// assert!(texts.len() == 2 && texts[0].len() == 5);
    /// ```
    #[track_caller]
    pub fn generate(&self, prompts: &[&[usize]], options: &GenerateOptions) -> Vec<Vec<usize>> {
        check(options, self.options.vocab_size);
        for (i, prompt) in prompts.iter().enumerate() {
            let (len, new, context) = (prompt.len(), options.max_new_tokens, self.options.context);
            assert!(
                len.saturating_add(new) <= context,
                "generate: prompt {i} of {len} tokens and {new} new ones are more than the model's context \
                 of {context}: ask for fewer, or give only the last tokens as the prompt"
            );
        }
        let (mut stream, logits) = self.stream(prompts);
        generate(&mut stream, logits, options)
    }
}

/// Continues the sequences of a model; `logits` are those of the token that follows each, `[n, vocab_size]`.
///
/// # Panics
/// If a setting of the decoding is out of range, if the model computes NaN, or as the model's steps do.
///
/// ```
/// use attention::{Decoding, GenerateOptions, StepModel, generate};
/// use tensor::Tensor;
///
/// /// After each token comes the next one.
/// struct Counter;
/// impl StepModel<f32> for Counter {
///     fn step(&mut self, tokens: &[usize]) -> Tensor {
///         let mut logits = Tensor::zeros([tokens.len(), 10]);
///         for (row, token) in logits.as_mut_slice().chunks_exact_mut(10).zip(tokens) {
///             row[token + 1] = 9.0;
///         }
///         logits
///     }
///     fn select(&mut self, _: &[usize]) {}
/// }
/// let first = Counter.step(&[3]);
/// let options = GenerateOptions { end_of_sequence: Some(7), ..GenerateOptions::new(20) };
/// assert_eq!(generate(&mut Counter, first, &options), [[4, 5, 6, 7]]);
/// ```
#[track_caller]
pub fn generate<T: Float>(
    model: &mut impl StepModel<T>,
    logits: Tensor<T>,
    options: &GenerateOptions,
) -> Vec<Vec<usize>> {
    let [n, vocab_size] = logits.dims();
    check(options, vocab_size);
    if options.max_new_tokens == 0 {
        return vec![Vec::new(); n];
    }
    match options.decoding {
        Decoding::Beam { width, length_penalty } => {
            beam_search(model, logits, options, width, length_penalty)
        }
        _ => one_by_one(model, logits, options),
    }
}

/// # Panics
/// At the caller's line, if a setting is out of range.
#[track_caller]
fn check(options: &GenerateOptions, vocab_size: usize) {
    if let Some(end) = options.end_of_sequence {
        assert!(
            end < vocab_size,
            "generate: the end of a sequence, token {end}, is not below vocab_size, {vocab_size}"
        );
    }
    match options.decoding {
        Decoding::Greedy => {}
        Decoding::Sample { temperature, top_k, top_p } => {
            assert!(
                temperature > 0.0 && temperature.is_finite(),
                "generate: temperature must be above 0 and finite, but is {temperature}: for the most \
                 probable token take Decoding::Greedy"
            );
            assert!(top_k != Some(0), "generate: top_k must be at least 1, but is 0");
            let top_p = top_p.unwrap_or(1.0);
            assert!(
                top_p > 0.0 && top_p <= 1.0,
                "generate: top_p must be above 0 and at most 1, but is {top_p}"
            );
        }
        Decoding::Beam { width, length_penalty } => {
            assert!(width > 0, "generate: a beam's width must be at least 1, but is 0");
            assert!(
                length_penalty >= 0.0 && length_penalty.is_finite(),
                "generate: length_penalty must be at least 0 and finite, but is {length_penalty}"
            );
        }
    }
}

/// # Panics
/// At the caller's line, if a logit is NaN.
#[track_caller]
fn expect_numbers<T: Float>(logits: &Tensor<T>) {
    let is_nan = logits.as_slice().iter().any(|z| z.as_f64().is_nan());
    assert!(!is_nan, "generate: the model's logits are NaN: did its training diverge?");
}
