//! caught-by: temperature_zero_is_argmax
//! message: expected the first maximum

/// Divides by a temperature of zero.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    let mut kept: Vec<usize> = (0..logits.len()).collect();
    kept.sort_by(|i, j| logits[*j].partial_cmp(&logits[*i]).expect("no logit is NaN"));
    let max = kept[0];
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
