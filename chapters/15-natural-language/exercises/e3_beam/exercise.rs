//! # 15.3 Beam search
//!
//! A model that writes gives, after each beginning of a sentence, a probability for every token that may
//! come next. The likeliest sentence need not begin with the likeliest token, but there are far too many
//! sentences to try them all. *Beam search* is in between: it follows `width` beginnings, called
//! *hypotheses*, at a time. Write it, as translators use it.
//!
//! 1. The search begins with one beginning, the empty one. A beginning's log-probability is the sum of
//!    those of its tokens.
//! 2. In each step every beginning is extended by every token. The extensions are ordered by their
//!    log-probability, the highest first; of equal ones, the one whose beginning came first, and of the
//!    same beginning, the one with the smaller token.
//! 3. An extension by the token `end` is finished, and so is one that has `max_len` tokens, whatever its
//!    last. The finished ones are set aside. *Of the others* the first `width` are the beginnings of the
//!    next step: what is finished takes no place from them.
//! 4. When no beginnings are left, the finished one with the highest score is the result. Of equal scores, the
//!    one that was finished first, in the order of step 2.
//!
//! A sum of log-probabilities falls with each token, so by itself it would prefer short sentences. The
//! score of $`T`$ tokens, `end` among them, is therefore the sum divided by a *length penalty*, that of
//! Google's translator of 2016 and of this book's crate `attention`:
//!
//! ```math
//! \frac{\log P}{\left(\frac{5 + T}{6}\right)^{\alpha}}, \qquad \alpha \ge 0.
//! ```
//!
//! A finished sentence is thus judged against all others that finish later: the search does not stop at the
//! first.
//!
//! To test yourself: let *a* begin a sentence with probability 0.5 and *b* with 0.4, `end` with 0.1. After
//! *a* follow *a*, *b* and `end` with 0.4, 0.35 and 0.25; after *b* with 0.05, 0.05 and 0.9. With
//! $`\alpha = 0`$ and `max_len` 2 the width 1 finds *a a*, of probability 0.2, the width 2 *b* `end`, of
//! 0.36.

/// The best continuation that a beam search finds.
///
/// `step` gives for a beginning the log-probability of each token that may come next, all finite and none
/// above zero; `width` and `max_len` are at least 1. The result is the tokens, `end` among them if it is
/// there.
pub fn beam_search(
    step: &dyn Fn(&[usize]) -> Vec<f64>,
    end: usize,
    width: usize,
    max_len: usize,
    alpha: f64,
) -> Vec<usize> {
    todo!(
        "15.3: {width} beginnings, up to {max_len} tokens, α = {alpha}, from {:?}, {end}",
        step(&[])
    )
}
