//! caught-by: the_images_come_in_any_order
//! message: the images with the largest distances vote

/// Sorts downwards.
pub fn predict(images: &[f32], labels: &[usize], x: &[f32], k: usize) -> Option<usize> {
    let distance = |a: &[f32]| -> f32 { a.iter().zip(x).map(|(a, x)| (a - x).powi(2)).sum() };
    let distances = images.chunks_exact(x.len()).map(distance);
    let mut neighbours: Vec<(f32, usize)> = distances.zip(labels.iter().copied()).collect();
    neighbours.sort_by(|a, b| b.0.total_cmp(&a.0));
    neighbours.truncate(k);

    let votes = |class: usize| neighbours.iter().filter(|(_, label)| *label == class).count();
    let mut best: Option<usize> = None;
    for (_, label) in &neighbours {
        if best.is_none_or(|best| votes(*label) > votes(best)) {
            best = Some(*label);
        }
    }
    best
}
