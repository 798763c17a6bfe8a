//! caught-by: of_equal_logits_the_first_stay
//! message: of equal logits at the limit all are kept

/// Keeps what is at least as large as the logit number k.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    let mut kept: Vec<usize> = (0..logits.len()).collect();
    kept.sort_by(|i, j| logits[*j].partial_cmp(&logits[*i]).expect("no logit is NaN"));
    let max = kept[0];
    if temperature == 0.0 {
        return max;
    }
    let least = logits[kept[top_k.min(kept.len()) - 1]];
    kept.retain(|i| logits[*i] >= least);
    kept.sort();
    let weight = |i: usize| ((logits[i] - logits[max]) / temperature).exp();
    let total: f64 = kept.iter().map(|i| weight(*i)).sum();
    let (mut sum, mut drawn) = (0.0, max);
    for i in kept {
        if weight(i) > 0.0 {
            sum += weight(i);
            drawn = i;
            if sum > u * total {
                break;
            }
        }
    }
    drawn
}
