//! The affine map of a dense layer on the GPU: cuBLAS for the products, a kernel for the biases.

use super::new_like_with;
use crate::Var;
use cudarc::driver::{LaunchConfig, PushKernelArg};
use numeric::Float;
use std::sync::Arc;
use tensor::gpu::{Gpu, Transpose::No, Transpose::Yes, expect_cuda, to_i32};
use tensor::{Shape, Tensor};

/// The kernels' source.
pub(crate) const KERNEL: &str = include_str!("kernel.cu");

/// `y = x·w + b`, recorded with its backward pass.
#[track_caller]
pub(super) fn affine<'t, T: Float>(
    gpu: &Arc<Gpu>,
    [x, w, b]: [Tensor<T>; 3],
    mut y: Tensor<T>,
    inputs: [Var<'t, T>; 3],
) -> Var<'t, T> {
    let sizes = Sizes::new(x.shape(), y.shape());
    let Sizes { inputs: n, outputs: m, samples } = sizes;
    gpu.matmul([m, n, samples], (No, w.cuda()), (No, x.cuda()), y.cuda_mut());
    add_bias(gpu, sizes, &b, &mut y);
    let gpu = gpu.clone();
    inputs[0].tape().record("affine", y, inputs, move |dz, [dx, dw, db]| {
        dw.accumulate(|| {
            new_like_with(&w, |dw| {
                gpu.matmul([m, samples, n], (No, dz.cuda()), (Yes, x.cuda()), dw.cuda_mut());
            })
        });
        db.accumulate(|| new_like_with(&b, |db| sum_samples(&gpu, sizes, &dz, db)));
        dx.accumulate(|| {
            new_like_with(&x, |dx| {
                gpu.matmul([n, m, samples], (Yes, w.cuda()), (No, dz.cuda()), dx.cuda_mut());
            })
        });
    })
}

/// The sizes of a layer and of its batch.
#[derive(Clone, Copy)]
struct Sizes {
    inputs: usize,
    outputs: usize,
    samples: usize,
}

impl Sizes {
    fn new(x: Shape, y: Shape) -> Sizes {
        Sizes { inputs: x.last_dim(), outputs: y.last_dim(), samples: x.n_columns() }
    }
}

#[track_caller]
fn add_bias<T: Float>(gpu: &Gpu, sizes: Sizes, b: &Tensor<T>, y: &mut Tensor<T>) {
    let (outputs, len) = (to_i32(sizes.outputs), to_i32(y.len()));
    let kernel = gpu.kernel::<T>(KERNEL, "add_bias");
    let mut launch = gpu.stream.launch_builder(&kernel);
    launch.arg(y.cuda_mut()).arg(b.cuda()).arg(&outputs).arg(&len);
    // SAFETY: the arguments are those of `add_bias`, whose every index stays below `len`, the
    // length of `y`, or below `outputs`, the length of `b`.
    expect_cuda("add_bias", unsafe { launch.launch(LaunchConfig::for_num_elems(len as u32)) });
}

#[track_caller]
fn sum_samples<T: Float>(gpu: &Gpu, sizes: Sizes, dz: &Tensor<T>, db: &mut Tensor<T>) {
    let (outputs, samples) = (to_i32(sizes.outputs), to_i32(sizes.samples));
    let kernel = gpu.kernel::<T>(KERNEL, "sum_samples");
    let mut launch = gpu.stream.launch_builder(&kernel);
    launch.arg(dz.cuda()).arg(db.cuda_mut()).arg(&outputs).arg(&samples);
    // SAFETY: the arguments are those of `sum_samples`, whose every index stays below
    // `outputs · samples`, the length of `dz`, or below `outputs`, the length of `db`.
    expect_cuda("sum_samples", unsafe {
        launch.launch(LaunchConfig::for_num_elems(outputs as u32))
    });
}
