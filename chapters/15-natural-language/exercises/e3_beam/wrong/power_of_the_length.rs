//! caught-by: the_penalty_lets_a_longer_one_win
//! message: another penalty

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
    let mut beam: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new())];
    let mut best: Option<(f64, Vec<usize>)> = None;
    for length in 1..=max_len {
        let mut extensions = Vec::new();
        for (log_prob, tokens) in &beam {
            for (token, next) in step(tokens).into_iter().enumerate() {
                let tokens: Vec<usize> = tokens.iter().copied().chain([token]).collect();
                extensions.push((log_prob + next, tokens));
            }
        }
        // Stable: equal ones stay in the order in which they were made.
        extensions.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let penalty = (length as f64).powf(alpha);
        let (finished, mut others): (Vec<_>, Vec<_>) = extensions
            .into_iter()
            .partition(|(_, tokens)| length == max_len || tokens.last() == Some(&end));
        for (log_prob, tokens) in finished {
            let score = log_prob / penalty;
            // Greater, not equal: of equal ones the first stays.
            if best.as_ref().is_none_or(|(best, _)| score > *best) {
                best = Some((score, tokens));
            }
        }
        others.truncate(width);
        beam = others;
    }
    best.map(|(_, tokens)| tokens).unwrap_or_default()
}
