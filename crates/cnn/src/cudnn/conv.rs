//! A convolution by cuDNN: `cudnnConvolutionForward`, `cudnnConvolutionBackwardData` and
//! `cudnnConvolutionBackwardFilter`.

use super::sizes::Sizes;
use super::{Conv2dPasses, Cudnn, CudnnError};
use crate::{Conv2dOptions, Size2d};
use cudarc::cudnn::result::CudnnError as Status;
use cudarc::cudnn::sys::{
    cudnnConvolutionBwdDataAlgo_t, cudnnConvolutionBwdFilterAlgo_t, cudnnConvolutionFwdAlgo_t,
    cudnnConvolutionMode_t, cudnnDataType_t, cudnnMathType_t, cudnnTensorFormat_t,
};
use cudarc::cudnn::{
    ConvBackwardData, ConvBackwardFilter, ConvDescriptor, ConvForward, CudnnDataType,
    FilterDescriptor, TensorDescriptor,
};
use cudarc::driver::CudaViewMut;
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, expect_cuda, to_i32};
use tensor::{MatmulPrecision, Shape, Tensor};

/// A convolution by cuDNN, prepared for certain shapes.
pub struct CudnnConv2d<T> {
    gpu: Arc<Gpu>,
    sizes: Sizes,
    descriptors: Descriptors<T>,
    forward: Chosen<cudnnConvolutionFwdAlgo_t>,
    input_gradient: Chosen<cudnnConvolutionBwdDataAlgo_t>,
    weight_gradient: Chosen<cudnnConvolutionBwdFilterAlgo_t>,
}

/// An algorithm, and the bytes of its workspace.
#[derive(Clone, Copy)]
struct Chosen<A> {
    algorithm: A,
    bytes: usize,
}

impl<A: Copy> Chosen<A> {
    fn new(
        what: &'static str,
        algorithm: Result<A, Status>,
        bytes: impl FnOnce(A) -> Result<usize, Status>,
    ) -> Result<Self, CudnnError> {
        let chosen = algorithm
            .and_then(|algorithm| bytes(algorithm).map(|bytes| Chosen { algorithm, bytes }));
        chosen.map_err(CudnnError::refused(what))
    }
}

/// What cuDNN knows of the tensors and of how the kernel moves.
struct Descriptors<T> {
    x: TensorDescriptor<T>,
    w: FilterDescriptor<T>,
    y: TensorDescriptor<T>,
    conv: ConvDescriptor<T>,
}

impl<T: Float + CudnnDataType> Descriptors<T> {
    fn new(cudnn: &Cudnn, sizes: &Sizes) -> Result<Self, Status> {
        let (handle, window) = (&cudnn.handle, sizes.conv.window);
        let dims = |shape: Shape| {
            let dims: [usize; 4] = shape.dims().try_into().expect("images have four axes");
            dims.map(to_i32)
        };
        let pair = |size: Size2d| [size.height, size.width].map(to_i32);
        let nchw = cudnnTensorFormat_t::CUDNN_TENSOR_NCHW;
        let mut conv = handle.create_conv2d(
            pair(window.padding.before),
            pair(window.stride),
            pair(window.dilation),
            // What the field calls a convolution: the kernel is not flipped.
            cudnnConvolutionMode_t::CUDNN_CROSS_CORRELATION,
        )?;
        conv.set_group_count(to_i32(sizes.conv.groups))?;
        conv.set_math_type(math_type::<T>(cudnn.gpu.matmul_precision()))?;
        Ok(Descriptors {
            x: handle.create_4d_tensor(nchw, dims(sizes.x))?,
            w: handle.create_4d_filter(nchw, dims(sizes.w))?,
            y: handle.create_4d_tensor(nchw, dims(sizes.y))?,
            conv,
        })
    }

    fn forward(&self) -> ConvForward<'_, T, T, T> {
        ConvForward { conv: &self.conv, x: &self.x, w: &self.w, y: &self.y }
    }

    fn input_gradient(&self) -> ConvBackwardData<'_, T, T, T> {
        ConvBackwardData { conv: &self.conv, dx: &self.x, w: &self.w, dy: &self.y }
    }

    fn weight_gradient(&self) -> ConvBackwardFilter<'_, T, T, T> {
        ConvBackwardFilter { conv: &self.conv, x: &self.x, dw: &self.w, dy: &self.y }
    }
}

/// cuDNN's default lets cards from Ampere on round `f32` to TF32 without being asked.
fn math_type<T: CudnnDataType>(precision: MatmulPrecision) -> cudnnMathType_t {
    let is_f32 = T::DATA_TYPE == cudnnDataType_t::CUDNN_DATA_FLOAT;
    match precision {
        MatmulPrecision::High | MatmulPrecision::Medium if is_f32 => {
            cudnnMathType_t::CUDNN_DEFAULT_MATH
        }
        _ => cudnnMathType_t::CUDNN_FMA_MATH,
    }
}

impl<T: Float + CudnnDataType> CudnnConv2d<T> {
    /// A convolution of images `[n, channels, h, w]` with a weight
    /// `[filters, channels / groups, kernel height, kernel width]`, for each pass with the algorithm that cuDNN's
    /// heuristic expects to be the fastest. `f32` is multiplied as precisely as [`Gpu::matmul_precision`] says now:
    /// exactly by default, in TF32 otherwise.
    ///
    /// # Errors
    /// If the shapes do not fit, if there is no image, if the padding is not symmetric, or if cuDNN refuses.
    ///
    /// # Panics
    /// If a size needs more than 31 bits, or as [`Cudnn::new`].
    #[track_caller]
    pub fn new(
        cudnn: &Cudnn,
        x: Shape,
        w: Shape,
        options: Conv2dOptions,
    ) -> Result<Self, CudnnError> {
        let sizes = Sizes::new(x, w, options)?;
        if sizes.x.dims()[0] == 0 {
            return Err(CudnnError::NoImages);
        }
        let padding = sizes.conv.window.padding;
        if padding.before != padding.after {
            return Err(CudnnError::Padding);
        }
        let gpu = cudnn.gpu.clone();
        gpu.clone().call_library("cuDNN", |_| {
            let descriptors = Descriptors::new(cudnn, &sizes)
                .map_err(CudnnError::refused("these shapes and options"))?;
            let (pass, what) = (descriptors.forward(), "an algorithm for the outputs");
            let forward =
                Chosen::new(what, pass.pick_algorithm(), |it| pass.get_workspace_size(it))?;
            let (pass, what) =
                (descriptors.input_gradient(), "an algorithm for the images' gradient");
            let input_gradient =
                Chosen::new(what, pass.pick_algorithm(), |it| pass.get_workspace_size(it))?;
            let (pass, what) =
                (descriptors.weight_gradient(), "an algorithm for the weights' gradient");
            let weight_gradient =
                Chosen::new(what, pass.pick_algorithm(), |it| pass.get_workspace_size(it))?;
            Ok(CudnnConv2d { gpu, sizes, descriptors, forward, input_gradient, weight_gradient })
        })
    }

    /// Calls cuDNN with two inputs and an output of these shapes, and a workspace of `bytes` bytes from the pool.
    #[track_caller]
    fn run(
        &self,
        name: &str,
        inputs: [(&Tensor<T>, Shape); 2],
        output: Shape,
        bytes: usize,
        call: impl FnOnce(
            Option<&mut CudaViewMut<'_, u8>>,
            &mut CudaViewMut<'_, T>,
        ) -> Result<(), Status>,
    ) -> Tensor<T> {
        Sizes::check(inputs);
        for (tensor, _) in inputs {
            let is_here = Arc::ptr_eq(&tensor.gpu(), &self.gpu);
            assert!(is_here, "{name}: a tensor is not on the GPU that it was prepared for");
        }
        let mut y = self.gpu.empty(output);
        let mut workspace = self.gpu.empty::<f32>([bytes.div_ceil(size_of::<f32>())]);
        let (mut view, mut workspace) = (y.cuda_mut(), workspace.cuda_mut());
        // SAFETY: any bits are bytes.
        let workspace = unsafe { workspace.transmute_mut::<u8>(bytes) };
        let mut workspace = workspace.expect("it was made as long");
        let workspace = (bytes > 0).then_some(&mut workspace);
        expect_cuda(name, self.gpu.call_library(name, |_| call(workspace, &mut view)));
        y
    }
}

impl<T: Float + CudnnDataType> Conv2dPasses<T> for CudnnConv2d<T> {
    #[track_caller]
    fn forward(&self, x: &Tensor<T>, w: &Tensor<T>) -> Tensor<T> {
        let (sizes, Chosen { algorithm, bytes }) = (&self.sizes, self.forward);
        let inputs = [(x, sizes.x), (w, sizes.w)];
        self.run("cudnnConvolutionForward", inputs, sizes.y, bytes, |workspace, y| {
            let (pass, scale) = (self.descriptors.forward(), (T::one(), T::zero()));
            // SAFETY: the tensors have the described shapes.
            unsafe { pass.launch(algorithm, workspace, scale, &x.cuda(), &w.cuda(), y) }
        })
    }

    #[track_caller]
    fn input_gradient(&self, w: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T> {
        let (sizes, Chosen { algorithm, bytes }) = (&self.sizes, self.input_gradient);
        let inputs = [(w, sizes.w), (dy, sizes.y)];
        self.run("cudnnConvolutionBackwardData", inputs, sizes.x, bytes, |workspace, dx| {
            let (pass, scale) = (self.descriptors.input_gradient(), (T::one(), T::zero()));
            // SAFETY: the tensors have the described shapes.
            unsafe { pass.launch(algorithm, workspace, scale, dx, &w.cuda(), &dy.cuda()) }
        })
    }

    #[track_caller]
    fn weight_gradient(&self, x: &Tensor<T>, dy: &Tensor<T>) -> Tensor<T> {
        let (sizes, Chosen { algorithm, bytes }) = (&self.sizes, self.weight_gradient);
        let inputs = [(x, sizes.x), (dy, sizes.y)];
        self.run("cudnnConvolutionBackwardFilter", inputs, sizes.w, bytes, |workspace, dw| {
            let (pass, scale) = (self.descriptors.weight_gradient(), (T::one(), T::zero()));
            // SAFETY: the tensors have the described shapes.
            unsafe { pass.launch(algorithm, workspace, scale, &x.cuda(), dw, &dy.cuda()) }
        })
    }
}
