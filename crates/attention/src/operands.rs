//! What the passes compute from.

use crate::checks::Sizes;
use crate::head::HeadRows;
use crate::mask::Mask;
use numeric::Float;

/// One operand in memory: its heads lie side by side in each row, from column `first` on.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a, T> {
    pub data: &'a [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
    pub first: usize,
}

impl<'a, T: Float> Source<'a, T> {
    /// The rows of a head of `len` features, from row `first_row` on.
    pub fn head(&self, first_row: usize, head: usize, len: usize) -> HeadRows<'a, T> {
        let start = first_row * self.stride + self.first + head * len;
        HeadRows { data: self.data.get(start..).unwrap_or_default(), stride: self.stride, len }
    }
}

/// What is computed from.
#[derive(Clone, Copy)]
pub(crate) struct Operands<'a, T: Float> {
    pub sizes: Sizes,
    pub scale: T,
    pub mask: &'a Mask<T>,
    /// Queries, keys, values.
    pub sources: [Source<'a, T>; 3],
}

impl<'a, T: Float> Operands<'a, T> {
    pub fn queries(&self, sample: usize, head: usize) -> HeadRows<'a, T> {
        self.sources[0].head(sample * self.sizes.queries, head, self.sizes.head_dim)
    }

    pub fn keys(&self, sample: usize, head: usize) -> HeadRows<'a, T> {
        self.sources[1].head(sample * self.sizes.keys, head, self.sizes.head_dim)
    }

    pub fn values(&self, sample: usize, head: usize) -> HeadRows<'a, T> {
        self.sources[2].head(sample * self.sizes.keys, head, self.sizes.value_dim)
    }
}

/// What the forward pass has given, and the gradients with respect to it.
pub(crate) struct Outputs<'a, T> {
    pub y: &'a [T],
    /// `[batch, queries, heads]`.
    pub lse: &'a [T],
    pub dy: &'a [T],
}
