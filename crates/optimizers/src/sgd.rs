//! Stochastic gradient descent, with momentum.

use crate::parallel::{flush_denormal, par_zip_chunks};
use crate::{Optimizer, OptimizerState, ParamGroup};
use numeric::Float;
use tensor::Tensor;

/// Stochastic gradient descent with momentum `μ`:
///
/// ```text
/// g ← g + λ·p            u ← μ·u + g            p ← p − η·u
/// ```
///
/// and with Nesterov's momentum `p ← p − η·(g + μ·u)`, which looks one step ahead. With `μ = 0` it
/// is plain descent, `p ← p − η·g`, and remembers nothing. The form is PyTorch's, in which a change
/// of the learning rate takes effect at once.
#[derive(Clone, Debug)]
pub struct Sgd<T: Float = f32> {
    /// How far to go, `η`: 0.01.
    pub learning_rate: f64,
    /// How much of the last step's direction to keep, `μ`: 0.
    pub momentum: f64,
    /// Whether to look ahead: no.
    pub nesterov: bool,
    /// How strongly parameters are drawn to zero, `λ`: 0.
    pub weight_decay: f64,
    /// Other settings for some parameters: none.
    pub groups: Vec<ParamGroup>,
    /// What is remembered between steps.
    pub state: OptimizerState<T>,
}

impl<T: Float> Default for Sgd<T> {
    fn default() -> Self {
        Sgd {
            learning_rate: 0.01,
            momentum: 0.0,
            nesterov: false,
            weight_decay: 0.0,
            groups: Vec::new(),
            state: OptimizerState::default(),
        }
    }
}

impl<T: Float> Optimizer<T> for Sgd<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        let rate = T::of(self.learning_rate * lr_scale);
        let decay = T::of(self.weight_decay * weight_decay_scale);
        if self.momentum == 0.0 {
            let descend = |[p]: [&mut [T]; 1], g: &[T]| {
                for (p, g) in p.iter_mut().zip(g) {
                    *p -= rate * (*g + decay * *p);
                }
            };
            return par_zip_chunks([value.as_mut_slice()], gradient.as_slice(), &descend);
        }
        // Looking ahead, a step goes along g + μ·u; otherwise along u alone.
        let (momentum, ahead) = (T::of(self.momentum), self.nesterov);
        let (of_g, of_u) = if ahead { (T::one(), momentum) } else { (T::zero(), T::one()) };
        let [u] = self.state.get_or_zeros(name, value);
        let descend = |[p, u]: [&mut [T]; 2], g: &[T]| {
            for ((p, u), g) in p.iter_mut().zip(u).zip(g) {
                let g = *g + decay * *p;
                *u = flush_denormal(momentum * *u + g);
                *p -= rate * (of_g * g + of_u * *u);
            }
        };
        par_zip_chunks([value.as_mut_slice(), u.as_mut_slice()], gradient.as_slice(), &descend);
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
        if self.momentum == 0.0 { &[] } else { &["momentum"] }
    }

    fn groups(&self) -> &[ParamGroup] {
        &self.groups
    }
}
