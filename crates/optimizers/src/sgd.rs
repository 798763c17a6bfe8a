//! Stochastic gradient descent, with momentum.

use crate::{Optimizer, State};
use numeric::Float;
use tensor::Tensor;

/// Stochastic gradient descent with momentum `μ`: `u ← μ·u + g`, then `p ← p − η·u`.
///
/// With `μ = 0` it is plain descent, `p ← p − η·g`, and remembers nothing. The form is PyTorch's,
/// in which a change of the learning rate takes effect at once.
#[derive(Clone, Debug)]
pub struct Sgd<T: Float = f32> {
    /// How far to go, `η`: 0.01.
    pub learning_rate: f64,
    /// How much of the last step's direction to keep, `μ`: 0.
    pub momentum: f64,
    /// What is remembered between steps.
    pub state: State<T>,
}

impl<T: Float> Default for Sgd<T> {
    fn default() -> Self {
        Sgd { learning_rate: 0.01, momentum: 0.0, state: State::default() }
    }
}

impl<T: Float> Optimizer<T> for Sgd<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, momentum) = (T::of(self.learning_rate), T::of(self.momentum));
        if self.momentum == 0.0 {
            for (p, g) in value.as_mut_slice().iter_mut().zip(gradient.as_slice()) {
                *p -= rate * *g;
            }
            return;
        }
        let [u] = self.state.of(name, value);
        let moving = value.as_mut_slice().iter_mut().zip(u.as_mut_slice());
        for ((p, u), g) in moving.zip(gradient.as_slice()) {
            *u = without_denormals(momentum * *u + *g);
            *p -= rate * *u;
        }
    }

    fn state(&self) -> &State<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<T> {
        &mut self.state
    }

    fn slots(&self) -> &'static [&'static str] {
        if self.momentum == 0.0 { &[] } else { &["momentum"] }
    }
}

/// `x`, or zero if it is so small that a processor computes with it many times slower. What decays
/// without end, as the moments of a silent neuron do, would otherwise arrive there and stay.
#[inline(always)]
pub(crate) fn without_denormals<T: Float>(x: T) -> T {
    if x.abs() < T::TINY { T::zero() } else { x }
}
