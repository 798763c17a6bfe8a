//! Loss functions: how wrong the answers of a batch are, and how that changes with each answer.
//!
//! | loss | of one sample with outputs `y` and target `t` | use |
//! | --- | --- | --- |
//! | [`MeanSquaredError`] | `mean (yᵢ − tᵢ)²` | regression |
//! | [`MeanAbsoluteError`] | `mean |yᵢ − tᵢ|` | regression with bad targets among the good |
//! | [`Huber`] | the first for small misses, the second for large ones | the same, smooth at 0 |
//! | [`BinaryCrossEntropyWithLogits`] | `−mean (tᵢ·ln σ(yᵢ) + (1 − tᵢ)·ln(1 − σ(yᵢ)))` | yes-or-no questions |
//! | [`BinaryFocal`] | the same, less for what is answered well | few yes among many no |
//! | [`Hinge`] | `mean max(0, 1 − tᵢ·yᵢ)` with `tᵢ = ±1` | yes or no, by a margin |
//! | [`CrossEntropy`] | `−ln pₜ` with `p = softmax(y)` | one of several classes |
//! | [`LabelSmoothing`] | `−Σ qᵢ·ln pᵢ`, `q` the class and a little of all others | the same, less sure of itself |
//! | [`SoftCrossEntropy`] | `−Σ tᵢ·ln pᵢ` | probabilities of the classes |
//! | [`KlDivergence`] | `Σ tᵢ·(ln tᵢ − ln pᵢ)` | the same, 0 where they are met |
//! | [`Focal`] | `−(1 − pₜ)^γ·ln pₜ` | one of several classes, some of them rare |
//! | [`MultiMargin`] | `mean max(0, 1 − yₜ + yᵢ)` | one of several classes, by a margin |
//!
//! All with a sigmoid or a softmax in them take **logits**: what the last layer gives before it.
//! Joining the two steps is exact where taking them apart would compute `ln 0`, and the gradient
//! becomes the plain difference of answer and target.
//!
//! A batch's loss is the mean of its samples' ([`Loss::value_and_gradient`], PyTorch's
//! `reduction="mean"`); [`Loss::unreduced`] keeps them apart (`"none"`), and what it gives can be
//! added up (`"sum"`). A loss in [`Weighted`] counts samples differently, one in [`IgnoreIndex`]
//! passes over some.
//!
//! Value and gradient come out of one pass:
//!
//! ```
//! use losses::{CrossEntropy, Loss};
//! use nalgebra::DMatrix;
//! use numeric::matrix;
//!
//! let logits = matrix([[0.0, 0.0], [0.0, 9.0]]);        // two classes, two samples
//! let mut dy = DMatrix::zeros(2, 2);
//! let loss = CrossEntropy.value_and_gradient(logits.as_view(), &[0, 1], dy.as_view_mut());
//! assert!((loss - 0.3466f64).abs() < 1e-4);         // (ln 2 + almost nothing) / 2
//! assert!((dy[(0, 0)] + 0.25).abs() < 1e-12);       // raise the first answer of the first sample
//! ```

mod binary_cross_entropy_with_logits;
mod cross_entropy;
mod exponentials;
mod focal;
mod hinge;
mod label_smoothing;
mod loss;
mod mse;
mod regression;
mod soft_targets;
mod target;
mod weighted;

pub use binary_cross_entropy_with_logits::BinaryCrossEntropyWithLogits;
pub use cross_entropy::CrossEntropy;
pub use focal::{BinaryFocal, Focal};
pub use hinge::{Hinge, MultiMargin};
pub use label_smoothing::LabelSmoothing;
pub use loss::Loss;
pub use mse::MeanSquaredError;
pub use regression::{Huber, MeanAbsoluteError};
pub use soft_targets::{KlDivergence, SoftCrossEntropy};
pub use target::TargetError;
pub use weighted::{IgnoreIndex, SampleWeighted};
