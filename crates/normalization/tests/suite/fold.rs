//! Batch normalization folded into the layer before it.

use crate::blame::panic_of;
use nn::Dense;
use normalization::{BatchNorm, prelude::*};
use rand::{SeedableRng, rngs::ChaCha8Rng};

#[test]
fn outputs_that_are_not_the_channels_are_refused_at_the_callers_line() {
    let dense = Dense::<f32>::linear(4, 3, &mut ChaCha8Rng::seed_from_u64(1));
    let panic = panic_of(|| dense.fold_batch_norm(&BatchNorm::new(5)));
    assert_eq!(
        panic.message,
        "fold_batch_norm: a BatchNorm of 5 channels cannot follow a layer whose biases are [3]: the \
         layer must have one output for each channel"
    );
    assert!(panic.file.ends_with("tests/suite/fold.rs"), "{panic:?}");
}

/// The biased variance of 4 elements is 3/4 of the unbiased one.
#[test]
fn the_running_variance_is_what_the_settings_say() {
    use autograd::Tape;
    use nn::Forward;
    use optimizers::{Optimizer, Sgd};
    let x = tensor::Tensor::new([4, 1], vec![1.0, 3.0, 5.0, 7.0]);
    for (unbiased, variance) in [(true, 20.0 / 3.0), (false, 5.0)] {
        let mut norm = BatchNorm::<f64> { momentum: 1.0, unbiased, ..BatchNorm::new(1) };
        let gradients = Tape::new().gradients(|tape| norm.forward(tape.constant(&x)).sum());
        Sgd::new(0.1).step(&mut norm, &gradients);
        assert_eq!(norm.running_mean.value.item(), 4.0);
        assert!((norm.running_var.value.item() - variance).abs() < 1e-14);
    }
}
