//! caught-by: a_span_that_is_hardly_probable_is_found
//! message: compare the sums of the logits

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
    let text: Vec<usize> = (0..is_text.len()).filter(|token| is_text[*token]).collect();
    let probability = |logits: &[f64], of: usize| {
        let max = text.iter().map(|token| logits[*token]).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = text.iter().map(|token| (logits[*token] - max).exp()).sum();
        (logits[of] - max).exp() / total
    };
    let mut best: Option<(f64, usize, usize)> = None;
    for (i, first) in text.iter().enumerate() {
        // `take` goes on beyond the end of the text without complaint, an index would not.
        for last in text[i..].iter().take(max_len) {
            let product = probability(start, *first) * probability(end, *last);
            // Greater, not equal: of equal ones the first stays.
            if best.is_none_or(|(best, ..)| product > best) {
                best = Some((product, *first, *last));
            }
        }
    }
    best.map(|(probability, first, last)| Span { first, last, probability })
}
