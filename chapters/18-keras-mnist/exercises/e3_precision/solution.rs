//! Solution of 18.3.
//!
//! The row is fixed by the data, the column by the classifier. So a row's sum is the number of samples of
//! a class, and a column's sum the number of its predictions.

/// The confusion matrix: how often each true class (the row) was predicted as each class.
pub fn confusion_matrix(truth: &[usize], predictions: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let mut matrix = vec![vec![0; classes]; classes];
    for (truth, prediction) in truth.iter().zip(predictions) {
        matrix[*truth][*prediction] += 1;
    }
    matrix
}

/// The fraction of the predictions of `class` that are right; 0 if it was never predicted.
pub fn precision(matrix: &[Vec<usize>], class: usize) -> f64 {
    let predicted = matrix.iter().map(|row| row[class]).sum();
    fraction(matrix[class][class], predicted)
}

/// The fraction of the samples of `class` that were predicted as it; 0 if there are none.
pub fn recall(matrix: &[Vec<usize>], class: usize) -> f64 {
    let samples = matrix[class].iter().sum();
    fraction(matrix[class][class], samples)
}

/// `part / whole`, and 0 for a part of nothing.
fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
