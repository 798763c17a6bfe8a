//! RMSProp: steps measured by the gradient's recent size.

use crate::parallel::{flush_denormal, par_zip_chunks};
use crate::{Optimizer, OptimizerState, ParamGroup};
use numeric::Float;
use tensor::Tensor;

/// RMSProp (Tieleman and Hinton, 2012, lecture 6.5 of "Neural networks for machine learning"): each
/// number's step is divided by the root of a running mean of its squared gradient, so that unlike
/// Adagrad's it can grow again:
///
/// ```text
/// g ← g + λ·p        v ← α·v + (1 − α)·g²        u ← μ·u + g / (√v + ε)        p ← p − η·u
/// ```
///
/// The form is PyTorch's; without momentum, `μ = 0`, no `u` is remembered.
#[derive(Clone, Debug)]
pub struct RmsProp<T: Float = f32> {
    /// How far to go, `η`: 0.01.
    pub learning_rate: f64,
    /// How slowly the mean of the squared gradient follows, `α`: 0.99.
    pub alpha: f64,
    /// How much of the last step's direction to keep, `μ`: 0.
    pub momentum: f64,
    /// What keeps the division from blowing up, `ε`: 1e-8.
    pub epsilon: f64,
    /// How strongly parameters are drawn to zero, `λ`: 0.
    pub weight_decay: f64,
    /// Other settings for some parameters: none.
    pub groups: Vec<ParamGroup>,
    /// What is remembered between steps.
    pub state: OptimizerState<T>,
}

impl<T: Float> Default for RmsProp<T> {
    fn default() -> Self {
        RmsProp {
            learning_rate: 0.01,
            alpha: 0.99,
            momentum: 0.0,
            epsilon: 1e-8,
            weight_decay: 0.0,
            groups: Vec::new(),
            state: OptimizerState::default(),
        }
    }
}

/// The numbers that are the same for every number of a parameter.
#[derive(Clone, Copy)]
struct Rule<T> {
    rate: T,
    decay: T,
    alpha: T,
    /// `1 − α`, rounded once.
    rest: T,
    epsilon: T,
}

impl<T: Float> Rule<T> {
    /// `g / (√v + ε)`, after `v` has taken notice of `g`.
    #[inline(always)]
    fn normalized_gradient(self, g: T, v: &mut T) -> T {
        *v = flush_denormal(self.alpha * *v + self.rest * g * g);
        g / (v.sqrt() + self.epsilon)
    }
}

impl<T: Float> Optimizer<T> for RmsProp<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        let rule = Rule {
            rate: T::of(self.learning_rate * lr_scale),
            decay: T::of(self.weight_decay * weight_decay_scale),
            alpha: T::of(self.alpha),
            rest: T::of(1.0 - self.alpha),
            epsilon: T::of(self.epsilon),
        };
        if self.momentum == 0.0 {
            let [v] = self.state.get_or_zeros(name, value);
            let descend = |[p, v]: [&mut [T]; 2], g: &[T]| {
                for ((p, v), g) in p.iter_mut().zip(v).zip(g) {
                    *p -= rule.rate * rule.normalized_gradient(*g + rule.decay * *p, v);
                }
            };
            let slices = [value.as_mut_slice(), v.as_mut_slice()];
            return par_zip_chunks(slices, gradient.as_slice(), &descend);
        }
        let momentum = T::of(self.momentum);
        let [v, u] = self.state.get_or_zeros(name, value);
        let descend = |[p, v, u]: [&mut [T]; 3], g: &[T]| {
            for (((p, v), u), g) in p.iter_mut().zip(v).zip(u).zip(g) {
                let direction = rule.normalized_gradient(*g + rule.decay * *p, v);
                *u = flush_denormal(momentum * *u + direction);
                *p -= rule.rate * *u;
            }
        };
        let slices = [value.as_mut_slice(), v.as_mut_slice(), u.as_mut_slice()];
        par_zip_chunks(slices, gradient.as_slice(), &descend);
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
        if self.momentum == 0.0 { &["mean_square"] } else { &["mean_square", "momentum"] }
    }

    fn groups(&self) -> &[ParamGroup] {
        &self.groups
    }
}
