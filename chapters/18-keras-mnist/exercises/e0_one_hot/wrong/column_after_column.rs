//! caught-by: it_agrees_with_keras
//! message: that is column after column

/// Lays the elements of a class side by side.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label >= classes {
            return Err(*label);
        }
        y[label * labels.len() + i] = 1.0;
    }
    Ok(y)
}
