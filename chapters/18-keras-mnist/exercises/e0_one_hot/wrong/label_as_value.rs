//! caught-by: agrees_with_paper
//! message: the label itself stands at its index

/// Writes the label in place of the 1.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label >= classes {
            return Err(*label);
        }
        y[i * classes + label] = *label as f32;
    }
    Ok(y)
}
