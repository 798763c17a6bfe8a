//! Adam: a step of its own for every number.

mod adamw;
mod step;

pub use adamw::AdamW;

use crate::{Optimizer, OptimizerState, ParamGroup};
use numeric::Float;
use step::AdamStep;
use tensor::Tensor;

/// Adam (Kingma and Ba, 2015, algorithm 1): running means of the gradient and of its square, both
/// starting from zero and corrected for that, decide each number's step:
///
/// ```text
/// g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)         p ← p − η·m̂ / (√v̂ + ε)
/// ```
///
/// With [`amsgrad`](Self::amsgrad), the largest `v` so far stands in the place of `v` (Reddi, Kale
/// and Kumar, 2018). Moments that decay below the smallest normal number become zero.
///
/// `t` counts the optimizer's steps, as in Keras. PyTorch counts those of each parameter: the numbers
/// differ where a parameter's first gradient comes late, say because it was left out before; its
/// first steps are then up to three times as long here (`√10` times, with the defaults).
#[derive(Clone, Debug)]
pub struct Adam<T: Float = f32> {
    /// How far to go, `η`: 0.001.
    pub learning_rate: f64,
    /// How slowly the mean of the gradient follows, `β₁`: 0.9.
    pub beta1: f64,
    /// How slowly the mean of its square follows, `β₂`: 0.999.
    pub beta2: f64,
    /// What keeps the division from blowing up, `ε`: 1e-8 as in the paper and in PyTorch. Keras
    /// uses 1e-7.
    pub epsilon: f64,
    /// How strongly parameters are drawn to zero, `λ`: 0. It takes part in the moments; see
    /// [`AdamW`] for a decay that does not.
    pub weight_decay: f64,
    /// Whether steps may only shrink: no.
    pub amsgrad: bool,
    /// Other settings for some parameters: none.
    pub groups: Vec<ParamGroup>,
    /// What is remembered between steps.
    pub state: OptimizerState<T>,
}

impl<T: Float> Default for Adam<T> {
    fn default() -> Self {
        Adam {
            learning_rate: 0.001,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weight_decay: 0.0,
            amsgrad: false,
            groups: Vec::new(),
            state: OptimizerState::default(),
        }
    }
}

impl<T: Float> Optimizer<T> for Adam<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        let rate = self.learning_rate * lr_scale;
        let moments = (self.beta1, self.beta2, self.epsilon);
        let rule = AdamStep::new(rate, moments, self.state.steps);
        let rule = rule.with_l2(self.weight_decay * weight_decay_scale);
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
