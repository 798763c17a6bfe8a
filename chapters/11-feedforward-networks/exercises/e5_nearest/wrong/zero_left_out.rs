//! caught-by: only_the_sample_itself_is_left_out
//! message: all samples at the distance 0

/// Leaves out what has no distance.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    let distance =
        |i: usize| -> f64 { x[i].iter().zip(&x[s]).map(|(a, b)| (a - b) * (a - b)).sum() };
    let mut others: Vec<usize> = (0..x.len()).filter(|&i| distance(i) > 0.0).collect();
    others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    others.truncate(k);
    others.iter().map(|&i| t[i]).sum::<f64>() / others.len() as f64
}
