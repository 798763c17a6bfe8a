//! Repetitions.

use crate::Var;
use numeric::Float;
use tensor::{Shape, broadcast_to, expect_shape, sum_to};

impl<'t, T: Float> Var<'t, T> {
    /// Broadcast to `shape`: axes of length 1, and those missing in front, are repeated. In the
    /// backward pass the gradients of the repetitions add up.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let row = Tensor::new([2], vec![1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&row).expand([2, 2]));
    /// assert_eq!(y.as_slice(), [1.0, 2.0, 1.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn expand(self, shape: impl Into<Shape>) -> Var<'t, T> {
        let (x, from, to) = (self.value(), self.shape(), shape.into());
        expect_shape(expect_shape(from.broadcast("expand", to)).expect_same("expand", to));
        let y = broadcast_to(&x, to);
        self.tape().record("expand", y, [self], move |dy, [dx]| dx.accumulate(|| sum_to(dy, from)))
    }

    /// The whole repeated `counts[i]` times along each axis `i`: PyTorch's `repeat`, NumPy's `tile`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 2], vec![1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).repeat(&[2, 2]));
    /// assert_eq!(y.as_slice(), [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If there is not one count for each axis, or if there would be more elements than can be
    /// counted.
    #[track_caller]
    pub fn repeat(self, counts: &[usize]) -> Var<'t, T> {
        let shape = self.shape();
        let fits = counts.len() == shape.rank();
        assert!(fits, "repeat: {} counts for the axes of {shape:?}", counts.len());
        let mut y = self;
        for (axis, count) in counts.iter().enumerate().filter(|(_, count)| **count != 1) {
            let before = y.shape();
            let (outer, inner) = before.dims().split_at(axis);
            let (outer, inner) = (outer.iter().product(), inner.iter().product());
            let after = before.with_dim(axis, before.dims()[axis].saturating_mul(*count));
            y = y.reshape([outer, 1, inner]).expand([outer, *count, inner]).reshape(after);
        }
        y
    }
}
