//! Devices, in a program without GPU support and with it.

use tensor::{Device, Tensor};

#[cfg(not(feature = "cuda"))]
#[test]
fn without_the_feature_the_error_names_it() {
    let error = Device::cuda(3).unwrap_err();
    let expected = "GPU 3: this program was built without GPU support: add `--features cuda`";
    assert_eq!(error.to_string(), expected);
    assert_eq!(error, tensor::GpuError::NotBuiltIn { ordinal: 3 });
}

#[test]
fn the_cpu_is_the_default_device() {
    assert!(matches!(Device::default(), Device::Cpu));
    assert!(matches!(Device::all()[0], Device::Cpu));
    assert!(matches!(Tensor::scalar(1.0).device(), Device::Cpu));
}

#[test]
fn a_tensor_that_is_there_already_is_shared() {
    let x = Tensor::full([3], 2.0f32);
    let y = x.to(&Device::Cpu);
    assert_eq!((y.as_slice(), y.as_slice().as_ptr()), (x.as_slice(), x.as_slice().as_ptr()));
    assert_eq!(x.new_empty([2, 2]).shape().dims(), [2, 2]);
}
