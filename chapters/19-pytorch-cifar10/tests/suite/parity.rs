//! From the same weights, on the same batches: PyTorch's losses.

use ch19::Cifar10;
use ch19::parity::{self, PytorchLosses};
use check::{Tolerance, assert_close};
use std::env;
use std::path::Path;

/// A layer that `impl_module!` does not list would never be trained.
#[test]
fn all_layers_have_their_parameters() {
    assert_eq!(nn::parameter_count(&parity::start::<f32>()), 62_006);
}

/// In `f64`, where rounding leaves twelve digits alone: so a wrong sign of any gradient shows at the
/// second or third loss, on every processor.
#[test]
fn the_first_losses_are_those_of_pytorch() {
    agree(&ch19::shapes());
}

#[test]
fn and_on_photographs() {
    let Some(folder) = env::var_os("GRADUS_DATA").filter(|folder| !folder.is_empty()) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let first = ch19::Batches { batches: Some(1) };
    match ch19::cifar10_or_shapes(Some(Path::new(&folder)), first, false) {
        Ok(data) if parity::pytorch_losses(&data.fingerprint).is_some() => agree(&data),
        Ok(data) => println!("skipped: PyTorch was not run on {}", data.fingerprint),
        Err(error) => println!("skipped: {error:#}"),
    }
}

/// In `f32` rounding decides from the second loss on, and every processor rounds in its own way.
#[test]
fn in_f32_the_first_loss_is_exact_and_the_others_stay_near() {
    let shapes = ch19::shapes();
    let expected = pytorch(&shapes);
    let batches = parity::first_batches::<f32>(&shapes.train);
    let losses = parity::losses(parity::start(), &batches);
    assert_close("the first loss in f32", &losses[..1], &expected.f64[..1], Tolerance::F32_GOLDEN);
    let near = Tolerance { absolute: 0.01, relative: 0.0 };
    assert_close("the losses in f32", &losses, &expected.f64, near);
}

#[test]
fn other_data_of_the_same_name_are_not_compared() {
    assert!(parity::pytorch_losses("shapes, 10000 + 2000 images, checksum 00000000").is_none());
}

/// The losses in `f64` are PyTorch's.
#[track_caller]
fn agree(data: &Cifar10) {
    let batches = parity::first_batches::<f64>(&data.train);
    let losses = parity::losses(parity::start(), &batches);
    let tolerance = Tolerance { absolute: 1e-11, relative: 0.0 };
    assert_close("the first losses", &losses, &pytorch(data).f64, tolerance);
}

/// PyTorch's losses on these data.
#[track_caller]
fn pytorch(data: &Cifar10) -> PytorchLosses {
    let losses = parity::pytorch_losses(&data.fingerprint).expect("PyTorch saw these data too");
    assert_eq!((losses.f64.len(), losses.f32.len()), (parity::STEPS, parity::STEPS));
    losses
}
