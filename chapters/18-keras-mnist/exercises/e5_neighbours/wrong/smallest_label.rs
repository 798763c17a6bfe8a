//! caught-by: of_a_tie_the_nearest_class_is_predicted
//! message: that is the smallest label

/// Takes the smallest of the classes with most votes.
pub fn predict(images: &[f32], labels: &[usize], x: &[f32], k: usize) -> Option<usize> {
    let distance = |a: &[f32]| -> f32 { a.iter().zip(x).map(|(a, x)| (a - x).powi(2)).sum() };
    let distances = images.chunks_exact(x.len()).map(distance);
    let mut neighbours: Vec<(f32, usize)> = distances.zip(labels.iter().copied()).collect();
    neighbours.sort_by(|a, b| a.0.total_cmp(&b.0));
    neighbours.truncate(k);

    let votes = |class: usize| neighbours.iter().filter(|(_, label)| *label == class).count();
    let mut best: Option<usize> = None;
    let mut classes: Vec<usize> = neighbours.iter().map(|(_, label)| *label).collect();
    classes.sort();
    for label in &classes {
        if best.is_none_or(|best| votes(*label) > votes(best)) {
            best = Some(*label);
        }
    }
    best
}
