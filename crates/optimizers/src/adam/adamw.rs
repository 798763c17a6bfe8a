//! Adam with weight decay beside the gradient's step.

use super::step::{self, AdamStep};
use crate::{Optimizer, OptimizerState, ParamGroup};
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
    pub groups: Vec<ParamGroup>,
    /// What is remembered between steps.
    pub state: OptimizerState<T>,
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
            state: OptimizerState::default(),
        }
    }
}

impl<T: Float> Optimizer<T> for AdamW<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        let rate = self.learning_rate * lr_scale;
        let moments = (self.beta1, self.beta2, self.epsilon);
        let rule = AdamStep::new(rate, moments, self.state.steps);
        let rule = rule.with_decoupled(rate * self.weight_decay * weight_decay_scale);
        rule.apply(&mut self.state, self.amsgrad, name, value, gradient);
    }

    fn learning_rate_mut(&mut self) -> &mut f64 {
        &mut self.learning_rate
    }

    fn state(&self) -> &OptimizerState<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut OptimizerState<T> {
        &mut self.state
    }

    fn state_keys(&self) -> &'static [&'static str] {
        step::state_keys(self.amsgrad)
    }

    fn groups(&self) -> &[ParamGroup] {
        &self.groups
    }
}
