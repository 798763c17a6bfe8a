//! caught-by: of_samples_at_the_same_distance_the_smaller_index_comes_first
//! message: taken by their targets

/// Sorts pairs of distance and target.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    let distance =
        |i: usize| -> f64 { x[i].iter().zip(&x[s]).map(|(a, b)| (a - b) * (a - b)).sum() };
    let mut others: Vec<usize> = (0..x.len()).filter(|&i| i != s).collect();
    others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(t[a].total_cmp(&t[b])));
    others.truncate(k);
    others.iter().map(|&i| t[i]).sum::<f64>() / others.len() as f64
}
