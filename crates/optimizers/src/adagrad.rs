//! Adagrad: steps that shrink where much has been done.

use crate::parallel::par_zip_chunks;
use crate::{Optimizer, OptimizerState, ParamGroup};
use numeric::Float;
use tensor::Tensor;

/// Adagrad (Duchi, Hazan and Singer, 2011): each number's step is divided by the root of the sum of
/// all its squared gradients so far, so that rarely used weights take large steps:
///
/// ```text
/// g ← g + λ·p            s ← s + g²            p ← p − η·g / (√s + ε)
/// ```
///
/// The form is PyTorch's.
#[derive(Clone, Debug)]
pub struct Adagrad<T: Float = f32> {
    /// How far to go, `η`: 0.01.
    pub learning_rate: f64,
    /// What keeps the division from blowing up, `ε`: 1e-10.
    pub epsilon: f64,
    /// How strongly parameters are drawn to zero, `λ`: 0.
    pub weight_decay: f64,
    /// Other settings for some parameters: none.
    pub groups: Vec<ParamGroup>,
    /// What is remembered between steps.
    pub state: OptimizerState<T>,
}

impl<T: Float> Default for Adagrad<T> {
    fn default() -> Self {
        Adagrad {
            learning_rate: 0.01,
            epsilon: 1e-10,
            weight_decay: 0.0,
            groups: Vec::new(),
            state: OptimizerState::default(),
        }
    }
}

impl<T: Float> Optimizer<T> for Adagrad<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        let rate = T::of(self.learning_rate * lr_scale);
        let decay = T::of(self.weight_decay * weight_decay_scale);
        let epsilon = T::of(self.epsilon);
        let [s] = self.state.get_or_zeros(name, value);
        let descend = |[p, s]: [&mut [T]; 2], g: &[T]| {
            for ((p, s), g) in p.iter_mut().zip(s).zip(g) {
                let g = *g + decay * *p;
                *s += g * g;
                *p -= rate * g / (s.sqrt() + epsilon);
            }
        };
        par_zip_chunks([value.as_mut_slice(), s.as_mut_slice()], gradient.as_slice(), &descend);
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
        &["sum_of_squares"]
    }

    fn groups(&self) -> &[ParamGroup] {
        &self.groups
    }
}
