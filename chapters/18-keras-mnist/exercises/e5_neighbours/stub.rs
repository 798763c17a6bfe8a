//! # 18.5 The nearest neighbours vote
//!
//! What does a network gain over a method that learns nothing? A classifier by the *k nearest neighbours*
//! keeps all $`n`$ training images. For an image $`x`$ of $`d`$ pixels it computes the squared distance
//! to each of them,
//!
//! ```math
//! D_i = \sum_{p=1}^{d} (a_{i p} - x_p)^2,
//! ```
//!
//! with pixel $`p`$ of training image $`i`$ as $`a_{i p}`$, and the $`k`$ images with the smallest distances
//! vote, each for its label. The prediction is the class with most votes.
//!
//! - Of equal distances the image with the lower index counts as nearer.
//! - If several classes have most votes, the prediction is the one of them whose nearest image is the
//!   nearest.
//! - If there are fewer than $`k`$ images, all of them vote. Where nobody votes there is no prediction.
//!
//! To test yourself: for images of one pixel, 12, 4, 14, 1 and 7, with the labels 3, 3, 8, 5 and 5, and
//! $`x = 5`$, the prediction is 3 for $`k = 1`$, 5 for $`k = 3`$, and 3 for $`k = 4`$, where two classes have
//! two votes each.

/// The class of `x` by the vote of its `k` nearest neighbours; `None` if there are none.
///
/// # Shapes
/// `images`: `[n, d]`, row-major; `labels`: `[n]`; `x`: `[d]`, with d at least 1.
pub fn predict(images: &[f32], labels: &[usize], x: &[f32], k: usize) -> Option<usize> {
    todo!("18.5: of {x:?} among {images:?} with the labels {labels:?}, k = {k}")
}
