//! caught-by: where_nothing_is_confused_it_is_still_a_pair
//! message: any will do, but it must be a pair

/// How often each true class (the row) was taken for each class (the column).
pub fn confusion(logits: &[f32], truth: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let mut counts = vec![vec![0; classes]; classes];
    for (logits, truth) in logits.chunks_exact(classes).zip(truth) {
        // Only a larger one replaces the best so far: the first of equals stays.
        let larger = |best, class| if logits[class] > logits[best] { class } else { best };
        counts[*truth][(1..classes).fold(0, larger)] += 1;
    }
    counts
}

/// For each class, the fraction of its samples that was classified rightly.
pub fn accuracy_by_class(counts: &[Vec<usize>]) -> Vec<Option<f64>> {
    let of_class = |(class, row): (usize, &Vec<usize>)| {
        let samples: usize = row.iter().sum();
        (samples > 0).then(|| row[class] as f64 / samples as f64)
    };
    counts.iter().enumerate().map(of_class).collect()
}

/// The two different classes that are taken for each other most often.
pub fn most_confused(counts: &[Vec<usize>]) -> (usize, usize) {
    let (mut best, mut most) = ((0, 0), 0);
    for b in 0..counts.len() {
        for a in 0..b {
            let count = counts[a][b] + counts[b][a];
            if count > most {
                (best, most) = ((a, b), count);
            }
        }
    }
    best
}
