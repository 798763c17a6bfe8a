//! Values stacked along a new axis, and parts along one.

use crate::reduction::AxisSplit;
use crate::{Var, concat};
use numeric::Float;
use tensor::expect_shape;

/// Values of one shape along a new axis `axis`; in the backward pass each gets its slice of the
/// gradient.
///
/// ```
/// use autograd::{Tape, stack};
/// use tensor::Tensor;
///
/// let (a, b) = (Tensor::new([2], vec![1.0, 2.0]), Tensor::new([2], vec![3.0, 4.0]));
/// let y = Tape::<f64>::new().no_grad(|tape| stack(&[tape.constant(&a), tape.constant(&b)], 1));
/// assert_eq!((y.shape().dims(), y.as_slice()), (&[2, 2][..], &[1.0, 3.0, 2.0, 4.0][..]));
/// ```
///
/// # Panics
/// If there are no parts, if their shapes differ, or if they have fewer than `axis` axes.
#[track_caller]
pub fn stack<'t, T: Float>(parts: &[Var<'t, T>], axis: usize) -> Var<'t, T> {
    let Some(first) = parts.first() else { panic!("stack: there are no parts") };
    let mut unsqueezed = Vec::with_capacity(parts.len());
    for part in parts {
        expect_shape(first.shape().expect_same("stack", part.shape()));
        unsqueezed.push(part.unsqueeze(axis));
    }
    concat(&unsqueezed, axis)
}

impl<'t, T: Float> Var<'t, T> {
    /// The parts of axis `axis` of these lengths, one after the other.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 3], vec![1.0, 2.0, 5.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| {
    ///     let parts = tape.constant(&x).split(&[2, 1], 1);
    ///     parts[0] * parts[1]
    /// });
    /// assert_eq!(y.as_slice(), [5.0, 10.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if the lengths do not add up to its own.
    #[track_caller]
    pub fn split(self, lengths: &[usize], axis: usize) -> Vec<Var<'t, T>> {
        let (shape, mut start) = (self.shape(), 0);
        let len = AxisSplit::new("split", shape, axis).len;
        let fits = lengths.iter().try_fold(0usize, |sum, len| sum.checked_add(*len)) == Some(len);
        assert!(fits, "split: {lengths:?} do not add up to axis {axis} of {shape:?}");
        let mut parts = Vec::with_capacity(lengths.len());
        for len in lengths {
            parts.push(self.narrow(axis, start..start + len));
            start += len;
        }
        parts
    }

    /// `n` parts of axis `axis` of equal lengths; if they do not come out even, the last is shorter,
    /// and there may be fewer, as in PyTorch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([5], vec![1.0, 2.0, 3.0, 4.0, 5.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).chunk(3, 0)[2]);
    /// assert_eq!(y.as_slice(), [5.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if `n` is 0.
    #[track_caller]
    pub fn chunk(self, n: usize, axis: usize) -> Vec<Var<'t, T>> {
        let len = AxisSplit::new("chunk", self.shape(), axis).len;
        assert!(n > 0, "chunk: there must be at least one part");
        let part = len.div_ceil(n).max(1);
        let starts = (0..len.max(1)).step_by(part);
        let lengths: Vec<usize> = starts.map(|start| part.min(len - start)).collect();
        self.split(&lengths, axis)
    }
}
