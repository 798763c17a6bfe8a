//! caught-by: what_would_be_zero_by_zero_is_zero
//! message: 0/0 is NaN

pub fn confusion_matrix(truth: &[usize], predictions: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let mut matrix = vec![vec![0; classes]; classes];
    for (truth, prediction) in truth.iter().zip(predictions) {
        matrix[*truth][*prediction] += 1;
    }
    matrix
}

pub fn precision(matrix: &[Vec<usize>], class: usize) -> f64 {
    let predicted = matrix.iter().map(|row| row[class]).sum();
    fraction(matrix[class][class], predicted)
}

pub fn recall(matrix: &[Vec<usize>], class: usize) -> f64 {
    let samples = matrix[class].iter().sum();
    fraction(matrix[class][class], samples)
}

/// Divides by 0.
fn fraction(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
