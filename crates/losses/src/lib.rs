//! Loss functions, and their gradients with respect to the outputs.
//!
//! | loss | of one sample with outputs `y` and target `t` | use |
//! | --- | --- | --- |
//! | [`MeanSquaredError`] | `mean (yᵢ − tᵢ)²` | regression |
//! | [`MeanAbsoluteError`] | `mean |yᵢ − tᵢ|` | regression with outliers |
//! | [`Huber`] | half the first for small residuals, linear for large ones | the same, smooth at 0 |
//! | [`BinaryCrossEntropyWithLogits`] | `−mean (tᵢ·ln σ(yᵢ) + (1 − tᵢ)·ln(1 − σ(yᵢ)))` | binary classification |
//! | [`BinaryFocal`] | the same, less for what is predicted well | few positives among many negatives |
//! | [`Hinge`] | `mean max(0, 1 − tᵢ·yᵢ)` with `tᵢ = ±1` | binary classification, by a margin |
//! | [`CrossEntropy`] | `−ln pₜ` with `p = softmax(y)` | classification |
//! | [`NegativeLogLikelihood`] | `−yₜ` of log-probabilities `y` | classification, the softmax computed before |
//! | [`LabelSmoothing`] | `−Σ qᵢ·ln pᵢ`, `q` the class and a little of all others | the same, less overconfident |
//! | [`SoftCrossEntropy`] | `−Σ tᵢ·ln pᵢ` | class probabilities as targets |
//! | [`KlDivergence`] | `Σ tᵢ·(ln tᵢ − ln pᵢ)` | the same, 0 where they are equal |
//! | [`Focal`] | `−(1 − pₜ)^γ·ln pₜ` | classification, some classes rare |
//! | [`MultiMargin`] | `mean max(0, 1 − yₜ + yᵢ)` | classification, by a margin |
//!
//! All with a sigmoid or a softmax in them take **logits**: the outputs of the last layer before
//! it. The fused loss is exact where separate steps would compute `ln 0`, and its gradient becomes
//! the plain difference of prediction and target.
//!
//! A batch's loss is the mean of its samples' losses ([`Loss::value_and_gradient`], PyTorch's
//! `reduction="mean"`); [`Loss::unreduced`] returns each (`"none"`). [`SampleWeighted`] adds sample
//! weights to a loss, [`ClassWeighted`] class weights, [`IgnoreIndex`] ignores a class. Where the
//! classes are the channels of an image, as in segmentation, it is [`channel_value_and_gradient`].
//!
//! Each has a kernel of its own for a GPU, [`Loss::cuda`].
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
//! assert!((dy[(0, 0)] + 0.25).abs() < 1e-12);       // raise the first logit of the first sample
//! ```

mod across;
mod binary_cross_entropy_with_logits;
mod by_reference;
mod class_weighted;
mod cross_entropy;
mod cuda_loss;
mod focal;
mod hinge;
mod label_smoothing;
mod loss;
mod negative_log_likelihood;
mod one_by_one;
mod recip;
mod regression;
mod soft_targets;
mod sum_outputs;
mod target;
mod weighted;

pub use across::channel_value_and_gradient;
pub use binary_cross_entropy_with_logits::BinaryCrossEntropyWithLogits;
pub use class_weighted::{ClassWeighted, TakesClassWeights};
pub use cross_entropy::CrossEntropy;
pub use cuda_loss::{CudaLoss, CudaTarget};
pub use focal::{BinaryFocal, Focal};
pub use hinge::{Hinge, MultiMargin};
pub use label_smoothing::LabelSmoothing;
pub use loss::Loss;
pub use negative_log_likelihood::NegativeLogLikelihood;
pub use regression::{Huber, MeanAbsoluteError, MeanSquaredError};
pub use soft_targets::{KlDivergence, SoftCrossEntropy};
pub use target::{TargetError, TargetSlice};
pub use weighted::{IgnoreIndex, SampleWeighted};
