//! caught-by: agrees_with_paper
//! message: the 1 at the end is missing

/// The inverse document frequency of each term: `ln((1 + N) / (1 + df)) + 1`.
///
/// # Shapes
/// `counts`: at least one document, each the counts of all terms, `[N, terms]`; the result: `terms`.
pub fn idf(counts: &[Vec<u32>]) -> Vec<f64> {
    let n = counts.len() as f64;
    let of_term = |term: usize| {
        // Documents, not occurrences: a word that one document repeats is still rare.
        let df = counts.iter().filter(|document| document[term] > 0).count() as f64;
        ((1.0 + n) / (1.0 + df)).ln()
    };
    (0..counts[0].len()).map(of_term).collect()
}

/// A document's counts, weighted and scaled to the length 1; zeros for a document without any term.
///
/// # Shapes
/// `counts`, `idf` and the result: `terms`.
pub fn tf_idf(counts: &[u32], idf: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> =
        counts.iter().zip(idf).map(|(count, idf)| f64::from(*count) * idf).collect();
    let norm = x.iter().map(|x| x * x).sum::<f64>().sqrt();
    // 0/0 is not a number, and one such feature makes every weight of a classifier one as well.
    if norm > 0.0 {
        x.iter_mut().for_each(|x| *x /= norm);
    }
    x
}
