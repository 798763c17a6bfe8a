//! Loss functions: how wrong the answers of a batch are, and how that changes with each answer.
//!
//! | loss | of one sample with outputs `y` and target `t` | use |
//! | --- | --- | --- |
//! | [`MeanSquaredError`] | `mean (yᵢ − tᵢ)²` | regression |
//! | [`BinaryCrossEntropy`] | `−mean (tᵢ·ln σ(yᵢ) + (1 − tᵢ)·ln(1 − σ(yᵢ)))` | yes-or-no questions |
//! | [`CrossEntropy`] | `−ln pₜ` with `p = softmax(y)` | one of several classes |
//!
//! The last two take **logits**: what the last layer gives before sigmoid or softmax. Joining the
//! two steps is exact where taking them apart would compute `ln 0`, and the gradient becomes the
//! plain difference of answer and target.
//!
//! Value and gradient come out of one pass, [`Loss::value_and_gradient`]:
//!
//! ```
//! use losses::{CrossEntropy, Loss};
//! use nalgebra::{DMatrix, dmatrix};
//!
//! let logits = dmatrix![0.0, 0.0; 0.0, 9.0];        // two classes, two samples
//! let mut dy = DMatrix::zeros(2, 2);
//! let loss = CrossEntropy.value_and_gradient(logits.as_view(), &[0, 1], dy.as_view_mut());
//! assert!((loss - 0.3466f64).abs() < 1e-4);         // (ln 2 + almost nothing) / 2
//! assert!((dy[(0, 0)] + 0.25).abs() < 1e-12);       // raise the first answer of the first sample
//! ```

mod binary_cross_entropy;
mod cross_entropy;
mod loss;
mod mse;

pub use binary_cross_entropy::BinaryCrossEntropy;
pub use cross_entropy::CrossEntropy;
pub use loss::{Loss, TargetError};
pub use mse::MeanSquaredError;
