//! caught-by: large_logits_do_not_overflow
//! message: subtract the maximum first

/// Leaves the maximum in.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    let mut kept: Vec<usize> = (0..logits.len()).collect();
    kept.sort_by(|i, j| logits[*j].partial_cmp(&logits[*i]).expect("no logit is NaN"));
    let max = kept[0];
    if temperature == 0.0 {
        return max;
    }
    kept.truncate(top_k);
    kept.sort();
    let weight = |i: usize| (logits[i] / temperature).exp();
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
