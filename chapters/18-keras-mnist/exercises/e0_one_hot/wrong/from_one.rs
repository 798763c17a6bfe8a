//! caught-by: agrees_with_paper
//! message: classes are counted from 0

/// Counts the classes from 1.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label >= classes {
            return Err(*label);
        }
        y[i * classes + label - 1] = 1.0;
    }
    Ok(y)
}
