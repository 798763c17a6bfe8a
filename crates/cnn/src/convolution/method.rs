//! Two ways to the same numbers.

use super::Geometry;
use super::grid::answer_len;

/// How a convolution is computed. Both ways add up the same products, in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From the image itself, a register of neighbouring places at a time.
    Direct,
    /// By a matrix product with the patches laid out as columns: [`im2col`](super::im2col()).
    Im2col,
}

impl Method {
    /// The one to take for these sizes.
    ///
    /// On LeNet's layers the direct way was measured to be several times faster than copying the
    /// patches. But it computes whole registers, of which some places are none of the answer's: where
    /// answers are so small that this is most of them, the columns are taken. (Where exactly the two
    /// are level has not been measured yet.)
    pub(crate) fn of(geometry: &Geometry) -> Method {
        let useful = geometry.output.area();
        let computed = answer_len(geometry);
        if 2 * useful < computed { Method::Im2col } else { Method::Direct }
    }
}
