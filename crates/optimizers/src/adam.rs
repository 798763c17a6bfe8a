//! Adam: a step of its own for every number.

use crate::sgd::without_denormals;
use crate::{Optimizer, State};
use numeric::{CHUNK, Float};
use rayon::prelude::*;
use tensor::Tensor;

/// Adam (Kingma and Ba, 2015, algorithm 1): running means of the gradient and of its square, both
/// starting from zero and corrected for that, decide each number's step:
///
/// ```text
/// m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)         p ← p − η·m̂ / (√v̂ + ε)
/// ```
///
/// Moments that decay below the smallest normal number become zero.
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
    /// What is remembered between steps.
    pub state: State<T>,
}

impl<T: Float> Default for Adam<T> {
    fn default() -> Self {
        let state = State::default();
        Adam { learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, state }
    }
}

// ANCHOR: update
impl<T: Float> Optimizer<T> for Adam<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let rule = Rule::new(self);
        let [m, v] = self.state.of(name, value);
        value
            .as_mut_slice()
            .par_chunks_mut(CHUNK)
            .zip(gradient.as_slice().par_chunks(CHUNK))
            .zip(m.as_mut_slice().par_chunks_mut(CHUNK))
            .zip(v.as_mut_slice().par_chunks_mut(CHUNK))
            .for_each(|(((p, g), m), v)| rule.apply(p, g, m, v));
    }
    // ANCHOR_END: update

    fn state(&self) -> &State<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<T> {
        &mut self.state
    }

    fn slots(&self) -> &'static [&'static str] {
        &["first_moment", "second_moment"]
    }
}

// ANCHOR: rule
/// The numbers that are the same for every parameter of a step.
#[derive(Clone, Copy)]
struct Rule<T> {
    beta1: T,
    beta2: T,
    /// `1 − β₁` and `1 − β₂`, rounded once: in `f32`, `1 − 0.999` is off in the fifth digit.
    rest1: T,
    rest2: T,
    /// `η / (1 − β₁ᵗ)`
    rate: T,
    /// `1 / √(1 − β₂ᵗ)`
    correction: T,
    epsilon: T,
}

impl<T: Float> Rule<T> {
    fn new(adam: &Adam<T>) -> Self {
        let t = adam.state.steps as f64;
        Rule {
            beta1: T::of(adam.beta1),
            beta2: T::of(adam.beta2),
            rest1: T::of(1.0 - adam.beta1),
            rest2: T::of(1.0 - adam.beta2),
            rate: T::of(adam.learning_rate / (1.0 - adam.beta1.powf(t))),
            correction: T::of(1.0 / (1.0 - adam.beta2.powf(t)).sqrt()),
            epsilon: T::of(adam.epsilon),
        }
    }

    fn apply(self, p: &mut [T], g: &[T], m: &mut [T], v: &mut [T]) {
        for (((p, g), m), v) in p.iter_mut().zip(g).zip(m).zip(v) {
            *m = without_denormals(self.beta1 * *m + self.rest1 * *g);
            *v = without_denormals(self.beta2 * *v + self.rest2 * *g * *g);
            *p -= self.rate * *m / (v.sqrt() * self.correction + self.epsilon);
        }
    }
}
// ANCHOR_END: rule
