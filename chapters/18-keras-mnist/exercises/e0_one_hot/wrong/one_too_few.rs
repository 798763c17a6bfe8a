//! caught-by: a_label_that_is_no_class_is_an_error
//! message: the number of classes is no class itself

/// Lets the number of classes through.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    let mut y = vec![0.0; labels.len() * classes];
    for (i, label) in labels.iter().enumerate() {
        if *label > classes {
            return Err(*label);
        }
        if let Some(y) = y.get_mut(i * classes + label) {
            *y = 1.0;
        }
    }
    Ok(y)
}
