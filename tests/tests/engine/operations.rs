//! What every operation of the table promises, whatever it computes: `f32` and `f64` agree, the number
//! of threads changes no bit, and each device gives the processor's numbers.

use autograd::{Tape, Var};
use gradus_tests::operations::{Operation, operations};
use numeric::Float;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tensor::{Device, Tensor};

/// The output and the gradient with respect to each input; zeros where an input has no part in it.
fn results<T: Float>(row: &'static Operation, device: &Device) -> Vec<Tensor<T>> {
    let inputs: Vec<Tensor<T>> = row.inputs(11).iter().map(|x| x.to(device)).collect();
    let (function, target) = (row.function::<T>(), row.target_of());
    let mut output = None;
    let gradients = Tape::new().gradients(|tape| {
        let x: Vec<Var<'_, T>> = inputs.iter().map(|x| tape.leaf(x)).collect();
        let y = function(&x, &target);
        output = Some(y.value());
        // Another weight for each element, so that no gradient hides behind another.
        let mut weight = 0.0;
        let weights = Tensor::from_fn(y.shape(), || {
            weight += 0.25;
            T::of(weight)
        });
        (y * &weights.to(device)).sum()
    });
    let gradient = |(i, x): (usize, &Tensor<T>)| {
        gradients.leaf(i).cloned().unwrap_or_else(|| Tensor::zeros(x.shape()))
    };
    let gradients: Vec<_> = inputs.iter().enumerate().map(gradient).collect();
    output.into_iter().chain(gradients).map(|tensor| tensor.to(&Device::Cpu)).collect()
}

fn values<T: Float>(results: &[Tensor<T>]) -> Vec<f64> {
    results.iter().flat_map(|x| x.as_slice().iter().map(|x| x.as_f64())).collect()
}

fn on<T: Float>(row: &'static Operation, device: &Device) -> Vec<f64> {
    values(&results::<T>(row, device))
}

/// Differences are at most `tolerance` of the largest value, or of 1.
fn assert_near(row: &Operation, what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{} ({}), {what}", row.name, row.case);
    let scale = expected.iter().fold(1.0f64, |max, x| max.max(x.abs()));
    for (found, expected) in found.iter().zip(expected) {
        let near = (found - expected).abs() <= tolerance * scale;
        assert!(near, "{} ({}), {what}: {found}, not {expected}", row.name, row.case);
    }
}

#[test]
fn both_types_of_number_agree() {
    for row in operations() {
        let (single, double) = (on::<f32>(row, &Device::Cpu), on::<f64>(row, &Device::Cpu));
        assert_near(row, "f32 beside f64", &single, &double, 1e-4);
    }
}

#[test]
fn threads_change_no_bit_of_an_operation() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let bits = |row| {
                let (single, double) = (on::<f32>(row, &Device::Cpu), on::<f64>(row, &Device::Cpu));
                single.into_iter().chain(double).map(f64::to_bits).collect::<Vec<_>>()
            };
            operations().map(bits).collect::<Vec<_>>()
        })
    };
    let one = with(1);
    for threads in [2, 3] {
        for ((row, one), many) in operations().zip(&one).zip(with(threads)) {
            assert_eq!(*one, many, "{} ({}), {threads} threads", row.name, row.case);
        }
    }
}

/// The operations that cannot run on a GPU.
const WITHOUT_CUDA_ARM: &[&str] = &[];

/// A new operation has an arm for the GPU, or stands in the list above.
#[test]
fn every_device_agrees() {
    for device in Device::all().iter().skip(1) {
        let mut missing = BTreeSet::new();
        for row in operations() {
            let both = || [on::<f32>(row, device), on::<f64>(row, device)];
            match catch_unwind(AssertUnwindSafe(both)) {
                Ok([single, double]) => {
                    let what = format!("{device:?}");
                    assert_near(row, &what, &single, &on::<f32>(row, &Device::Cpu), 1e-5);
                    assert_near(row, &what, &double, &on::<f64>(row, &Device::Cpu), 1e-12);
                }
                Err(panic) => {
                    let message = panic
                        .downcast_ref::<String>()
                        .cloned()
                        .or_else(|| panic.downcast_ref::<&str>().map(|message| message.to_string()))
                        .expect("a panic with a message");
                    let says_so = message.contains("has no CUDA arm yet");
                    assert!(says_so, "{} ({}): {message}", row.name, row.case);
                    missing.insert(row.name);
                }
            }
        }
        let missing: Vec<&str> = missing.into_iter().collect();
        assert!(missing == WITHOUT_CUDA_ARM, "{device:?}: these have no CUDA arm: {missing:?}");
    }
}
