//! caught-by: a_class_is_judged_by_its_own_samples
//! message: not of the class (the row)

pub fn confusion(logits: &[f32], truth: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let mut counts = vec![vec![0; classes]; classes];
    for (logits, truth) in logits.chunks_exact(classes).zip(truth) {
        let larger = |best, class| if logits[class] > logits[best] { class } else { best };
        counts[*truth][(1..classes).fold(0, larger)] += 1;
    }
    counts
}

/// Divides by how often the class was predicted.
pub fn accuracy_by_class(counts: &[Vec<usize>]) -> Vec<Option<f64>> {
    let of_class = |(class, row): (usize, &Vec<usize>)| {
        let samples: usize = counts.iter().map(|row| row[class]).sum();
        (samples > 0).then(|| row[class] as f64 / samples as f64)
    };
    counts.iter().enumerate().map(of_class).collect()
}

pub fn most_confused(counts: &[Vec<usize>]) -> (usize, usize) {
    let pairs = (0..counts.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    pairs.max_by_key(|&(a, b)| counts[a][b] + counts[b][a]).expect("there are two classes")
}
