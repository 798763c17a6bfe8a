//! Batch, layer, group and RMS normalization, with gradients derived by hand.
//!
//! A normalization shifts a set of elements to mean 0 and scales them to variance 1, so that the
//! layers that follow find the same scale whatever the layers before have learnt. They differ in
//! the set, in a batch `[n, channels, …]`:
//!
//! | layer | one mean and standard deviation for | used in |
//! | --- | --- | --- |
//! | [`BatchNorm`] | each channel, over all samples and spatial positions | networks for images |
//! | [`LayerNorm`] | each sample (each token), over its features | transformers |
//! | [`GroupNorm`] | each group of channels of each sample | images in small batches |
//! | [`RmsNorm`] | as layer normalization, but without the mean | large language models |
//!
//! ```
//! use nn::{Dense, sequential};
//! use normalization::BatchNorm;
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//!
//! let rng = &mut ChaCha8Rng::seed_from_u64(1);
//! let model = sequential![
//!     Dense::linear(64, 32, rng),
//!     BatchNorm::new(32),
//!     Dense::<f32>::linear(32, 10, rng),
//! ];
//! # assert_eq!(nn::parameter_count(&model), 64 * 32 + 32 + 2 * 32 + 32 * 10 + 10);
//! ```
//!
//! # The gradient
//!
//! All four layers have one derivation. Let `x̂ᵢ = (xᵢ − μ)·r` with `r = 1/σ = (v + ε)^(−1/2)` for
//! the `m` elements of a set, and let `gᵢ` be the gradient with respect to `x̂ᵢ` (that is, `dy·w`).
//! An element `xⱼ` acts on every `x̂ᵢ` three ways:
//!
//! - directly, `∂x̂ᵢ/∂xⱼ = r` for `i = j`;
//! - through the mean, `∂μ/∂xⱼ = 1/m`, which takes `r/m` off every `x̂ᵢ`;
//! - through the variance `v = Σ(xᵢ − μ)²/m`: `∂v/∂xⱼ = 2(xⱼ − μ)/m` (the mean's part in it adds up
//!   to nothing, as the distances from the mean do) and `∂r/∂v = −r³/2`, so that `x̂ᵢ` changes by
//!   `(xᵢ − μ)·(−r³/2)·2(xⱼ − μ)/m = −r·x̂ᵢ·x̂ⱼ/m`.
//!
//! Together
//!
//! ```text
//! ∂xⱼ = r·(gⱼ − mean(g) − x̂ⱼ·mean(g·x̂))
//! ```
//!
//! and in words: the gradient's components along the mean and along `x̂` are subtracted, for the
//! normalization undoes any shift and scaling. Without the mean, as in RMS normalization, the
//! middle term goes. The forward and backward passes are functions on slices and views in
//! [`batch_norm::rule`], [`layer_norm::rule`], [`group_norm::rule`] and [`rms_norm::rule`];
//! [`NormOps`] records them on the tape.
//!
//! # Accuracy
//!
//! The variance is computed from the distances to the mean, never as `mean(x²) − μ²`, so it is
//! exact to rounding however large the mean is, and never negative. The mean is exact to rounding
//! as well; its last digit moves each `x̂` by no more than a last digit of `x` itself would. Equal
//! elements, however many, give `x̂ = 0` exactly (unless their sum is infinite), so `y = b`, and a
//! gradient of `(dy − mean(dy))·w/√ε`.

pub mod batch_norm;
mod channels;
mod fold;
pub mod group_norm;
mod lane_sums;
pub mod layer_norm;
mod normalize;
mod parameters;
pub mod rms_norm;
mod sums;

pub use batch_norm::BatchNorm;
pub use fold::FoldBatchNorm;
pub use group_norm::GroupNorm;
pub use layer_norm::LayerNorm;
pub use normalize::NormOps;
pub use rms_norm::RmsNorm;

/// The normalizations as methods: `use normalization::prelude::*`.
pub mod prelude {
    pub use crate::{FoldBatchNorm, NormOps};
}
