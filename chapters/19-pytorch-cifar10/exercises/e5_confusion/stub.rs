//! # 19.5 Which class is taken for which
//!
//! "Right about 52 %" hides which half. Count for each true class (the row) how often it was taken
//! for each class (the column); from that, the accuracy of each class, and the pair of classes that
//! is confused most often.
//!
//! The logits of all samples lie row after row: `[samples, classes]`. The prediction is the
//! class of the largest logit (argmax), the first of them if several are largest.

/// How often each true class (the row) was taken for each class (the column).
///
/// # Shapes
/// `logits`: `[samples, classes]`, row-major; `truth`: `[samples]`; the counts:
/// `classes × classes`.
pub fn confusion(logits: &[f32], truth: &[usize], classes: usize) -> Vec<Vec<usize>> {
    todo!("19.5: {} logits, {} samples, {classes} classes", logits.len(), truth.len())
}

/// For each class, the fraction of its samples that was classified rightly; `None` for a class that
/// has no samples.
pub fn accuracy_by_class(counts: &[Vec<usize>]) -> Vec<Option<f64>> {
    todo!("19.5: the accuracy of {} classes", counts.len())
}

/// The two different classes that are taken for each other most often, counted in both directions,
/// the smaller index first. Of pairs that are equally often confused any will do.
pub fn most_confused(counts: &[Vec<usize>]) -> (usize, usize) {
    todo!("19.5: the pair among {} classes", counts.len())
}
