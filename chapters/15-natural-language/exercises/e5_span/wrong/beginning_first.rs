//! caught-by: the_best_pair_need_not_have_the_largest_logit
//! message: and then the best end for it

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
    let largest = |logits: &[f64], text: &[usize]| {
        text.iter().copied().max_by(|a, b| logits[*a].total_cmp(&logits[*b]).then(b.cmp(a)))
    };
    let best = largest(start, &text).map(|first| {
        let i = text.iter().position(|token| *token == first).unwrap();
        let last = largest(end, &text[i..text.len().min(i + max_len)]).unwrap();
        (0.0, first, last)
    });
    let probability = |logits: &[f64], of: usize| {
        let max = text.iter().map(|token| logits[*token]).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = text.iter().map(|token| (logits[*token] - max).exp()).sum();
        (logits[of] - max).exp() / total
    };
    best.map(|(_, first, last)| Span {
        first,
        last,
        probability: probability(start, first) * probability(end, last),
    })
}
