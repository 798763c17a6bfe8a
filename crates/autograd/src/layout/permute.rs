//! The axes in another order, axes of length 1, and axes read backwards.

use crate::Var;
use numeric::Float;
use tensor::{Shape, Tensor, permute, strided};

impl<'t, T: Float> Var<'t, T> {
    /// The axes in another order: axis `i` of the output is axis `axes[i]` of the input.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let images = Tensor::zeros([2, 28, 32, 3]);                 // the channels last
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&images).permute(&[0, 3, 1, 2]));
    /// assert_eq!(y.shape().dims(), [2, 3, 28, 32]);
    /// ```
    ///
    /// # Panics
    /// If `axes` does not name each axis once.
    #[track_caller]
    pub fn permute(self, axes: &[usize]) -> Var<'t, T> {
        let y = permute(&self.value(), axes);
        let mut inverse = vec![0; axes.len()];
        axes.iter().enumerate().for_each(|(i, axis)| inverse[*axis] = i);
        self.tape()
            .record("permute", y, [self], move |dy, [dx]| dx.accumulate(|| permute(&dy, &inverse)))
    }

    /// A new axis of length 1, which becomes axis `axis`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&Tensor::zeros([2, 3])).unsqueeze(1));
    /// assert_eq!(y.shape().dims(), [2, 1, 3]);
    /// ```
    ///
    /// # Panics
    /// If `axis` is greater than the number of axes, or if there are as many as there can be.
    #[track_caller]
    pub fn unsqueeze(self, axis: usize) -> Var<'t, T> {
        let shape = self.shape();
        assert!(axis <= shape.rank(), "unsqueeze: {shape:?} cannot get an axis {axis}");
        let mut dims = shape.dims().to_vec();
        dims.insert(axis, 1);
        let Some(shape) = Shape::new(&dims) else {
            panic!("unsqueeze: {shape:?} has as many axes as there can be")
        };
        self.reshape(shape)
    }

    /// The shape without axis `axis`, whose length must be 1.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let y = Tape::<f32>::new().no_grad(|tape| tape.constant(&Tensor::zeros([2, 1, 3])).squeeze(1));
    /// assert_eq!(y.shape().dims(), [2, 3]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, or if its length is not 1.
    #[track_caller]
    pub fn squeeze(self, axis: usize) -> Var<'t, T> {
        let shape = self.shape();
        let is_one = shape.dims().get(axis) == Some(&1);
        assert!(is_one, "squeeze: {shape:?} has no axis {axis} of length 1");
        let mut dims = shape.dims().to_vec();
        dims.remove(axis);
        self.reshape(Shape::new(&dims).expect("fewer axes and as many elements"))
    }

    /// The axes `axes` in reverse.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 2], vec![1.0, 2.0, 3.0, 4.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).flip(&[1]));
    /// assert_eq!(y.as_slice(), [2.0, 1.0, 4.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis.
    #[track_caller]
    pub fn flip(self, axes: &[usize]) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        if let Some(axis) = axes.iter().find(|axis| **axis >= shape.rank()) {
            panic!("flip: {shape:?} has no axis {axis}");
        }
        let (y, axes) = (flipped(&x, axes), axes.to_vec());
        self.tape().record("flip", y, [self], move |dy, [dx]| dx.accumulate(|| flipped(&dy, &axes)))
    }
}

fn flipped<T: Float>(x: &Tensor<T>, axes: &[usize]) -> Tensor<T> {
    let (shape, mut start) = (x.shape(), 0);
    let mut strides = vec![0isize; shape.rank()];
    let mut stride = 1;
    for (axis, dim) in shape.dims().iter().enumerate().rev() {
        strides[axis] = stride;
        if axes.contains(&axis) {
            strides[axis] = -stride;
            start += (dim.max(&1) - 1) * stride as usize;
        }
        stride *= *dim as isize;
    }
    strided(x, shape, start, &strides)
}
