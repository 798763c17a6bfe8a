//! Two ways to the same numbers.

use super::ConvShape;
use crate::lanes::LANES;

/// How a convolution is computed. Both ways add up the same products, in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvAlgorithm {
    /// From the images themselves, side by side, a register for one pixel of each.
    Direct,
    /// By a matrix product with the patches laid out as columns: [`im2col`](super::im2col()).
    Im2col,
}

impl ConvAlgorithm {
    /// The faster one for so many images of these sizes, as `examples/conv_methods.rs` measured on one
    /// core. A batch that fills the registers takes 1.2 to 14 times as long by columns, the longer the
    /// fewer the filters that share the copies; only where a map has hardly any places left is it the
    /// other way round. A batch that does not fill them costs as much as one that does, directly, and
    /// by columns the less the fewer images there are.
    pub(crate) fn choose(geometry: &ConvShape, images: usize) -> ConvAlgorithm {
        let many = geometry.out_channels_per_group >= MANY_FILTERS;
        let no_places = many && geometry.output.area() < FEW_POSITIONS;
        let few_images = images < if many { LANES / 2 } else { LANES / 8 };
        if no_places || few_images { ConvAlgorithm::Im2col } else { ConvAlgorithm::Direct }
    }
}

/// Filters that are enough to make copying worth its time.
const MANY_FILTERS: usize = 32;

/// Places that are too few to keep sums in registers for.
const FEW_POSITIONS: usize = 9;
