//! The network: a GRU reads the window, a dense layer forecasts all steps of the horizon at once.

use super::windows::Window;
use super::{Forecaster, Windows};
use autograd::{Tape, Var};
use data::shuffle::{batches, permutation};
use losses::MeanSquaredError;
use nn::{Dense, Forward, impl_module};
use optimizers::schedule::{CosineDecay, Schedule};
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{Gru, SequenceOptions};
use tensor::Tensor;

/// How a [`GruForecaster`] is trained.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// The features of its state.
    pub hidden_size: usize,
    /// How often it goes through the training windows.
    pub epochs: u64,
    /// The seed of its first parameters and of the order of the windows.
    pub seed: u64,
}

#[derive(Clone, Debug)]
struct Model {
    gru: Gru,
    dense: Dense,
}
impl_module!(Model { gru, dense });

impl Model {
    /// The forecasts of windows `[n, size, 3]`: `[n, horizon]`.
    fn forward<'t>(&self, x: Var<'t, f32>) -> Var<'t, f32> {
        self.dense.forward(self.gru.forward_with(x, SequenceOptions::default()).last)
    }
}

/// A GRU over the window and a dense layer that gives all steps of the horizon at once.
#[derive(Clone, Debug)]
pub struct GruForecaster {
    windows: Windows,
    model: Model,
}

impl GruForecaster {
    /// A network trained on all windows of the training part, in batches of 32.
    pub fn fit(windows: Windows, train: &[f64], horizon: usize, training: Training) -> Self {
        let Training { hidden_size, epochs, seed } = training;
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let gru = Gru::new(3, hidden_size, rng);
        let mut model = Model { gru, dense: Dense::linear(hidden_size, horizon, rng) };
        let samples = windows.samples(train, horizon);
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        let steps = epochs * samples.len().div_ceil(32) as u64;
        let schedule = CosineDecay { initial: 5e-3, final_lr: 0.0, steps };
        for epoch in 0..epochs {
            for batch in batches(&permutation(samples.len(), seed, epoch), 32) {
                let batch: Vec<_> = batch.iter().map(|index| &samples[*index as usize]).collect();
                let x = tensor(batch.iter().map(|(window, _)| window));
                let targets = batch.iter().flat_map(|(_, targets)| targets);
                let targets: Vec<f32> = targets.map(|target| *target as f32).collect();
                let mut gradients = tape.gradients(|tape| {
                    model.forward(tape.constant(&x)).loss(&MeanSquaredError, &targets)
                });
                clip_grad_norm(&mut gradients, 1.0);
                adam.common.learning_rate = schedule.lr_at(adam.common.state.steps);
                adam.step(&mut model, &gradients);
            }
        }
        GruForecaster { windows, model }
    }

    /// The number of its parameters.
    pub fn parameters(&self) -> usize {
        nn::parameter_count(&self.model)
    }
}

impl Forecaster for GruForecaster {
    fn forecast(&self, past: &[f64], horizon: usize) -> Vec<f64> {
        let window = self.windows.last(past);
        let x = tensor([&window]);
        let outputs = Tape::new().no_grad(|tape| self.model.forward(tape.constant(&x)));
        let value = |output: &f32| self.windows.unscale(&window, f64::from(*output));
        outputs.as_slice()[..horizon].iter().map(value).collect()
    }
}

/// Windows as `[n, size, 3]`.
fn tensor<'a>(windows: impl IntoIterator<Item = &'a Window>) -> Tensor<f32> {
    let (mut values, mut n, mut size) = (Vec::new(), 0, 0);
    for window in windows {
        values.extend(window.steps.iter().flatten().map(|value| *value as f32));
        (n, size) = (n + 1, window.steps.len());
    }
    Tensor::new([n, size, 3], values)
}
