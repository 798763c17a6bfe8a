//! Our convolution and that of the convolution library, which is written in plain loops; and what is said where there is no
//! such library, or where it cannot do what is asked.

use crate::blame::panic_of;
use crate::child;
use crate::gpu::Gpu;
use cnn::cudnn::{Conv2dPasses, Cudnn, CudnnConv2d, CudnnError, OwnConv2d};
use cnn::{Conv2dOptions, Padding};
use cudarc::cudnn::CudnnDataType;
use gradus_tests::cudnn::{PASSES, Pair};
use gradus_tests::workspace;
use numeric::Float;
use std::fs;
use tensor::{Device, MatmulPrecision, StepGraph, Tensor};

/// The pretend GPU and its convolution library.
fn find() -> Option<(Device, Cudnn)> {
    Gpu::find()?;
    let device = Device::cuda(0).expect("it was found");
    let Device::Cuda(gpu) = &device else { unreachable!("`Device::cuda` gives a GPU") };
    let cudnn = Cudnn::new(gpu).expect("the pretend GPU has the library");
    Some((device, cudnn))
}

/// Convolutions of every kind: the shapes of images and weights, and the options.
fn cases() -> Vec<(&'static str, [[usize; 4]; 2], Conv2dOptions)> {
    let plain = Conv2dOptions::default();
    let everything = Conv2dOptions {
        stride: [2, 3].into(),
        padding: [3, 1].into(),
        dilation: [1, 2].into(),
        groups: 2,
    };
    vec![
        ("ordinary", [[2, 3, 9, 8], [5, 3, 3, 3]], plain),
        ("pointwise", [[3, 4, 5, 6], [7, 4, 1, 1]], plain),
        ("one row", [[2, 3, 1, 20], [4, 3, 1, 5]], plain),
        ("stride", [[2, 3, 9, 8], [4, 3, 3, 3]], Conv2dOptions { stride: 2.into(), ..plain }),
        (
            "padding",
            [[2, 3, 6, 7], [4, 3, 3, 5]],
            Conv2dOptions { padding: [1, 2].into(), ..plain },
        ),
        ("dilation", [[2, 3, 9, 10], [4, 3, 3, 3]], Conv2dOptions { dilation: 2.into(), ..plain }),
        ("groups", [[2, 6, 7, 7], [9, 2, 3, 3]], Conv2dOptions { groups: 3, ..plain }),
        ("depthwise", [[2, 6, 7, 7], [6, 1, 3, 3]], Conv2dOptions { groups: 6, ..plain }),
        ("everything", [[3, 4, 11, 13], [6, 2, 4, 3]], everything),
    ]
}

fn both_agree<T: Float + CudnnDataType>(tolerance: f64) {
    let Some((device, cudnn)) = find() else { return };
    for (name, shapes, options) in cases() {
        let pair = Pair::<T>::new(&cudnn, &device, shapes, options).expect("the shapes fit");
        for (pass, difference) in PASSES.into_iter().zip(pair.differences()) {
            assert!(difference < tolerance, "{name}, {pass}: they differ by {difference:.1e}");
        }
    }
}

#[test]
fn both_agree_in_f32() {
    both_agree::<f32>(1e-5);
}

#[test]
fn both_agree_in_f64() {
    both_agree::<f64>(1e-13);
}

/// 1 + 2⁻¹¹ has 11 bits behind the point: TF32 keeps 10 of them. Without being asked, the library must not round.
#[test]
fn the_precision_is_the_device_s() {
    let Some((device, cudnn)) = find() else { return };
    let ones = Tensor::full([1, 1, 1, 1], 1.0f32).to(&device);
    let fine = 1.0 + f32::powi(2.0, -11);
    let x = Tensor::full([1, 1, 1, 1], fine).to(&device);
    for (precision, expected) in [
        (MatmulPrecision::Highest, fine),
        (MatmulPrecision::High, 1.0),
        (MatmulPrecision::Medium, 1.0),
    ] {
        device.set_matmul_precision(precision);
        let conv =
            CudnnConv2d::<f32>::new(&cudnn, x.shape(), ones.shape(), Conv2dOptions::default());
        let conv = conv.expect("the shapes fit");
        let found = [
            conv.forward(&x, &ones),
            conv.input_gradient(&ones, &x),
            conv.weight_gradient(&ones, &x),
        ];
        assert_eq!(found.map(|y| y.item()), [expected; 3], "{precision}");
        let (x, w) = (Tensor::full([1, 1, 1, 1], f64::from(fine)).to(&device), [1, 1, 1, 1].into());
        let conv = CudnnConv2d::<f64>::new(&cudnn, x.shape(), w, Conv2dOptions::default());
        let y = conv.expect("the shapes fit").input_gradient(&x, &x).item();
        assert_eq!(y, f64::from(fine).powi(2), "{precision}: f64 is never rounded");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let Some((_, cudnn)) = find() else { return };
    let refused = |x: [usize; 4], w: [usize; 4], options| {
        let refused = CudnnConv2d::<f32>::new(&cudnn, x.into(), w.into(), options).err();
        refused.expect("it must be refused")
    };
    let plain = Conv2dOptions::default();
    let padding = Padding { before: 2.into(), after: 1.into() };
    let lopsided = refused([1, 1, 5, 5], [1, 1, 3, 3], Conv2dOptions { padding, ..plain });
    assert_eq!(lopsided, CudnnError::Padding);
    assert_eq!(refused([0, 1, 5, 5], [1, 1, 3, 3], plain), CudnnError::NoImages);
    let too_large = refused([1, 1, 2, 2], [1, 1, 3, 3], plain).to_string();
    assert!(too_large.contains("the window must not be larger"), "{too_large}");
}

#[test]
fn tensors_must_be_those_that_were_prepared_for() {
    let Some((device, cudnn)) = find() else { return };
    let [x, w] = [[1, 1, 5, 5], [1, 1, 3, 3]].map(|shape| Tensor::full(shape, 1.0f32).to(&device));
    let theirs = CudnnConv2d::<f32>::new(&cudnn, x.shape(), w.shape(), Conv2dOptions::default());
    let theirs = theirs.expect("the shapes fit");
    let ours = OwnConv2d::new(x.shape(), w.shape(), Conv2dOptions::default());
    let ours = ours.expect("the shapes fit");
    for said in [panic_of(|| theirs.forward(&w, &w)), panic_of(|| ours.weight_gradient(&x, &x))] {
        assert!(said.message.contains("conv2d was prepared for a tensor"), "{}", said.message);
        assert!(said.file.ends_with("pretend_gpu/cudnn.rs"), "{}", said.file);
    }
    let said = panic_of(|| theirs.forward(&x.to(&Device::Cpu), &w));
    assert!(said.message.contains("this tensor is on cpu"), "{}", said.message);
    let other = Device::cuda(0).expect("there is one");
    let said = panic_of(|| theirs.forward(&x.to(&Device::Cpu).to(&other), &w));
    assert!(said.message.contains("not on the GPU that it was prepared for"), "{}", said.message);
    // The first step is none of the graph's.
    let mut graph = StepGraph::default();
    graph.run(&device, || theirs.forward(&x, &w));
    let said = panic_of(|| graph.run(&device, || theirs.forward(&x, &w)));
    assert!(said.message.contains("call it outside of `StepGraph::run`"), "{}", said.message);
    assert_eq!(theirs.forward(&x, &w).to(&Device::Cpu).as_slice(), [9.0; 9]);
}

/// What `Cudnn::new` says in a child.
fn said_of_the_library() -> String {
    let Ok(Device::Cuda(gpu)) = Device::cuda(0) else { return "there is no GPU".into() };
    match Cudnn::new(&gpu) {
        Ok(cudnn) => format!("there is a library of version {}", cudnn.version()),
        Err(error) => error.to_string(),
    }
}

/// In a folder with the pretend GPU's other libraries.
#[test]
fn without_the_library() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let library = folder.path().join("libcuda.so.1");
    // Where there is no pretend GPU, nothing is tried.
    if fs::copy(workspace().join("target/pretend-gpu/libcuda.so.1"), &library).is_ok() {
        for name in ["libnvrtc.so.13", "libcublas.so.13"] {
            fs::hard_link(&library, folder.path().join(name)).expect("the folder can be written");
        }
    }
    let path = folder.path().to_str().expect("a temporary folder has a name in UTF-8");
    let report = ["ended with: libcudnn was not found: install cuDNN 9 for CUDA 13 where"];
    let name = "cudnn::without_the_library";
    child::check(name, &[("LD_LIBRARY_PATH", path)], &report, said_of_the_library);
}

#[test]
fn a_library_that_is_too_old() {
    let report = ["ended with: libcudnn is of version 8.9.7: install cuDNN 9 for CUDA 13 where"];
    let name = "cudnn::a_library_that_is_too_old";
    child::check(name, &[("PRETEND_GPU_CUDNN", "8907")], &report, said_of_the_library);
    let report = ["ended with: libcudnn is of version 10.1.0: install cuDNN 9"];
    child::check(name, &[("PRETEND_GPU_CUDNN", "100100")], &report, said_of_the_library);
}

/// The stand-in sees what it is given: here images that nobody has written.
#[test]
fn an_operand_that_nobody_has_written() {
    let report = ["cudnnConvolutionForward: x has an element that nobody has written: row 0"];
    let name = "cudnn::an_operand_that_nobody_has_written";
    child::check(name, &[], &report, || {
        let Some((device, cudnn)) = find() else { return "there is no GPU".into() };
        let Device::Cuda(gpu) = &device else { unreachable!("it is a GPU") };
        let x = gpu.empty::<f32>([1, 1, 5, 5]);
        let w = Tensor::full([1, 1, 3, 3], 1.0f32).to(&device);
        let conv = CudnnConv2d::<f32>::new(&cudnn, x.shape(), w.shape(), Conv2dOptions::default());
        panic_of(|| conv.expect("the shapes fit").forward(&x, &w)).message
    });
}
