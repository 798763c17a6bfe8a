//! cuDNN's convolution beside ours, to compare the two (feature `cudnn`). Nothing else uses it.
//!
//! [`OwnConv2d`] and [`CudnnConv2d`] are prepared for the same shapes, and have the same [`Conv2dPasses`]:
//!
//! ```
//! use cnn::Conv2dOptions;
//! use cnn::cudnn::{Conv2dPasses, Cudnn, CudnnConv2d, OwnConv2d};
//! use tensor::{Device, Tensor};
//!
//! if let Ok(device @ Device::Cuda(gpu)) = &Device::cuda(0) {
//!     let [x, w] = [[2, 3, 8, 8], [4, 3, 3, 3]].map(|shape| Tensor::<f32>::full(shape, 0.5).to(device));
//!     let ours = OwnConv2d::new(x.shape(), w.shape(), Conv2dOptions::default())?.forward(&x, &w);
//!     match Cudnn::new(gpu) {
//!         Ok(cudnn) => {
//!             let theirs = CudnnConv2d::new(&cudnn, x.shape(), w.shape(), Conv2dOptions::default())?;
//!             assert_eq!(theirs.forward(&x, &w).shape(), ours.shape());
//!         }
//!         Err(error) => println!("{error}"),  // what is missing, and what to do
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This has run against the stand-in of `tests/pretend-gpu` only, never against NVIDIA's library.

mod conv;
mod error;
mod library;
mod own;
mod sizes;

pub use conv::CudnnConv2d;
pub use error::CudnnError;
pub use library::Cudnn;
pub use own::OwnConv2d;

use numeric::Float;
use tensor::Tensor;

/// The three passes of a convolution of images on a GPU, without bias and activation, for the shapes that it was
/// prepared for: `x` `[n, channels, h, w]`, `w` `[filters, channels / groups, kernel height, kernel width]`, `y`
/// `[n, filters, output height, output width]`.
///
/// The formulas are those of [`conv2d_forward`](crate::conv2d_forward) and
/// [`conv2d_backward`](crate::conv2d_backward).
pub trait Conv2dPasses<T: Float> {
    /// The outputs `y` of the images `x`.
    ///
    /// # Panics
    /// If a tensor has another shape, if it is not on the GPU, or if the GPU fails; by cuDNN also in a step of a
    /// [`StepGraph`](tensor::StepGraph), but for its first.
    fn forward(&self, x: &Tensor<T>, w: &Tensor<T>) -> Tensor<T>;

    /// The gradient with respect to the images, `∂x`, from that with respect to the outputs, `∂y`.
    ///
    /// # Panics
    /// As [`forward`](Self::forward).
    fn input_gradient(&self, w: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T>;

    /// The gradient with respect to the weights, `∂w`, from that with respect to the outputs, `∂y`.
    ///
    /// # Panics
    /// As [`forward`](Self::forward).
    fn weight_gradient(&self, x: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T>;
}
