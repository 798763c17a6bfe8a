//! Adam with weight decay beside the gradient's step.

use super::rule::{self, Rule};
use crate::{Group, Optimizer, State};
use numeric::Float;
use tensor::Tensor;

/// AdamW (Loshchilov and Hutter, 2019, algorithm 2): [`Adam`](crate::Adam), but the decay draws each
/// parameter to zero by itself, `p ← p − η·λ·p`, instead of passing through the moments, where
/// numbers with large gradients would hardly feel it.
#[derive(Clone, Debug)]
pub struct AdamW<T: Float = f32> {
    /// How far to go, `η`: 0.001.
    pub learning_rate: f64,
    /// How slowly the mean of the gradient follows, `β₁`: 0.9.
    pub beta1: f64,
    /// How slowly the mean of its square follows, `β₂`: 0.999.
    pub beta2: f64,
    /// What keeps the division from blowing up, `ε`: 1e-8.
    pub epsilon: f64,
    /// How strongly parameters are drawn to zero, `λ`: 0.01.
    pub weight_decay: f64,
    /// Whether steps may only shrink: no.
    pub amsgrad: bool,
    /// Other settings for some parameters: none.
    pub groups: Vec<Group>,
    /// What is remembered between steps.
    pub state: State<T>,
}

impl<T: Float> Default for AdamW<T> {
    fn default() -> Self {
        AdamW {
            learning_rate: 0.001,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weight_decay: 0.01,
            amsgrad: false,
            groups: Vec::new(),
            state: State::default(),
        }
    }
}

impl<T: Float> Optimizer<T> for AdamW<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate_factor, decay_factor) = Group::factors(&self.groups, name);
        let rate = self.learning_rate * rate_factor;
        let moments = (self.beta1, self.beta2, self.epsilon);
        let rule = Rule::new(rate, moments, self.state.steps);
        let rule = rule.with_parameter_decay(rate * self.weight_decay * decay_factor);
        rule.apply(&mut self.state, self.amsgrad, name, value, gradient);
    }

    fn learning_rate_mut(&mut self) -> &mut f64 {
        &mut self.learning_rate
    }

    fn state(&self) -> &State<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<T> {
        &mut self.state
    }

    fn slots(&self) -> &'static [&'static str] {
        rule::slots(self.amsgrad)
    }

    fn groups(&self) -> &[Group] {
        &self.groups
    }
}
