//! # 18.0 One-hot labels
//!
//! Two minutes, to see that everything is in its place. A network with ten outputs is compared with ten
//! targets, but a label is a single integer. `keras.utils.to_categorical` writes each label as a row of
//! zeros with a single 1, at the index of the class: its *one-hot* encoding. From the labels
//! $`t_1, \dots, t_n`$ of $`K`$ classes it makes
//!
//! ```math
//! y_{ik} = \begin{cases}
//! 1 & k = t_i, \\
//! 0 & \text{otherwise},
//! \end{cases}
//! ```
//!
//! for $`k = 0, \dots, K - 1`$.
//!
//! The result has the shape $`[n, K]`$, flat and row-major: the $`K`$ elements of the first label, then
//! those of the second, and so on. A label that is no class, $`t_i \ge K`$, is an error, and the error is
//! this label; of several the first.
//!
//! To test yourself: the labels 2, 0 of 3 classes are `[0.0, 0.0, 1.0, 1.0, 0.0, 0.0]`.

/// The one-hot encoding of `labels`, each below `classes`.
///
/// # Shapes
/// `labels`: `[n]`; the result: `[n, classes]`, row-major.
///
/// # Errors
/// The first label that is not below `classes`.
pub fn to_categorical(labels: &[usize], classes: usize) -> Result<Vec<f32>, usize> {
    todo!("18.0: the labels {labels:?} of {classes} classes")
}
