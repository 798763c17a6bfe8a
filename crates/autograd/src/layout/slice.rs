//! Slices with steps.

use crate::Var;
use crate::reduction::AxisSplit;
use numeric::Float;
use tensor::{strided, write_strided};

impl<'t, T: Float> Var<'t, T> {
    /// Every `step`-th element of axis `axis` from `start` up to, but without, `end`: Python's
    /// `x[start:end:step]`. Negative positions count from the axis's end, those outside are moved to
    /// it, and `None` is its beginning or end. With a negative step the slice goes backwards. The rest
    /// of the input gets the gradient 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([5], vec![0.0, 1.0, 2.0, 3.0, 4.0]);
    /// let slice = |start, end, step| {
    ///     Tape::<f64>::new().no_grad(|tape| tape.constant(&x).slice(0, start, end, step))
    /// };
    /// assert_eq!(slice(Some(1), None, 2).as_slice(), [1.0, 3.0]);
    /// assert_eq!(slice(Some(-2), None, -2).as_slice(), [3.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if `step` is 0.
    #[track_caller]
    pub fn slice(
        self,
        axis: usize,
        start: Option<isize>,
        end: Option<isize>,
        step: isize,
    ) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let AxisSplit { outer, len, inner } = AxisSplit::new("slice", shape, axis);
        assert!(step != 0, "slice: a step of 0 leads nowhere");
        let (first, count) = positions(len as isize, start, end, step);
        let (first, strides) = (first * inner, [(len * inner) as isize, step * inner as isize, 1]);
        let y = strided(&x, [outer, count, inner].into(), first, &strides);
        let y = y.reshape(shape.with_dim(axis, count));
        self.tape().record("slice", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let mut dx = dy.new_full(shape, T::zero());
                write_strided(&mut dx, first, &strides, &dy.reshape([outer, count, inner]));
                dx
            });
        })
    }
}

/// The first position of a slice of an axis of length `len`, and the number of positions.
fn positions(len: isize, start: Option<isize>, end: Option<isize>, step: isize) -> (usize, usize) {
    // Going backwards, the position before the first one is the end, and the last one the start.
    let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let clamp = |position: isize| {
        let from_start = if position < 0 { position.saturating_add(len) } else { position };
        from_start.clamp(lowest, highest)
    };
    let (begin, stop) = if step > 0 { (lowest, highest) } else { (highest, lowest) };
    let (start, end) = (start.map_or(begin, clamp), end.map_or(stop, clamp));
    let distance = if step > 0 { end - start } else { start - end };
    let count = if distance > 0 { (distance as usize).div_ceil(step.unsigned_abs()) } else { 0 };
    (start.max(0) as usize, count)
}
