//! The tensor.

use crate::buffer::HostBuffer;
use crate::storage::Storage;
use crate::{Device, Shape, ShapeError, expect_shape};
use numeric::{ELEMENT_COST, Float, par_chunks};
use std::fmt;
use std::sync::Arc;

/// A shape and a block of numbers, last axis fastest. See the [crate's](crate) front page.
#[derive(Clone)]
pub struct Tensor<T: Float = f32> {
    shape: Shape,
    storage: Arc<Storage<T>>,
}

impl<T: Float> Tensor<T> {
    /// These numbers in this shape.
    ///
    /// # Panics
    /// If there are more or fewer numbers than the shape holds.
    #[track_caller]
    pub fn new(shape: impl Into<Shape>, numbers: Vec<T>) -> Self {
        let shape = shape.into();
        assert_eq!(shape.len(), numbers.len(), "{} numbers do not fill {shape:?}", numbers.len());
        Self::with(shape, Storage::Cpu(numbers.into()))
    }

    #[inline]
    pub(crate) fn with(shape: Shape, storage: Storage<T>) -> Self {
        Tensor { shape, storage: Arc::new(storage) }
    }

    /// Numbers of whatever value, for outputs that will be written in full.
    #[inline]
    pub fn empty(shape: impl Into<Shape>) -> Self {
        let shape = shape.into();
        Self::with(shape, Storage::Cpu(HostBuffer::empty(shape.len())))
    }

    /// The same number everywhere.
    pub fn full(shape: impl Into<Shape>, number: T) -> Self {
        let mut tensor = Self::empty(shape);
        par_chunks(tensor.as_mut_slice(), ELEMENT_COST, &|_, block| block.fill(number));
        tensor
    }

    /// Zeros.
    pub fn zeros(shape: impl Into<Shape>) -> Self {
        Self::full(shape, T::zero())
    }

    /// One number, a tensor without axes.
    pub fn scalar(number: T) -> Self {
        Self::full([], number)
    }

    /// What `number` returns, called once for each place in turn.
    pub fn from_fn(shape: impl Into<Shape>, mut number: impl FnMut() -> T) -> Self {
        let mut tensor = Self::empty(shape);
        tensor.as_mut_slice().fill_with(&mut number);
        tensor
    }

    /// The shape.
    #[inline]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The axes' lengths, where their number is known: `let [n, h, w] = images.dims();`
    ///
    /// # Panics
    /// If the tensor has another number of axes.
    #[track_caller]
    #[inline]
    pub fn dims<const N: usize>(&self) -> [usize; N] {
        match self.shape.dims().try_into() {
            Ok(dims) => dims,
            Err(_) => panic!("expected {N} axes, found the shape {:?}", self.shape),
        }
    }

    /// The number of numbers.
    #[inline]
    pub fn len(&self) -> usize {
        self.shape.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.shape.is_empty()
    }

    /// The same numbers in another shape; nothing is copied.
    ///
    /// # Panics
    /// If the other shape holds another number of numbers.
    #[track_caller]
    pub fn reshape(mut self, shape: impl Into<Shape>) -> Self {
        let (left, right) = (self.shape, shape.into());
        if left.len() != right.len() {
            let rule = "both must hold the same number of numbers";
            expect_shape(Err(ShapeError {
                op: "reshape",
                lhs: left,
                rhs: right,
                requirement: rule,
            }))
        }
        self.shape = right;
        self
    }

    /// The numbers.
    ///
    /// # Panics
    /// If they are on the GPU: bring them here with [`to`](Self::to) first.
    #[track_caller]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &*self.storage {
            Storage::Cpu(buffer) => buffer,
            #[cfg(feature = "cuda")]
            Storage::Cuda(_) => panic!("this tensor is on the GPU: use `to(&Device::Cpu)` first"),
        }
    }

    /// The numbers, to change; if they are shared, a copy of them is made first.
    ///
    /// # Panics
    /// If they are on the GPU: bring them here with [`to`](Self::to) first.
    #[track_caller]
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        match Arc::make_mut(&mut self.storage) {
            Storage::Cpu(buffer) => buffer,
            #[cfg(feature = "cuda")]
            Storage::Cuda(_) => panic!("this tensor is on the GPU: use `to(&Device::Cpu)` first"),
        }
    }

    /// The one number of a tensor that holds just one. From the GPU this waits for all work there.
    ///
    /// # Panics
    /// If there are more numbers, or none.
    #[track_caller]
    pub fn item(&self) -> T {
        assert_eq!(self.len(), 1, "item: {:?} does not hold one number", self.shape);
        self.to(&Device::Cpu).as_slice()[0]
    }

    /// The device that the numbers are on.
    pub fn device(&self) -> Device {
        match &*self.storage {
            Storage::Cpu(_) => Device::Cpu,
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => Device::Cuda(buffer.gpu.clone()),
        }
    }

    /// New memory on this tensor's device, of whatever value, for outputs written in full.
    #[inline]
    pub fn new_empty(&self, shape: impl Into<Shape>) -> Tensor<T> {
        let shape = shape.into();
        match &*self.storage {
            Storage::Cpu(_) => Tensor::empty(shape),
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => {
                Self::with(shape, Storage::Cuda(buffer.gpu.buffer(shape.len())))
            }
        }
    }

    /// The same numbers on `device`; shared, not copied, if they are there already.
    pub fn to(&self, device: &Device) -> Tensor<T> {
        match (&*self.storage, device) {
            (Storage::Cpu(_), Device::Cpu) => self.clone(),
            #[cfg(feature = "cuda")]
            (Storage::Cpu(buffer), Device::Cuda(gpu)) => {
                Self::with(self.shape, Storage::Cuda(gpu.upload(buffer)))
            }
            #[cfg(feature = "cuda")]
            (Storage::Cuda(buffer), Device::Cpu) => Tensor::new(self.shape, buffer.download()),
            #[cfg(feature = "cuda")]
            (Storage::Cuda(buffer), Device::Cuda(gpu)) if Arc::ptr_eq(&buffer.gpu, gpu) => {
                self.clone()
            }
            #[cfg(feature = "cuda")]
            (Storage::Cuda(buffer), Device::Cuda(gpu)) => {
                Self::with(self.shape, Storage::Cuda(gpu.upload(&buffer.download())))
            }
        }
    }

    /// The numbers on the GPU, for a kernel.
    ///
    /// # Panics
    /// If they are on the processor.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub fn cuda(&self) -> &cudarc::driver::CudaSlice<T> {
        match &*self.storage {
            Storage::Cuda(buffer) => &buffer.slice,
            Storage::Cpu(_) => panic!("this tensor is on the processor: use `to(&gpu)` first"),
        }
    }

    /// The numbers on the GPU, for a kernel to change; if they are shared, a copy is made first.
    ///
    /// # Panics
    /// If they are on the processor.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub fn cuda_mut(&mut self) -> &mut cudarc::driver::CudaSlice<T> {
        match Arc::make_mut(&mut self.storage) {
            Storage::Cuda(buffer) => &mut buffer.slice,
            Storage::Cpu(_) => panic!("this tensor is on the processor: use `to(&gpu)` first"),
        }
    }
}

impl<T: Float> fmt::Debug for Tensor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DISPLAY_LIMIT: usize = 8;
        let here = self.to(&Device::Cpu);
        let numbers = here.as_slice();
        write!(f, "Tensor {:?} ", self.shape)?;
        f.debug_list().entries(numbers.iter().take(DISPLAY_LIMIT)).finish()?;
        if numbers.len() > DISPLAY_LIMIT {
            write!(f, " and {} more", numbers.len() - DISPLAY_LIMIT)
        } else {
            Ok(())
        }
    }
}
