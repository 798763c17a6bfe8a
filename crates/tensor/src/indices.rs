//! Positions along an axis.

use crate::{Shape, Tensor};
use numeric::Float;
use std::sync::Arc;

/// A tensor of indices, such as the position of each maximum. It has no gradient.
///
/// ```
/// use tensor::Indices;
///
/// let classes = Indices::new([2, 2], vec![0, 2, 1, 1]);
/// assert_eq!((classes.shape().dims(), classes.as_slice()[1]), (&[2, 2][..], 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indices {
    shape: Shape,
    data: Arc<[usize]>,
}

impl Indices {
    /// Indices of this shape, last axis fastest.
    ///
    /// ```
    /// assert_eq!(tensor::Indices::new([3], vec![2, 0, 1]).as_slice(), [2, 0, 1]);
    /// ```
    ///
    /// # Panics
    /// If there are more or fewer than the shape holds.
    #[track_caller]
    pub fn new(shape: impl Into<Shape>, data: Vec<usize>) -> Self {
        let shape = shape.into();
        assert!(shape.len() == data.len(), "{} indices do not fill {shape:?}", data.len());
        Indices { shape, data: data.into() }
    }

    /// The shape.
    ///
    /// ```
    /// assert_eq!(tensor::Indices::new([3], vec![2, 0, 1]).shape().dims(), [3]);
    /// ```
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The indices, last axis fastest.
    ///
    /// ```
    /// assert_eq!(tensor::Indices::new([1, 2], vec![2, 0]).as_slice(), [2, 0]);
    /// ```
    pub fn as_slice(&self) -> &[usize] {
        &self.data
    }

    /// A last axis of length `n` more, with 1 at the index and 0 elsewhere. It is on the CPU, as the indices
    /// are.
    ///
    /// ```
    /// use tensor::{Indices, Tensor};
    ///
    /// let y: Tensor<f64> = Indices::new([2], vec![2, 0]).one_hot(3);
    /// assert_eq!((y.shape().dims(), y.as_slice()), (&[2, 3][..], &[0.0, 0.0, 1.0, 1.0, 0.0, 0.0][..]));
    /// ```
    ///
    /// # Panics
    /// If an index is not below `n`, or if there are as many axes as there can be.
    #[track_caller]
    pub fn one_hot<T: Float>(&self, n: usize) -> Tensor<T> {
        let Some(shape) = Shape::new(&[self.shape.dims(), &[n]].concat()) else {
            panic!("one_hot: {:?} has as many axes or elements as there can be", self.shape)
        };
        let mut y = Tensor::zeros(shape);
        let dst = y.as_mut_slice();
        for (row, index) in self.data.iter().enumerate() {
            assert!(*index < n, "one_hot: index {index} is not below {n}");
            dst[row * n + index] = T::one();
        }
        y
    }
}
