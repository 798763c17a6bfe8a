//! One launch for all parameters that are on a GPU.

#[cfg(feature = "cuda")]
mod cuda;
#[cfg(feature = "cuda")]
pub(crate) use cuda::{CHUNK, THREADS};

use numeric::Float;
use std::marker::PhantomData;
use tensor::Tensor;

/// An update rule as a kernel, with the coefficients of one parameter in this step: see
/// [`Optimizer::update_kernel`](crate::Optimizer::update_kernel).
#[derive(Clone, Debug)]
pub struct UpdateKernel {
    /// A text made by `kernel_text!`.
    #[cfg_attr(not(feature = "cuda"), expect(dead_code, reason = "only a GPU compiles it"))]
    pub(crate) source: &'static str,
    /// In the order of the text's `Coefficients`.
    #[cfg_attr(not(feature = "cuda"), expect(dead_code, reason = "only a GPU needs them"))]
    pub(crate) coefficients: Vec<f64>,
    /// What the state tensors begin with.
    #[cfg_attr(not(feature = "cuda"), expect(dead_code, reason = "only a GPU needs it"))]
    pub(crate) initial_state: f64,
}

impl UpdateKernel {
    /// A rule whose state begins with zeros.
    pub(crate) fn new<T: Float>(source: &'static str, coefficients: &[T]) -> Self {
        let coefficients = coefficients.iter().map(|c| c.as_f64()).collect();
        UpdateKernel { source, coefficients, initial_state: 0.0 }
    }
}

/// The kernel's text around a rule's file, which defines `Coefficients` and `update`. For files of this
/// crate's folder `src`.
macro_rules! kernel_text {
    ($rule:expr) => {
        concat!(
            include_str!("fused/tensors.cu"),
            include_str!("fused/denormal.cu"),
            $rule,
            include_str!("fused/step.cu")
        )
    };
}
pub(crate) use kernel_text;

/// The updates of a step that wait for the launch: those of parameters on a GPU.
pub(crate) struct Updates<'a, T: Float> {
    #[cfg(feature = "cuda")]
    groups: Vec<cuda::Group>,
    /// The parameters and gradients, whose addresses the groups have.
    tensors: PhantomData<&'a mut Tensor<T>>,
}

impl<'a, T: Float> Updates<'a, T> {
    pub fn new() -> Self {
        Updates {
            #[cfg(feature = "cuda")]
            groups: Vec::new(),
            tensors: PhantomData,
        }
    }

    /// Updates a tensor that has no state, by `update`; if it is on a GPU, by this kernel in
    /// [`launch`](Self::launch).
    pub fn add_stateless(
        &mut self,
        kernel: UpdateKernel,
        value: &'a mut Tensor<T>,
        gradient: &'a Tensor<T>,
        update: impl FnOnce(&mut [T], &[T]),
    ) {
        #[cfg(feature = "cuda")]
        if let tensor::Device::Cuda(gpu) = gradient.device() {
            *value = value.to(&gradient.device());
            return self.push(&gpu, kernel, value, gradient, &mut []);
        }
        let _ = kernel;
        update(value.as_mut_slice(), gradient.as_slice());
    }

    /// Launches what waits.
    #[track_caller]
    pub fn launch(self) {
        #[cfg(feature = "cuda")]
        self.launch_groups();
    }
}
