//! The adding problem: remember two numbers of a long sequence, and add them.
//!
//! The task is that of Hochreiter and Schmidhuber (1997, experiment 4), a little simpler: numbers are
//! uniform in 0 to 1 rather than −1 to 1, all sequences have one length, and the target is the sum
//! itself.

use autograd::{Tape, Var};
use nn::{Dense, impl_module};
use numeric::Float;
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use rnn::{Cell, Recurrent, RecurrentInit, RecurrentOptions, SequenceOptions};
use tensor::Tensor;

/// The MSE of always predicting the mean, 1: the variance of the sum of two numbers uniform in 0 to 1.
pub const BASELINE: f64 = 2.0 / 12.0;

/// Sequences of the adding problem with their targets.
#[derive(Clone, Debug)]
pub struct AddingBatch {
    /// `[n, steps, 2]`: at each step a number, and 1 if it is marked, or else 0.
    pub inputs: Tensor<f32>,
    /// The sum of each sequence's two marked numbers.
    pub targets: Vec<f32>,
}

// ANCHOR: batch
/// Draws `n` sequences of `steps` steps: the first marked number lies in the first half, the second
/// in the second half.
///
/// # Panics
/// If there are fewer than 2 steps.
///
/// ```
/// use ch13::adding::adding_batch;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let batch = adding_batch(1, 10, &mut ChaCha8Rng::seed_from_u64(1));
/// let steps = batch.inputs.as_slice().chunks(2);
/// let sum: f32 = steps.filter(|step| step[1] == 1.0).map(|step| step[0]).sum();
/// assert_eq!(batch.targets, [sum]);
/// ```
pub fn adding_batch(n: usize, steps: usize, rng: &mut impl Rng) -> AddingBatch {
    let (mut inputs, mut targets) = (Tensor::zeros([n, steps, 2]), Vec::new());
    for sequence in inputs.as_mut_slice().chunks_exact_mut(2 * steps) {
        let marked = [rng.random_range(..steps / 2), rng.random_range(steps / 2..steps)];
        for step in sequence.chunks_exact_mut(2) {
            step[0] = rng.random();
        }
        for step in marked {
            sequence[2 * step + 1] = 1.0;
        }
        targets.push(marked.iter().map(|step| sequence[2 * step]).sum());
    }
    AddingBatch { inputs, targets }
}
// ANCHOR_END: batch

// ANCHOR: model
/// A recurrent layer, and a neuron that reads the state after its last step.
#[derive(Clone, Debug)]
pub struct Adder<T: Float, C: Cell> {
    /// Reads the sequence.
    pub recurrent: Recurrent<T, C>,
    /// Says the sum.
    pub dense: Dense<T>,
}
impl_module!(Adder<T, C: Cell> { recurrent, dense });

impl<C: Cell> Adder<f32, C> {
    /// A network with this many hidden units; an LSTM's forget gates begin open.
    pub fn new(hidden: usize, rng: &mut impl Rng) -> Self {
        let init = RecurrentInit::Keras;
        let options = RecurrentOptions { init, ..RecurrentOptions::new(2, hidden) };
        let recurrent = Recurrent::with_options(options, rng);
        Adder { recurrent, dense: Dense::linear(hidden, 1, rng) }
    }

    /// The predicted sums, `[n, 1]`.
    pub fn forward<'t>(&self, x: Var<'t, f32>) -> Var<'t, f32> {
        use nn::Forward;
        self.dense.forward(self.recurrent.forward_with(x, SequenceOptions::default()).last)
    }

    /// The mean squared error on a batch.
    pub fn evaluate(&self, batch: &AddingBatch) -> f64 {
        let mse = Tape::new().no_grad(|tape| {
            self.forward(tape.constant(&batch.inputs)).mean_squared_error(&batch.targets)
        });
        f64::from(mse.item())
    }
}
// ANCHOR_END: model

/// How each network is trained.
#[derive(Clone, Copy, Debug)]
pub struct AddingOptions {
    /// The length of a sequence.
    pub steps: usize,
    /// The hidden units of each network.
    pub hidden: usize,
    /// The sequences in a batch; each is drawn anew and seen once.
    pub batch: usize,
    /// The batches, that is, the updates of the parameters.
    pub updates: usize,
    /// Adam's learning rate.
    pub learning_rate: f64,
    /// The norm to which gradients are clipped.
    pub max_norm: f64,
}

/// What a training gave.
#[derive(Clone, Debug)]
pub struct AddingRun {
    /// The mean loss of each interval of updates, and at which update it ended.
    pub curve: Vec<(f64, f64)>,
    /// The MSE on sequences that were not trained on.
    pub test_mse: f64,
}

/// Updates in an interval of the curve.
const INTERVAL: usize = 20;

/// The test sequences.
const TEST: usize = 2_000;

/// Trains a network from this seed, and tests it.
pub fn train<C: Cell>(options: AddingOptions, seed: u64) -> AddingRun {
    let AddingOptions { steps, hidden, batch, updates, learning_rate, max_norm } = options;
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut model = Adder::<f32, C>::new(hidden, rng);
    let (mut adam, mut tape) = (Adam::new(learning_rate), Tape::new());
    let (mut curve, mut losses) = (Vec::new(), Vec::new());
    // ANCHOR: train
    for update in 1..=updates {
        let batch = adding_batch(batch, steps, rng);
        let mut gradients = tape.gradients(|tape| {
            model.forward(tape.constant(&batch.inputs)).mean_squared_error(&batch.targets)
        });
        clip_grad_norm(&mut gradients, max_norm);
        adam.step(&mut model, &gradients);
        // ANCHOR_END: train
        losses.push(f64::from(gradients.loss()));
        if update % INTERVAL == 0 {
            curve.push((update as f64, losses.iter().sum::<f64>() / losses.len() as f64));
            losses.clear();
        }
    }
    // The generator goes on: no sequence of the test was trained on.
    AddingRun { curve, test_mse: model.evaluate(&adding_batch(TEST, steps, rng)) }
}
