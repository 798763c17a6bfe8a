//! # 4.1 Cross-entropy on logits
//!
//! A classifier's last layer gives a sample's logits $`z`$, one for each class. Softmax makes
//! probabilities of them, and the cross-entropy is minus the logarithm of the one that belongs to
//! the true class $`t`$:
//!
//! ```math
//! \begin{gathered}
//! p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad L = -\ln p_t, \\
//! \frac{\partial L}{\partial z_i} = p_i - [i = t],
//! \end{gathered}
//! ```
//!
//! where $`[i = t]`$ is 1 for the true class and 0 for every other.
//!
//! Written like this in `f64`, logits of $`\pm 1000`$ give $`\infty / \infty`$, or $`\ln 0`$. But
//! softmax and logarithm together are harmless: with pencil, write $`L`$ with $`z_t`$ and
//! $`\operatorname{lse}(z) = \ln \sum_j e^{z_j}`$ alone, and compute lse as in exercise 3.2, with the
//! maximum taken out. Then write the loss and the gradient so that both are right for all logits
//! between −1000 and 1000.
//!
//! To test yourself: for $`z = (0, \ln 3)`$ and class 0 the loss is $`\ln 4 = 1.3863`$, and the
//! gradient $`(-\tfrac34, \tfrac34)`$. For $`z = (0, 1000)`$ and class 0 the loss is 1000.

/// The cross-entropy loss of one sample, and its gradient with respect to the logits `z`.
///
/// # Shapes
/// `z`, not empty, and the gradient: one value for each class. `class`: the true class, counted
/// from 0.
pub fn cross_entropy(z: &[f64], class: usize) -> (f64, Vec<f64>) {
    todo!("4.1: loss and gradient of {} logits, class {class}", z.len())
}
