//! # 18.3 Precision and recall of a class
//!
//! An accuracy says how often a classifier of digits is right, and not which digits it reads well. The
//! *confusion matrix* $`C`$ says that: $`C_{ab}`$ counts the samples of the true class $`a`$ (the row) for
//! which the prediction was $`b`$ (the column), as in scikit-learn. From it come two measures for a
//! class $`a`$,
//!
//! ```math
//! \begin{aligned}
//! \text{precision}_a &= \frac{C_{aa}}{\sum_b C_{ba}}, \\
//! \text{recall}_a &= \frac{C_{aa}}{\sum_b C_{ab}}.
//! \end{aligned}
//! ```
//!
//! The precision is the fraction of the predictions $`a`$ that are right, the recall the fraction of the
//! samples of class $`a`$ that were found. If $`a`$ was never predicted, the precision is 0/0, and if no
//! sample has the class $`a`$, so is the recall. Both are then to be 0: that is scikit-learn's default
//! (with a warning), and a value that can be compared and averaged, which NaN is not.
//!
//! To test yourself: for the true classes 0, 0, 0, 1, 1, 2 and the predictions 0, 1, 1, 1, 0, 1 the row
//! of class 0 is `[1, 2, 0]`. Its precision is $`\tfrac12`$, its recall $`\tfrac13`$.

/// The confusion matrix: how often each true class (the row) was predicted as each class (the
/// column). Every class has a row and a column, whether it occurs or not.
///
/// # Shapes
/// `truth`, `predictions`: `[n]`, each below `classes`; the result: `classes × classes`.
pub fn confusion_matrix(truth: &[usize], predictions: &[usize], classes: usize) -> Vec<Vec<usize>> {
    todo!("18.3: the matrix of {truth:?}, predicted as {predictions:?}, {classes} classes")
}

/// The fraction of the predictions of `class` that are right; 0 if it was never predicted.
pub fn precision(matrix: &[Vec<usize>], class: usize) -> f64 {
    todo!("18.3: the precision of class {class} in {matrix:?}")
}

/// The fraction of the samples of `class` that were predicted as it; 0 if there are none.
pub fn recall(matrix: &[Vec<usize>], class: usize) -> f64 {
    todo!("18.3: the recall of class {class} in {matrix:?}")
}
