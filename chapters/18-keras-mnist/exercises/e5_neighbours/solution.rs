//! Solution of 18.5.
//!
//! Once the neighbours are sorted, everything else follows from their order: the first `k` vote, and of
//! the classes with most votes the first to appear is the one with the nearest image. A network has seen
//! the training images once and forgets them; here every prediction costs $`n \cdot d`$ multiplications.

/// The class of `x` by the vote of its `k` nearest neighbours; `None` if there are none.
pub fn predict(images: &[f32], labels: &[usize], x: &[f32], k: usize) -> Option<usize> {
    let distance = |a: &[f32]| -> f32 { a.iter().zip(x).map(|(a, x)| (a - x).powi(2)).sum() };
    let distances = images.chunks_exact(x.len()).map(distance);
    let mut neighbours: Vec<(f32, usize)> = distances.zip(labels.iter().copied()).collect();
    // This sort is stable: of equal distances the lower index stays first.
    neighbours.sort_by(|a, b| a.0.total_cmp(&b.0));
    neighbours.truncate(k);

    let votes = |class: usize| neighbours.iter().filter(|(_, label)| *label == class).count();
    let mut best: Option<usize> = None;
    for (_, label) in &neighbours {
        // From the nearest on: only more votes replace a class whose image came before.
        if best.is_none_or(|best| votes(*label) > votes(best)) {
            best = Some(*label);
        }
    }
    best
}
