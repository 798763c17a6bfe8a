//! The same steps as PyTorch: from the same weights, on the same batches.
//!
//! `examples/cifar10_parity.rs` writes the weights and the batches to files; `peer/first_losses.py`
//! reads the files and prints PyTorch's losses.

use crate::{FIRST_BATCH, Net, SHAPES};
use autograd::Tape;
use data::shuffle::{batches, permutation};
use data::{Batch, Dataset, LabelledImages, Normalized};
use nn::Forward;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// The steps that are compared.
pub const STEPS: usize = 20;

const SEED: u64 = 1;

/// What `peer/first_losses.py` printed (torch 2.15.0, one thread) for what
/// `examples/cifar10_parity.rs` wrote; nothing for data on which it was not run.
pub fn pytorch_losses(fingerprint: &str) -> Option<Vec<f64>> {
    let printed = match fingerprint {
        SHAPES => include_str!("../tests/golden/first_losses_shapes.txt"),
        FIRST_BATCH => include_str!("../tests/golden/first_losses_cifar10.txt"),
        _ => return None,
    };
    Some(printed.lines().map(|line| line.parse().expect("a line is a loss")).collect())
}

/// The network before training.
pub fn start() -> Net {
    Net::new(&mut ChaCha8Rng::seed_from_u64(SEED))
}

/// The first batches of the first epoch.
pub fn first_batches(train: &Normalized<LabelledImages>) -> Vec<Batch<f32, Vec<usize>>> {
    let order = permutation(train.data.len(), SEED, 0);
    batches(&order, 32).take(STEPS).map(|indices| train.batch(indices)).collect()
}

/// The loss of each step, before it: cross-entropy, Adam with PyTorch's settings.
pub fn losses(mut net: Net, batches: &[Batch<f32, Vec<usize>>]) -> Vec<f64> {
    let (mut tape, mut adam) = (Tape::new(), Adam::default());
    // ANCHOR: step
    let step = |batch: &Batch<f32, Vec<usize>>| {
        let gradients = tape.gradients(|tape| {
            net.forward(tape.constant(&batch.inputs)).cross_entropy(&batch.targets)
        });
        adam.step(&mut net, &gradients);
        f64::from(gradients.loss())
    };
    // ANCHOR_END: step
    batches.iter().map(step).collect()
}
