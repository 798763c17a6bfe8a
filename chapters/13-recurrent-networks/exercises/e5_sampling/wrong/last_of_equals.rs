//! caught-by: of_equal_logits_the_first_stay
//! message: the last stay

/// Draws an index by its logit: one of the `top_k` with the largest logits, with the probabilities
/// `softmax(z/T)`.
///
/// `temperature` is at least zero, `top_k` at least one, `u` from 0 to below 1. The logits are finite or
/// −∞, and at least one is finite.
pub fn sample(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    // The sort is stable: equal logits stay in the order of their indices.
    let mut kept: Vec<usize> = (0..logits.len()).collect();
    kept.sort_by(|i, j| logits[*i].partial_cmp(&logits[*j]).expect("no logit is NaN"));
    kept.reverse();
    let max = *kept.iter().rfind(|i| logits[**i] == logits[kept[0]]).expect("the first maximum");
    if temperature == 0.0 {
        return max;
    }
    kept.truncate(top_k);
    kept.sort();
    // The exponents are zero or less, and one of them is zero: nothing overflows, and the sum is at
    // least one.
    let weight = |i: usize| ((logits[i] - logits[max]) / temperature).exp();
    let total: f64 = kept.iter().map(|i| weight(*i)).sum();
    let (mut sum, mut drawn) = (0.0, max);
    for i in kept {
        // What has no weight has no part of the line.
        if weight(i) > 0.0 {
            sum += weight(i);
            drawn = i;
            // Not divided: the line is `total` long instead of one.
            if sum > u * total {
                break;
            }
        }
    }
    // If rounding left the sum below u, this is the last that can be drawn.
    drawn
}
