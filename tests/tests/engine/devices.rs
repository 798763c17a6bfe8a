//! Every device gives the processor's numbers.

use autograd::{Param, Tape};
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

/// Loss, gradient, and gradient of a checkpointed step, of a parameter that is on `device`.
fn step(device: &Device, w: &Tensor<f64>) -> [Tensor<f64>; 3] {
    let w = Param::new(w.to(device));
    let kept = Tape::new().gradients(|tape| {
        let w = tape.param(&w);
        (w.narrow(0, 0..3) * w.narrow(0, 2..5)).tanh().sum()
    });
    let again = Tape::new().checkpointed_gradients(|scope| {
        scope.checkpoint([scope.tape().param(&w)], |_, [w]| {
            (w.narrow(0, 0..3) * w.narrow(0, 2..5)).tanh().sum()
        })
    });
    let gradients =
        [&kept, &again].map(|gradients| gradients.get(&w).expect("its gradient").clone());
    assert!(gradients.iter().all(|gradient| gradient.is_on_device_of(&w.value)));
    let [first, second] = gradients.map(|gradient| gradient.to(&Device::Cpu));
    [Tensor::scalar(kept.loss()), first, second]
}

#[test]
fn a_parameter_stays_on_its_device() {
    let [w] = draw(&[&[5, 7]], 5).try_into().expect("one tensor");
    let [loss, gradient, _] = step(&Device::Cpu, &w);
    for device in Device::all() {
        let found = step(&device, &w);
        assert_eq!(found[1].as_slice(), found[2].as_slice(), "{device:?}: checkpointed");
        for (found, expected) in found.iter().zip([&loss, &gradient]) {
            for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
                assert!((found - expected).abs() < 1e-12, "{device:?}: {found}, not {expected}");
            }
        }
    }
}

#[test]
fn a_tensor_is_shown_from_any_device() {
    let x = Tensor::from_fn([3, 4], || 1.5f32);
    for device in Device::all() {
        assert_eq!(format!("{:?}", x.to(&device)), format!("{x:?}"));
    }
}
