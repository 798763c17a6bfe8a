//! caught-by: classes_that_do_not_occur_have_rows_and_columns
//! message: whichever of them occur

/// Makes rows for the classes that occur.
pub fn confusion_matrix(truth: &[usize], predictions: &[usize], classes: usize) -> Vec<Vec<usize>> {
    let classes = classes.min(truth.iter().chain(predictions).max().map_or(0, |max| max + 1));
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

fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
