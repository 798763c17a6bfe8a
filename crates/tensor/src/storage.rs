//! A tensor's memory: on which device it is, and how its elements get to another.

use crate::buffer::HostBuffer;
#[cfg(feature = "cuda")]
use crate::gpu::CudaBuffer;
use crate::{Device, Shape, Tensor};
use numeric::Float;
#[cfg(feature = "cuda")]
use std::sync::Arc;

/// A block of elements, on one of the devices.
#[derive(Clone)]
pub(crate) enum Storage<T: Float> {
    Cpu(HostBuffer<T>),
    #[cfg(feature = "cuda")]
    Cuda(CudaBuffer<T>),
}

impl<T: Float> Tensor<T> {
    /// The device that the elements are on.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// assert!(matches!(Tensor::<f32>::zeros([2]).device(), Device::Cpu));
    /// ```
    pub fn device(&self) -> Device {
        match &*self.storage {
            Storage::Cpu(_) => Device::Cpu,
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => Device::Cuda(buffer.gpu.clone()),
        }
    }

    /// Whether both are on the same device.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert!(Tensor::<f32>::zeros([2]).is_on_device_of(&Tensor::zeros([3])));
    /// ```
    #[inline]
    pub fn is_on_device_of(&self, other: &Tensor<T>) -> bool {
        match (&*self.storage, &*other.storage) {
            (Storage::Cpu(_), Storage::Cpu(_)) => true,
            #[cfg(feature = "cuda")]
            (Storage::Cuda(a), Storage::Cuda(b)) => Arc::ptr_eq(&a.gpu, &b.gpu),
            #[cfg(feature = "cuda")]
            _ => false,
        }
    }

    /// An uninitialized tensor on the same device as this one, for outputs that are written in
    /// full: PyTorch's `new_empty`. Its elements have any values.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::<f32>::zeros([2, 3]);
    /// assert_eq!(x.new_empty([4]).shape().dims(), [4]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[inline]
    #[track_caller]
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

    /// A tensor on the same device as this one, whose every element is `value`: PyTorch's `new_full`.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// assert_eq!(Tensor::<f32>::zeros([2, 3]).new_full([2], 0.5).as_slice(), [0.5; 2]);
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
    pub fn new_full(&self, shape: impl Into<Shape>, value: T) -> Tensor<T> {
        match &*self.storage {
            Storage::Cpu(_) => Tensor::full(shape, value),
            #[cfg(feature = "cuda")]
            Storage::Cuda(buffer) => {
                let (gpu, shape) = (&buffer.gpu, shape.into());
                let mut y = Self::with(shape, Storage::Cuda(gpu.buffer(shape.len())));
                crate::gpu::fill(gpu, &mut y, value);
                y
            }
        }
    }

    /// This tensor on `device`; shared, not copied, if it is there already.
    ///
    /// ```
    /// use tensor::{Device, Tensor};
    ///
    /// let x = Tensor::new([2], vec![1.0, 2.0]);
    /// let y = x.to(&Device::Cpu);
    /// assert_eq!(y.as_slice().as_ptr(), x.as_slice().as_ptr());           // shared
    /// ```
    ///
    /// # Panics
    /// If there is not as much memory.
    #[track_caller]
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

    /// Takes the value of `other`: PyTorch's `copy_`. On the CPU its memory is shared. On a GPU the elements are
    /// copied into the memory that this tensor has already, if that fits and nobody shares it: so the value of a
    /// step that is [captured](crate::StepGraph) stays where it is.
    ///
    /// ```
    /// use tensor::Tensor;
    ///
    /// let mut mean = Tensor::<f32>::zeros([2]);
    /// mean.assign(&Tensor::full([2], 0.5));
    /// assert_eq!(mean.as_slice(), [0.5; 2]);
    /// ```
    pub fn assign(&mut self, other: &Tensor<T>) {
        #[cfg(feature = "cuda")]
        if self.shape == other.shape
            && self.is_on_device_of(other)
            && let Storage::Cuda(from) = &*other.storage
            && let Some(Storage::Cuda(to)) = Arc::get_mut(&mut self.storage)
        {
            return to.copy_from(from);
        }
        *self = other.clone();
    }

    /// # Panics
    /// Unless the elements are on this GPU.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub(crate) fn expect_on(&self, gpu: &crate::gpu::Gpu) {
        let is_there = match &*self.storage {
            Storage::Cpu(_) => false,
            Storage::Cuda(buffer) => std::ptr::eq(&*buffer.gpu, gpu),
        };
        assert!(is_there, "{}", different_devices(&self.device(), gpu));
    }

    /// The GPU that the elements are on.
    ///
    /// # Panics
    /// If they are on the CPU.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub fn gpu(&self) -> Arc<crate::gpu::Gpu> {
        match &*self.storage {
            Storage::Cuda(buffer) => buffer.gpu.clone(),
            Storage::Cpu(_) => {
                panic!("this tensor is on cpu: bring it to the GPU with `.to(&device)`")
            }
        }
    }

    /// The elements on the GPU, for a kernel.
    ///
    /// # Panics
    /// If they are on the CPU.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub fn cuda(&self) -> cudarc::driver::CudaView<'_, T> {
        match &*self.storage {
            Storage::Cuda(buffer) => buffer.view(),
            Storage::Cpu(_) => {
                panic!("this tensor is on cpu: bring it to the GPU with `.to(&device)`")
            }
        }
    }

    /// The elements on the GPU, mutable, for a kernel's output; if they are shared, they are copied
    /// first.
    ///
    /// # Panics
    /// If they are on the CPU.
    #[cfg(feature = "cuda")]
    #[track_caller]
    pub fn cuda_mut(&mut self) -> cudarc::driver::CudaViewMut<'_, T> {
        match Arc::make_mut(&mut self.storage) {
            Storage::Cuda(buffer) => buffer.view_mut(),
            Storage::Cpu(_) => {
                panic!("this tensor is on cpu: bring it to the GPU with `.to(&device)`")
            }
        }
    }
}

/// Checks that tensors that meet in an operation are on one device.
///
/// ```
/// use tensor::{Tensor, expect_same_device};
///
/// let [x, w] = [Tensor::<f32>::zeros([2]), Tensor::zeros([3])];
/// expect_same_device("matmul", &[&x, &w]);                              // both are on the CPU
/// ```
///
/// # Panics
/// At the caller's line, if they are not; the message names two of the devices.
#[track_caller]
pub fn expect_same_device<T: Float>(op: &str, tensors: &[&Tensor<T>]) {
    let Some((first, rest)) = tensors.split_first() else { return };
    if let Some(other) = rest.iter().find(|other| !other.is_on_device_of(first)) {
        panic!("{op}: {}", different_devices(&first.device(), &other.device()));
    }
}

/// What is said of tensors that are not on one device.
fn different_devices(one: &impl ToString, other: &impl ToString) -> String {
    let (one, other) = (one.to_string(), other.to_string());
    if one == other {
        return format!(
            "two handles of {one} meet, each with its own memory: call `Device::cuda` once, and clone what \
             it returns"
        );
    }
    format!("a tensor on {one} meets one on {other}: bring both to one device with `.to(&device)`")
}
