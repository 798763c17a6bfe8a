//! Every device gives the processor's numbers.

use autograd::Tape;
use gradus_tests::draw;
use neurons::Identity;
use tensor::{Device, Tensor};

/// The loss's value and the gradients of `x`, `w` and `b`, brought back from `device`.
fn layer(device: &Device, inputs: &[Tensor<f32>]) -> Vec<Tensor<f32>> {
    let mut tape = Tape::new();
    let mut y = None;
    let gradients = tape.gradients(|tape| {
        let x: Vec<_> = inputs[..3].iter().map(|x| tape.leaf(&x.to(device))).collect();
        let answers = x[0].affine(x[1], x[2], Identity);
        y = Some(answers.value());
        // A loss with this upstream gradient, without an operation that lacks a CUDA arm.
        let (upstream, value) = (inputs[3].to(device), Tensor::scalar(0.0));
        tape.record("upstream", value, [answers], |_, [d]| d.accumulate(|| upstream))
    });
    let gradients = (0..3).map(|i| gradients.leaf(i).expect("each has part in it").clone());
    y.into_iter().chain(gradients).map(|tensor| tensor.to(&Device::Cpu)).collect()
}

#[test]
fn a_layer_gives_the_same_on_every_device() {
    let inputs = draw(&[&[33, 70], &[70, 21], &[21], &[33, 21]], 9);
    let expected = layer(&Device::Cpu, &inputs);
    let devices = Device::all();
    for device in &devices {
        for (found, expected) in layer(device, &inputs).iter().zip(&expected) {
            for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
                let most = 1e-5 + 1e-4 * expected.abs();
                assert!((found - expected).abs() <= most, "{device:?}: {found}, not {expected}");
            }
        }
    }
    if devices.len() == 1 {
        println!("skipped on the GPU: {}", Device::cuda(0).expect_err("no GPU was found"));
    }
}
