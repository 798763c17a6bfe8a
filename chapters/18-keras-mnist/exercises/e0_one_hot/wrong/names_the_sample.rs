//! caught-by: a_label_that_is_no_class_is_an_error
//! message: that is its index among the labels

/// Names the sample, not the label.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label >= classes {
            return Err(i);
        }
        y[i * classes + label] = 1.0;
    }
    Ok(y)
}
