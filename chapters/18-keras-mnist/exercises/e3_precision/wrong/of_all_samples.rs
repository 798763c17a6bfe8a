//! caught-by: the_measures_agree_with_paper
//! message: that is divided by the number of all samples

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

/// Divides by the number of samples of all classes.
pub fn recall(matrix: &[Vec<usize>], class: usize) -> f64 {
    let samples = matrix.iter().flatten().sum();
    fraction(matrix[class][class], samples)
}

fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
