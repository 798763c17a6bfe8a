//! # 18.1 Channels last, channels first
//!
//! Keras stores an image as `[h, w, c]`: the $`c`$ channels of a pixel lie side by side, *channels last*.
//! PyTorch stores it as `[c, h, w]`: one whole image for each channel, *channels first*. The pixels are
//! the same, and every one has to move. With row $`i`$, column $`j`$ and channel $`k`$,
//!
//! ```math
//! x^{\text{first}}_{k i j} = x^{\text{last}}_{i j k},
//! ```
//!
//! and in a flat, row-major slice the element with the indices $`i, j, k`$ lies at
//!
//! ```math
//! \begin{aligned}
//! \text{last:} &\quad (i\,w + j)\,c + k, \\
//! \text{first:} &\quad (k\,h + i)\,w + j.
//! \end{aligned}
//! ```
//!
//! Write both directions. $`h`$, $`w`$ and $`c`$ are the sizes of the image and come in this order in both
//! functions. Each of them may be 0, and then there are no elements.
//!
//! To test yourself: an image of 1 row, 3 columns and 2 channels that is `[1, 10, 2, 20, 3, 30]` with
//! channels last is `[1, 2, 3, 10, 20, 30]` with channels first.

/// The image `x`, stored with channels last, in the layout channels first.
///
/// # Shapes
/// `x`: `[h, w, c]`; the result: `[c, h, w]`, both row-major.
pub fn to_channels_first(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    todo!("18.1: {x:?} with h = {h}, w = {w}, c = {c} to channels first")
}

/// The image `x`, stored with channels first, in the layout channels last.
///
/// # Shapes
/// `x`: `[c, h, w]`; the result: `[h, w, c]`, both row-major.
pub fn to_channels_last(x: &[f32], [h, w, c]: [usize; 3]) -> Vec<f32> {
    todo!("18.1: {x:?} with h = {h}, w = {w}, c = {c} to channels last")
}
