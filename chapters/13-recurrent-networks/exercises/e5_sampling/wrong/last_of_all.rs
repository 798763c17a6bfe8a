//! caught-by: what_is_impossible_is_never_drawn
//! message: 10 is drawn, expected 9

/// Falls back on the last, whatever its probability.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    let mut kept: Vec<usize> = (0..logits.len()).collect();
    kept.sort_by(|i, j| logits[*j].partial_cmp(&logits[*i]).expect("no logit is NaN"));
    let max = kept[0];
    if temperature == 0.0 {
        return max;
    }
    kept.truncate(top_k);
    kept.sort();
    let weight = |i: usize| ((logits[i] - logits[max]) / temperature).exp();
    let total: f64 = kept.iter().map(|i| weight(*i)).sum();
    let (mut sum, mut drawn) = (0.0, max);
    for i in kept {
        sum += weight(i) / total;
        drawn = i;
        if sum > u {
            break;
        }
    }
    drawn
}
