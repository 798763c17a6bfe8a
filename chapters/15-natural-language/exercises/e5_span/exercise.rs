//! # 15.5 The answer is a span
//!
//! A model that answers questions about a text can point at the answer: for each token it gives two logits,
//! how likely the answer begins there, $`a_i`$, and how likely it ends there, $`b_i`$. The largest $`a`$
//! and the largest $`b`$ by themselves may lie the wrong way round, or pages apart. The answer is the best
//! *pair* that can be one:
//!
//! ```math
//! \max_{s \le e < s + \ell} \; a_s + b_e,
//! ```
//!
//! a span of at least one and at most $`\ell`$ tokens, `max_len` in the code. The question stands before the
//! text in the same sequence, and an answer cannot be taken from it: a span begins and ends at tokens of the
//! text. Of spans with equal sums, the one that begins first, and of those the one that ends first.
//!
//! With it comes its probability, by which answers can be ranked or refused. Over the tokens of the text alone,
//!
//! ```math
//! p = \frac{e^{a_s}}{\sum_i e^{a_i}} \cdot \frac{e^{b_e}}{\sum_i e^{b_i}}.
//! ```
//!
//! Nothing may overflow, even for logits of 10 000, and no answer be lost because its probability is too
//! small for an `f64`. And the time must not grow with the square of the length: a text has $`T`$ tokens,
//! thousands, an answer at most $`\ell`$, so $`\ell T`$ pairs are enough. (It can even be done with a few
//! operations for each token, whatever $`\ell`$.)
//!
//! To test yourself: with the start logits 2, 0, 1, the end logits 1, 0, 3, all tokens of the text, and
//! $`\ell = 2`$, the span between the two largest logits has three tokens, one too many. The best is token 2
//! alone, with the sum 4; its probability is 0.245 times 0.844, so 0.207.

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its first token.
    pub first: usize,
    /// Its last token, itself part of it.
    pub last: usize,
    /// How probable it is.
    pub probability: f64,
}

/// The best span of at most `max_len` tokens of the text, `None` if no token is of the text.
///
/// # Shapes
/// `start`, `end`, `is_text`: `n`; the tokens of the text lie side by side. `max_len` is at least 1, the
/// logits are finite.
pub fn best_span(start: &[f64], end: &[f64], is_text: &[bool], max_len: usize) -> Option<Span> {
    todo!(
        "15.5: a span of at most {max_len} of {} tokens {start:?} {end:?} {is_text:?}",
        start.len()
    )
}
