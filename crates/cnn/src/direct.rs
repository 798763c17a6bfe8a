//! The direct algorithm: a convolution from the images themselves, without copies of patches.
//!
//! [`LANES`](numeric::lanes::LANES) images are laid out so that a vector register holds the same pixel
//! of each ([`layout`]). What a tap of a filter meets is then a fixed offset away from the first
//! one, at every output position the same, and the three sums of a convolution are three loops
//! alike, over taps, positions or filters, each with its sums in registers:
//!
//! - [`forward`]: `z(q, f) = b(f) + Σ w(f, i)·x(q + o(i))`, the sum over the taps `i`;
//! - [`weight_gradient`]: `∂w(f, i) = Σ δ(q, f)·x(q + o(i))`, the sum over the positions `q`;
//! - [`backward`]: `∂x(q + o(i)) += Σ w(f, i)·δ(q, f)`, the sum over the filters `f`.
//!
//! A max pooling behind the convolution can be taken along ([`fused_max_pool`]).

/// `$f::<T, N>(…)` with `N` a constant of the value of `$n`: one of 1 to [`MAX_TILE`]. So the
/// compiler knows how many sums there are, and keeps them in registers.
macro_rules! with_const_tile {
    ($n:expr, $f:ident($($argument:expr),* $(,)?)) => {
        match $n {
            1 => $f::<T, 1>($($argument),*),
            2 => $f::<T, 2>($($argument),*),
            3 => $f::<T, 3>($($argument),*),
            4 => $f::<T, 4>($($argument),*),
            5 => $f::<T, 5>($($argument),*),
            _ => $f::<T, { $crate::direct::MAX_TILE }>($($argument),*),
        }
    };
}

mod backward;
mod forward;
mod fused_max_pool;
mod layout;
mod weight_gradient;

use numeric::lanes::HAS_32_REGISTERS;

pub(crate) use backward::DirectBackward;
pub(crate) use forward::DirectForward;
pub(crate) use fused_max_pool::FusedMaxPool;

/// The maximum number of filters or taps whose sums are computed together.
const MAX_TILE: usize = 6;

/// The number of filters whose sums are computed together.
const FILTER_TILE: usize = MAX_TILE;

/// The number of positions at which sums are computed together. With 32 registers 24 hold the sums
/// of a tile of filters, for which each step loads four pixels and six weights; with 16 twelve do.
const POSITION_TILE: usize = if HAS_32_REGISTERS { 4 } else { 2 };
