//! caught-by: the_distance_is_the_euclidean_one
//! message: differences of opposite sign cancel

/// Adds the differences with their signs.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    let distance =
        |i: usize| -> f64 { x[i].iter().zip(&x[s]).map(|(a, b)| a - b).sum::<f64>().abs() };
    let mut others: Vec<usize> = (0..x.len()).filter(|&i| i != s).collect();
    others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    others.truncate(k);
    others.iter().map(|&i| t[i]).sum::<f64>() / others.len() as f64
}
