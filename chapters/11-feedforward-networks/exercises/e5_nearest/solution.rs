//! Solution of 11.5.

/// The mean target of the `k` samples nearest to sample `s`, of all but itself. `x` has a row of
/// features for each sample, `t` its target.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    // The root changes no order, so squares will do.
    let distance =
        |i: usize| -> f64 { x[i].iter().zip(&x[s]).map(|(a, b)| (a - b) * (a - b)).sum() };
    // By its index: another sample may have the distance 0 as well.
    let mut others: Vec<usize> = (0..x.len()).filter(|&i| i != s).collect();
    // A stable sort keeps samples at the same distance in the order of their indices.
    others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    others.truncate(k);
    others.iter().map(|&i| t[i]).sum::<f64>() / others.len() as f64
}
