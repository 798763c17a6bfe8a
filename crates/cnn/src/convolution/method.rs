//! Two ways to the same numbers.

use super::Geometry;

/// How a convolution is computed. Both ways add up the same products, in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From the image itself, a register of neighbouring places at a time.
    Direct,
    /// By a matrix product with the patches laid out as columns: [`im2col`](super::im2col()).
    Im2col,
}

impl Method {
    /// The faster one for these sizes, as `examples/conv_methods.rs` measured on one core with AVX-512:
    /// the direct way is 1.3 to 15 times as fast on layers with answers of 8×8 places and more. Below
    /// that it is slower with many filters: it computes whole registers, of which ever more places
    /// are none of the answer's, while the columns' copying is shared by all filters.
    pub(crate) fn of(_geometry: &Geometry) -> Method {
        Method::Direct
    }
}
