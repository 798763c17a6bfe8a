//! Whether devices and number types give the same values of an operation.

use super::Operation;
use autograd::{Tape, Var};
use numeric::Float;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tensor::{Device, Tensor};

/// The elements of the output and of the gradient with respect to each input; zeros where an input has
/// no part in it.
pub fn values<T: Float>(row: &'static Operation, device: &Device) -> Vec<f64> {
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
    let tensors = output.into_iter().chain(gradients).map(|tensor| tensor.to(&Device::Cpu));
    tensors.flat_map(|x| x.as_slice().iter().map(|x| x.as_f64()).collect::<Vec<_>>()).collect()
}

/// The first of two lists of values that differ by more than `tolerance` of the largest value, or of 1.
///
/// # Errors
/// Says which.
pub fn near(
    row: &Operation,
    found: &[f64],
    expected: &[f64],
    tolerance: f64,
) -> Result<(), String> {
    let name = format!("{} ({})", row.name, row.case);
    if found.len() != expected.len() {
        return Err(format!("{name}: {} values, not {}", found.len(), expected.len()));
    }
    let scale = expected.iter().fold(1.0f64, |max, x| max.max(x.abs()));
    for (found, expected) in found.iter().zip(expected) {
        let is_near = (found - expected).abs() <= tolerance * scale; // false for a NaN
        if !is_near {
            return Err(format!("{name}: {found}, not {expected}"));
        }
    }
    Ok(())
}

/// Whether a device gives the CPU's values, in `f32` to 1e-5 and in `f64` to 1e-12; `false` if the
/// operation says that it has no arm for it.
///
/// # Errors
/// Says which value differs, or what the operation's panic says.
pub fn agrees(row: &'static Operation, device: &Device) -> Result<bool, String> {
    let both = || [values::<f32>(row, device), values::<f64>(row, device)];
    match catch_unwind(AssertUnwindSafe(both)) {
        Ok([single, double]) => {
            // Each device drops others, but always the same.
            let other = if row.name == "dropout" { device } else { &Device::Cpu };
            near(row, &single, &values::<f32>(row, other), 1e-5)
                .map_err(|error| format!("f32 on {device:?}, {error}"))?;
            near(row, &double, &values::<f64>(row, other), 1e-12)
                .map_err(|error| format!("f64 on {device:?}, {error}"))?;
            Ok(true)
        }
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let message = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("?");
            if message.contains("has no CUDA arm yet") {
                return Ok(false);
            }
            Err(format!("{} ({}) on {device:?}: {message}", row.name, row.case))
        }
    }
}
