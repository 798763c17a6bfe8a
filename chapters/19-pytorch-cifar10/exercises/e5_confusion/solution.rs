//! Solution of 19.5.
//!
//! The row is the truth: it is fixed by the data, so that the sum of a row is the number of samples
//! of that class, and the diagonal divided by it is the class's accuracy.

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
    let pairs = (0..counts.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    pairs.max_by_key(|&(a, b)| counts[a][b] + counts[b][a]).expect("there are two classes")
}
