//! RMSProp: learning rates divided by a running root mean square of the gradient.

use crate::denormal::flush_denormal;
use crate::{Common, Optimizer};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::Tensor;

/// RMSProp (Tieleman and Hinton, 2012, lecture 6.5 of "Neural networks for machine learning"): each
/// element's step is divided by the root of a running mean of its squared gradient, so that unlike
/// Adagrad's it can grow again:
///
/// ```text
/// g ← g + λ·p        v ← α·v + (1 − α)·g²        u ← μ·u + g / (√v + ε)        p ← p − η·u
/// ```
///
/// The form is PyTorch's; without momentum, `μ = 0`, there is no momentum buffer `u`.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Optimizer, RmsProp};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(1.0));
/// let mut rmsprop = RmsProp { alpha: 0.75, epsilon: 0.0, ..RmsProp::new(0.25) };
/// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 8.0);
/// rmsprop.step(&mut w, &gradients);
/// assert_eq!(w.value.item(), 0.5);                 // 1 − 0.25·8/√(0.25·64)
/// ```
#[derive(Clone, Debug)]
pub struct RmsProp<T: Float = f32> {
    /// Learning rate (0.01), weight decay (0), groups and state.
    pub common: Common<T>,
    /// The decay rate of the running mean of the squared gradient, `α`: 0.99.
    pub alpha: f64,
    /// The momentum, `μ`: the fraction of the last update direction that is kept: 0.
    pub momentum: f64,
    /// Added to the denominator for numerical stability, `ε`: 1e-8.
    pub epsilon: f64,
}

impl<T: Float> RmsProp<T> {
    /// RMSProp with this learning rate and without momentum.
    ///
    /// ```
    /// let rmsprop = optimizers::RmsProp::<f32>::new(0.5);
    /// assert_eq!((rmsprop.common.learning_rate, rmsprop.alpha), (0.5, 0.99));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        RmsProp { common: Common::new(learning_rate), alpha: 0.99, momentum: 0.0, epsilon: 1e-8 }
    }
}

impl<T: Float> Default for RmsProp<T> {
    fn default() -> Self {
        Self::new(0.01)
    }
}

/// The coefficients of a step, the same for every element of a parameter.
#[derive(Clone, Copy)]
struct RmsPropStep<T> {
    rate: T,
    decay: T,
    alpha: T,
    /// `1 − α`, rounded once.
    one_minus_alpha: T,
    epsilon: T,
}

impl<T: Float> RmsPropStep<T> {
    /// Updates `v` with `g`, and returns `g / (√v + ε)`.
    #[inline(always)]
    fn normalized_gradient(self, g: T, v: &mut T) -> T {
        *v = flush_denormal(self.alpha * *v + self.one_minus_alpha * g * g);
        g / (v.sqrt() + self.epsilon)
    }
}

impl<T: Float> Optimizer<T> for RmsProp<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, decay) = self.common.rates_for(name);
        let rule = RmsPropStep {
            rate: T::of(rate),
            decay: T::of(decay),
            alpha: T::of(self.alpha),
            one_minus_alpha: T::of(1.0 - self.alpha),
            epsilon: T::of(self.epsilon),
        };
        if self.momentum == 0.0 {
            let [v] = self.common.state.get_or_zeros(name, value);
            let step = |[p, v]: [&mut [T]; 2], g: &[T]| {
                for ((p, v), g) in p.iter_mut().zip(v).zip(g) {
                    *p -= rule.rate * rule.normalized_gradient(*g + rule.decay * *p, v);
                }
            };
            let slices = [value.as_mut_slice(), v.as_mut_slice()];
            return par_zip_chunks(slices, gradient.as_slice(), ELEMENT_COST, &step);
        }
        let momentum = T::of(self.momentum);
        let [v, momentum_buffer] = self.common.state.get_or_zeros(name, value);
        let step = |[p, v, u]: [&mut [T]; 3], g: &[T]| {
            for (((p, v), u), g) in p.iter_mut().zip(v).zip(u).zip(g) {
                let normalized_gradient = rule.normalized_gradient(*g + rule.decay * *p, v);
                *u = flush_denormal(momentum * *u + normalized_gradient);
                *p -= rule.rate * *u;
            }
        };
        let slices = [value.as_mut_slice(), v.as_mut_slice(), momentum_buffer.as_mut_slice()];
        par_zip_chunks(slices, gradient.as_slice(), ELEMENT_COST, &step);
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        if self.momentum == 0.0 { &["mean_square"] } else { &["mean_square", "momentum"] }
    }
}
