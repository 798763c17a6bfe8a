//! Convolution with the channels last: each image as `[height, width, channels]`.
//!
//! A vector register holds [`LANES`](numeric::lanes::LANES) channels of one pixel, where the [direct](crate::direct)
//! algorithm's holds one channel of as many images. So what is read for a sum is a number for each pixel and
//! not a register, and the images of a layer with many channels stay in the caches. All three passes
//! are loops around one and the same small product ([`microkernel`]), which keeps its sums in registers:
//!
//! - [`forward`]: `z(q, f) = b(f) + Σ x(q + o(i), c)·w(i, c, f)`, the sum over channels `c` and taps `i`,
//!   the filters in the lanes;
//! - [`backward`]: `∂x(q + o(i), c) += Σ δ(q, f)·w(i, f, c)`, the sum over filters, the channels in the lanes;
//! - [`weight_gradient`]: `∂w(i, c, f) = Σ x(q + o(i), c)·δ(q, f)`, the sum over positions `q`, the
//!   filters in the lanes.

/// `$f::<T, V>(…)` with `V` a constant of the value of `$vectors`: one of 1 to
/// [`MAX_VECTORS`](crate::channels_last::MAX_VECTORS). So the compiler knows how many sums there are, and
/// keeps them in registers.
macro_rules! with_const_vectors {
    ($vectors:expr, $f:ident($($argument:expr),* $(,)?)) => {
        match $vectors {
            1 => $f::<T, 1>($($argument),*),
            2 => $f::<T, 2>($($argument),*),
            _ => $f::<T, { $crate::channels_last::MAX_VECTORS }>($($argument),*),
        }
    };
}

mod backward;
mod forward;
mod layout;
mod microkernel;
mod weight_gradient;
mod weights;

use numeric::lanes::HAS_32_REGISTERS;

pub(crate) use backward::ChannelsLastBackward;
pub(crate) use forward::ChannelsLastForward;

/// The maximum number of registers of channels whose sums are computed together.
const MAX_VECTORS: usize = 3;

/// The number of rows, pixels or channels, at which sums are computed together. With 32 registers 24
/// hold the sums of a tile, and each step loads three registers of weights for eight numbers; with 16
/// twelve do.
const ROW_TILE: usize = if HAS_32_REGISTERS { 8 } else { 4 };

/// The number of channels or filters whose products are added up before those of the next: their weights
/// at one tap, 24 KiB in `f32`, stay in the innermost cache for all positions of a block.
const DEPTH_BLOCK: usize = 128;

/// The number of positions that are gone through for one tile of weights after the other, so that what is
/// read and written there stays in an inner cache.
const POSITION_BLOCK: usize = 256;
