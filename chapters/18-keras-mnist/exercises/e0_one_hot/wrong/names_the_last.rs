//! caught-by: of_several_the_first_is_named
//! message: the first of them is to be named

/// Names the last.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    if let Some(label) = labels.iter().rfind(|label| **label >= classes) {
        return Err(*label);
    }
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label >= classes {
            return Err(*label);
        }
        y[i * classes + label] = 1.0;
    }
    Ok(y)
}
