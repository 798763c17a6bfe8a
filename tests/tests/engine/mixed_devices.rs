//! Tensors of different devices do not meet: an operation refuses them at the caller's line, and says where
//! both are. A scalar alone is taken along.

use crate::blame::panic_of;
use autograd::{Param, Tape};
use gradus_tests::operations::{mixed, operations};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Device, Tensor};

#[test]
fn every_operation_refuses_an_input_on_another_device() {
    for device in Device::all().iter().skip(1) {
        for row in operations() {
            for odd in 0..if mixed::inputs(row) > 1 { mixed::inputs(row) } else { 0 } {
                for pair in [[&Device::Cpu, device], [device, &Device::Cpu]] {
                    let refusal = panic_of(|| mixed::run(row, odd, pair));
                    let said = &refusal.message;
                    let names_both = said.contains("cpu") && said.contains("cuda:0");
                    let case = format!("{} ({}), input {odd}", row.name, row.case);
                    assert!(names_both && said.contains(".to("), "{case}: {said}");
                    let is_at_caller = refusal.file.contains("tests/src/operations/");
                    assert!(is_at_caller, "{case}: blamed on {}: {said}", refusal.file);
                }
            }
        }
    }
}

/// As a number of Rust is, a scalar is brought to the other operand; a parameter would lose its gradient.
#[test]
fn only_a_scalar_without_gradient_is_taken_along() {
    for device in Device::all().iter().skip(1) {
        let (x, half) = (Tensor::full([3], 2.0f32).to(device), Tensor::scalar(0.5));
        let y = Tape::new().no_grad(|tape| tape.constant(&x) * &half + 1.0);
        assert_eq!(y.to(&Device::Cpu).as_slice(), [2.0; 3]);
        let slope = Param::new(half);
        let said = panic_of(|| {
            Tape::new().gradients(|tape| (tape.constant(&x) * &slope).sum());
        });
        assert!(said.message.contains("a tensor on cuda:0 meets one on cpu"), "{}", said.message);
        assert!(said.file.ends_with("engine/mixed_devices.rs"), "{}", said.file);
    }
}

#[test]
fn elements_on_a_gpu_are_not_read_as_if_they_were_here() {
    for device in Device::all().iter().skip(1) {
        let mut x = Tensor::full([3], 2.0f32).to(device);
        let said = [
            panic_of(|| drop(x.as_slice().to_vec())),
            panic_of(|| drop(x.as_matrix().clone_owned())),
            panic_of(|| x.as_mut_slice()[0] = 1.0),
            panic_of(|| x.clone().map(|x| x + 1.0)),
        ];
        for said in said {
            assert_eq!(
                said.message,
                "this tensor is on cuda:0: bring it here with `.to(&Device::Cpu)`"
            );
            assert!(said.file.ends_with("engine/mixed_devices.rs"), "{}", said.file);
        }
    }
}

/// The state of a parameter goes where the parameter went.
#[test]
fn an_optimizer_follows_its_model_to_another_device() {
    let steps = |devices: [&Device; 3]| {
        let mut layer = nn::Dense::<f32>::linear(2, 1, &mut ChaCha8Rng::seed_from_u64(3));
        let (mut adam, x) = (Adam::new(0.1), Tensor::new([2, 2], vec![0.5, -1.0, 2.0, 0.25]));
        for device in devices {
            nn::to_device(&mut layer, device);
            let x = x.to(device);
            let gradients = Tape::new().gradients(|tape| {
                nn::Forward::forward(&layer, tape.constant(&x)).mean_squared_error(&[1.0, 0.0])
            });
            adam.step(&mut layer, &gradients);
        }
        layer.weight.value.to(&Device::Cpu).as_slice().to_vec()
    };
    let expected = steps([&Device::Cpu; 3]);
    for device in &Device::all() {
        for devices in [[&Device::Cpu, device, device], [device, &Device::Cpu, device]] {
            for (found, expected) in steps(devices).iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-6, "{devices:?}: {found}, not {expected}");
            }
        }
    }
}
