//! The tensor.

use crate::buffer::HostBuffer;
use crate::storage::Storage;
use crate::{Device, Shape, ShapeError, expect_shape, strided};
use numeric::{ELEMENT_COST, Float, par_chunks};
use std::fmt;
use std::sync::Arc;

/// A dense, row-major tensor: a shape and a shared block of elements, last axis fastest. See the
/// [crate's](crate) front page.
#[derive(Clone)]
pub struct Tensor<T: Float = f32> {
    pub(crate) shape: Shape,
    pub(crate) storage: Arc<Storage<T>>,
}

impl<T: Float> Tensor<T> {
    /// A tensor of this shape with these elements, last axis fastest.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    /// assert_eq!((x.shape().dims(), x.as_slice()[3]), (&[2, 3][..], 4.0));
    /// ```
    ///
    /// # Panics
    /// If there are more or fewer elements than the shape holds.
    #[track_caller]
    pub fn new(shape: impl Into<Shape>, data: Vec<T>) -> Self {
        let shape = shape.into();
        assert!(shape.len() == data.len(), "{} elements do not fill {shape:?}", data.len());
        Self::with(shape, Storage::Cpu(data.into()))
    }

    #[inline]
    pub(crate) fn with(shape: Shape, storage: Storage<T>) -> Self {
        Tensor { shape, storage: Arc::new(storage) }
    }

    /// An uninitialized tensor, for outputs that are written in full. Its elements have any values.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let mut x = Tensor::empty([3]);
    /// x.as_mut_slice().copy_from_slice(&[1.0, 2.0, 3.0]);
    /// assert_eq!(x.as_slice(), [1.0, 2.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[inline]
    #[track_caller]
    pub fn empty(shape: impl Into<Shape>) -> Self {
        let shape = shape.into();
        let Some(buffer) = HostBuffer::empty(shape.len()) else {
            panic!("there is no memory for the {} elements of {shape:?}", shape.len());
        };
        Self::with(shape, Storage::Cpu(buffer))
    }

    /// A tensor whose every element is `value`.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::full([3], 0.5).as_slice(), [0.5; 3]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
    pub fn full(shape: impl Into<Shape>, value: T) -> Self {
        let mut tensor = Self::empty(shape);
        par_chunks(tensor.as_mut_slice(), ELEMENT_COST, &|_, block| block.fill(value));
        tensor
    }

    /// A tensor of zeros.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::<f32>::zeros([2, 2]).as_slice(), [0.0; 4]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
    pub fn zeros(shape: impl Into<Shape>) -> Self {
        Self::full(shape, T::zero())
    }

    /// A scalar: a tensor of rank 0, which has one element.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(2.5);
    /// assert_eq!((x.shape().rank(), x.item()), (0, 2.5));
    /// ```
    pub fn scalar(value: T) -> Self {
        Self::full([], value)
    }

    /// A tensor of what `f` returns, called once for each element in memory order.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let mut count = 0.0;
    /// let x = Tensor::from_fn([2, 2], || { count += 1.0; count });
    /// assert_eq!(x.as_slice(), [1.0, 2.0, 3.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
    pub fn from_fn(shape: impl Into<Shape>, mut f: impl FnMut() -> T) -> Self {
        let mut tensor = Self::empty(shape);
        tensor.as_mut_slice().fill_with(&mut f);
        tensor
    }

    /// The shape.
    ///
    /// ```
    /// use tensor::{Shape, Tensor};
    ///
    /// assert_eq!(Tensor::<f32>::zeros([2, 3]).shape(), Shape::from([2, 3]));
    /// ```
    #[inline]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The length of each axis, as an array, where the rank is known.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let [n, h, w] = Tensor::<f32>::zeros([64, 28, 28]).dims();
    /// assert_eq!((n, h, w), (64, 28, 28));
    /// ```
    ///
    /// # Panics
    /// If the tensor has another rank than `N`.
    #[track_caller]
    #[inline]
    pub fn dims<const N: usize>(&self) -> [usize; N] {
        match self.shape.dims().try_into() {
            Ok(dims) => dims,
            Err(_) => panic!("expected {N} axes, found the shape {:?}", self.shape),
        }
    }

    /// The number of elements: PyTorch's `numel`.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::<f32>::zeros([2, 3]).len(), 6);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.shape.len()
    }

    /// Whether there are no elements.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert!(Tensor::<f32>::zeros([0, 3]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.shape.is_empty()
    }

    /// The same elements in another shape; nothing is copied.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::<f32>::zeros([2, 3, 4]).reshape([6, 4]);
    /// assert_eq!(x.shape().dims(), [6, 4]);
    /// ```
    ///
    /// # Panics
    /// If the other shape holds another number of elements.
    #[track_caller]
    pub fn reshape(mut self, shape: impl Into<Shape>) -> Self {
        let (lhs, rhs) = (self.shape, shape.into());
        if lhs.len() != rhs.len() {
            let requirement = "both must hold the same number of elements";
            expect_shape(Err(ShapeError { op: "reshape", lhs, rhs, requirement }))
        }
        self.shape = rhs;
        self
    }

    /// The elements, last axis fastest.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::full([2], 1.5).as_slice(), [1.5, 1.5]);
    /// ```
    ///
    /// # Panics
    /// If they are on a GPU: bring them here with [`to`](Self::to) first.
    #[track_caller]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &*self.storage {
            Storage::Cpu(buffer) => buffer,
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => {
                panic!("this tensor is on {}: bring it here with `.to(&Device::Cpu)`", buffer.gpu)
            }
        }
    }

    /// The elements, mutable; if they are shared, they are copied first.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let mut x = Tensor::zeros([2]);
    /// x.as_mut_slice()[1] = 3.0;
    /// assert_eq!(x.as_slice(), [0.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If they are on a GPU: bring them here with [`to`](Self::to) first.
    #[track_caller]
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        match Arc::make_mut(&mut self.storage) {
            Storage::Cpu(buffer) => buffer,
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => {
                panic!("this tensor is on {}: bring it here with `.to(&Device::Cpu)`", buffer.gpu)
            }
        }
    }

    /// The value of a tensor that has one element. On a GPU this waits for all work there.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::new([1, 1], vec![7.0]).item(), 7.0);
    /// ```
    ///
    /// # Panics
    /// If there are more elements, or none.
    #[track_caller]
    pub fn item(&self) -> T {
        assert!(self.len() == 1, "item: {:?} does not hold one element", self.shape);
        self.to(&Device::Cpu).as_slice()[0]
    }
}

/// The shape and the first elements.
impl<T: Float> fmt::Debug for Tensor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DISPLAY_LIMIT: usize = 8;
        let shown = self.len().min(DISPLAY_LIMIT);
        // From a GPU no more comes than is shown.
        let elements = self.clone().reshape([self.len()]);
        let first = strided(&elements, Shape::from([shown]), 0, &[1]).to(&Device::Cpu);
        write!(f, "Tensor {:?} ", self.shape)?;
        f.debug_list().entries(first.as_slice()).finish()?;
        if self.len() > shown { write!(f, " and {} more", self.len() - shown) } else { Ok(()) }
    }
}
