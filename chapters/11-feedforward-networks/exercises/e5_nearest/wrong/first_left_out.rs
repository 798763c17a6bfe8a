//! caught-by: only_the_sample_itself_is_left_out
//! message: the first of the sorted samples was left out

/// Takes the first of the sorted samples for the one that is predicted.
pub fn nearest(x: &[Vec<f64>], t: &[f64], s: usize, k: usize) -> f64 {
    let distance =
        |i: usize| -> f64 { x[i].iter().zip(&x[s]).map(|(a, b)| (a - b) * (a - b)).sum() };
    let mut all: Vec<usize> = (0..x.len()).collect();
    all.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    let near: Vec<f64> = all.iter().skip(1).take(k).map(|&i| t[i]).collect();
    near.iter().sum::<f64>() / near.len() as f64
}
