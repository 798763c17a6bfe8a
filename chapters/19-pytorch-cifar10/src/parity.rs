//! The same steps as PyTorch: from the same weights, on the same batches.
//!
//! `examples/cifar10_parity.rs` writes the weights and the batches to files; `peer/first_losses.py`
//! reads the files and prints PyTorch's losses.
//!
//! In `f64` the two agree, on every processor. In `f32` they may part: where two numbers under a
//! maximum, or a sum and zero, agree to seven digits, rounding decides between them, and the gradient
//! takes another way. Adam divides it by its running root mean square, and makes a whole step of it.

use crate::{FIRST_BATCH, Net, SHAPES};
use autograd::Tape;
use data::shuffle::{batches, permutation};
use data::{Dataset, LabelledImages, Standardized};
use nn::Forward;
use numeric::Float;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// The steps that are compared.
pub const STEPS: usize = 20;

const SEED: u64 = 1;

/// A batch of images and their classes.
pub type Batch<T> = data::Batch<T, Vec<usize>>;

/// PyTorch's losses, as `peer/first_losses.py` printed them (torch 2.15.0, one thread).
pub struct PytorchLosses {
    /// Computed in `f64`.
    pub f64: Vec<f64>,
    /// Computed in `f32`.
    pub f32: Vec<f64>,
}

/// PyTorch's losses on the data with this fingerprint, from what `examples/cifar10_parity.rs` wrote;
/// `None` for data on which it was not run.
///
/// ```
/// let losses = ch19::parity::pytorch_losses(ch19::SHAPES).expect("it was run on the shapes");
/// assert_eq!(losses.f64.len(), ch19::parity::STEPS);
/// assert!(ch19::parity::pytorch_losses("other data").is_none());
/// ```
pub fn pytorch_losses(fingerprint: &str) -> Option<PytorchLosses> {
    let printed = match fingerprint {
        SHAPES => {
            include_str!("../tests/golden/first_losses_shapes.txt")
        }
        FIRST_BATCH => {
            include_str!("../tests/golden/first_losses_cifar10.txt")
        }
        _ => return None,
    };
    let losses = |line: &str| {
        let (f64, f32) = line.split_once("  ").expect("a line is two losses");
        [f64, f32].map(|loss| loss.parse::<f64>().expect("a loss is a number"))
    };
    let (f64, f32) = printed.lines().map(losses).map(|[f64, f32]| (f64, f32)).unzip();
    Some(PytorchLosses { f64, f32 })
}

/// The network before training.
///
/// ```
/// assert_eq!(nn::parameter_count(&ch19::parity::start::<f64>()), 62_006);
/// ```
pub fn start<T: Float>() -> Net<T> {
    Net::new(&mut ChaCha8Rng::seed_from_u64(SEED))
}

/// The first batches of the first epoch.
///
/// ```
/// use ch19::parity;
///
/// let batches = parity::first_batches::<f32>(&ch19::shapes().train);
/// assert_eq!((batches.len(), batches[0].targets.len()), (parity::STEPS, 32));
/// ```
pub fn first_batches<T: Float>(train: &Standardized<LabelledImages>) -> Vec<Batch<T>> {
    let order = permutation(train.data.len(), SEED, 0);
    batches(&order, 32).take(STEPS).map(|indices| train.get_batch(indices)).collect()
}

/// The loss of each step, before it: cross-entropy, Adam with PyTorch's settings.
///
/// ```
/// use ch19::parity;
///
/// let batches = parity::first_batches::<f32>(&ch19::shapes().train);
/// let losses = parity::losses(parity::start(), &batches[..1]);
/// assert!((losses[0] - 10f64.ln()).abs() < 0.1, "no better than chance");
/// ```
pub fn losses<T: Float>(mut net: Net<T>, batches: &[Batch<T>]) -> Vec<f64> {
    let (mut tape, mut adam) = (Tape::new(), Adam::default());
    // ANCHOR: step
    let step = |batch: &Batch<T>| {
        let gradients = tape.gradients(|tape| {
            net.forward(tape.constant(&batch.inputs)).cross_entropy(&batch.targets)
        });
        adam.step(&mut net, &gradients);
        gradients.loss().as_f64()
    };
    // ANCHOR_END: step
    batches.iter().map(step).collect()
}

/// The maximum absolute difference between the losses and the others.
///
/// ```
/// assert_eq!(ch19::parity::max_difference(&[1.0, 2.5], &[1.0, 2.0]), 0.5);
/// ```
pub fn max_difference(losses: &[f64], others: &[f64]) -> f64 {
    losses.iter().zip(others).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
