//! Our convolution and cuDNN's on the same tensors.

use crate::draw;
use cnn::Conv2dOptions;
use cnn::cudnn::{Conv2dPasses, Cudnn, CudnnConv2d, CudnnError, OwnConv2d};
use cudarc::cudnn::CudnnDataType;
use numeric::Float;
use tensor::{Device, Tensor};

/// Both convolutions, and random tensors of their shapes on the GPU.
pub struct Pair<T: Float> {
    /// Ours.
    pub ours: OwnConv2d,
    /// cuDNN's.
    pub theirs: CudnnConv2d<T>,
    /// The images.
    pub x: Tensor<T>,
    /// The weights.
    pub w: Tensor<T>,
    /// The gradient with respect to the outputs.
    pub dy: Tensor<T>,
}

/// The names of the passes, in the order of [`Pair::differences`].
pub const PASSES: [&str; 3] = ["forward", "∂x", "∂w"];

impl<T: Float + CudnnDataType> Pair<T> {
    /// Prepares both for images and weights of these shapes.
    ///
    /// # Errors
    /// As [`CudnnConv2d::new`].
    pub fn new(
        cudnn: &Cudnn,
        device: &Device,
        [x, w]: [[usize; 4]; 2],
        options: Conv2dOptions,
    ) -> Result<Pair<T>, CudnnError> {
        let theirs = CudnnConv2d::new(cudnn, x.into(), w.into(), options)?;
        let ours = OwnConv2d::new(x.into(), w.into(), options)?;
        let [x, w] = [&x, &w].map(|shape| draw::<T>(&[shape], 1)[0].to(device));
        let dy = draw::<T>(&[ours.output_shape().dims()], 2)[0].to(device);
        Ok(Pair { ours, theirs, x, w, dy })
    }

    /// For each pass the greatest distance of our elements from cuDNN's, as a part of cuDNN's greatest element.
    pub fn differences(&self) -> [f64; 3] {
        let [ours, theirs] = [self.passes(&self.ours), self.passes(&self.theirs)];
        std::array::from_fn(|pass| {
            let values = |of: &[Tensor<T>; 3]| {
                let values = of[pass].to(&Device::Cpu);
                values.as_slice().iter().map(|x| x.as_f64()).collect::<Vec<_>>()
            };
            let (ours, theirs) = (values(&ours), values(&theirs));
            let max = |values: &mut dyn Iterator<Item = f64>| {
                // A NaN counts as infinitely far.
                values.map(|x| if x.is_nan() { f64::INFINITY } else { x }).fold(0.0, f64::max)
            };
            let largest = max(&mut theirs.iter().map(|x| x.abs()));
            max(&mut ours.iter().zip(&theirs).map(|(x, y)| (x - y).abs())) / largest
        })
    }

    fn passes(&self, conv: &impl Conv2dPasses<T>) -> [Tensor<T>; 3] {
        let Pair { x, w, dy, .. } = self;
        [conv.forward(x, w), conv.input_gradient(w, dy), conv.weight_gradient(x, dy)]
    }
}
