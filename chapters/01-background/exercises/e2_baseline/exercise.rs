//! # 1.2 The baseline first
//!
//! A network that is right about 95 % of the test samples may have learnt much or nothing: if 95 % of all
//! samples belong to one class, a program that looks at no input is as good. So before anything is
//! trained, one measures a *baseline*: the accuracy of always predicting the most frequent class.
//!
//! Only the training labels may say which class this is: test labels are not known when predictions are
//! made. With the training labels $`s_1, \dots, s_N`$ and the test labels $`t_1, \dots, t_n`$,
//!
//! ```math
//! \begin{gathered}
//! k = \operatorname{argmax}_c\, (\text{number of } s_i = c), \\
//! \text{baseline} = \frac{\text{number of } t_i = k}{n}.
//! \end{gathered}
//! ```
//!
//! If several classes are the most frequent, $`k`$ is the smallest of them. A label may be any `usize`.
//! Without test labels, or without training labels, the baseline is 0.
//!
//! To test yourself: the training labels 2, 0, 2, 1 and the test labels 0, 2, 2, 2, 1 have a baseline
//! of 0.6.

/// The accuracy on the labels `test` of always predicting the most frequent class of `train`.
///
/// Of several most frequent classes the smallest is predicted. The accuracy is 0 if there are no
/// labels in `train` or in `test`.
pub fn majority_accuracy(train: &[usize], test: &[usize]) -> f64 {
    todo!("1.2: the baseline on {test:?} of the most frequent class of {train:?}")
}
