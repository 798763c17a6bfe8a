//! caught-by: each_measure_has_its_own_whole
//! message: that is the recall

pub fn confusion_matrix(truth: &[usize], predictions: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let mut matrix = vec![vec![0; classes]; classes];
    for (truth, prediction) in truth.iter().zip(predictions) {
        matrix[*truth][*prediction] += 1;
    }
    matrix
}

/// Takes the row for the column.
pub fn precision(matrix: &[Vec<usize>], class: usize) -> f64 {
    let predicted = matrix[class].iter().sum();
    fraction(matrix[class][class], predicted)
}

pub fn recall(matrix: &[Vec<usize>], class: usize) -> f64 {
    let samples = matrix.iter().map(|row| row[class]).sum();
    fraction(matrix[class][class], samples)
}

fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
