//! RMSProp: learning rates divided by a running root mean square of the gradient.

use crate::denormal::{flush_denormal, flush_momentum};
use crate::fused::kernel_text;
use crate::setting::{check_decay_rate, check_not_negative, epsilon_in_root};
use crate::{Common, Optimizer, SettingError, UpdateKernel};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::{Shape, Tensor};

/// RMSProp (Tieleman and Hinton, 2012, lecture 6.5 of "Neural networks for machine learning"): each
/// element's step is divided by the root of a running mean of its squared gradient, so that unlike
/// Adagrad's it can grow again:
///
/// ```text
/// g ← g + λ·p        v ← α·v + (1 − α)·g²        u ← μ·u + g / (√v + ε)        p ← p − η·u
/// ```
///
/// The form is PyTorch's; without momentum, `μ = 0`, there is no momentum buffer `u`. With
/// [`centered`](RmsProp::centered), the denominator is the gradient's running standard deviation:
/// `√(v − w²)` instead of `√v`, where `w ← α·w + (1 − α)·g`.
///
/// Keras's form, [`RmsProp::keras`], has `ε` in the root, `√(v + ε)`. (Its momentum buffer holds
/// `η·u`, which differs only while the learning rate changes.)
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
    /// Whether `ε` is in the root, `√(v + ε)` instead of `√v + ε`, as in Keras: no.
    pub epsilon_in_root: bool,
    /// Whether the square of the gradient's running mean is subtracted from `v`: no.
    pub centered: bool,
}

impl<T: Float> RmsProp<T> {
    /// RMSProp with this learning rate and without momentum.
    ///
    /// ```
    /// let rmsprop = optimizers::RmsProp::<f32>::new(0.5);
    /// assert_eq!((rmsprop.common.learning_rate, rmsprop.alpha), (0.5, 0.99));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        RmsProp {
            common: Common::new(learning_rate),
            alpha: 0.99,
            momentum: 0.0,
            epsilon: 1e-8,
            epsilon_in_root: false,
            centered: false,
        }
    }

    /// RMSProp with this learning rate in Keras's form, with Keras's defaults.
    ///
    /// ```
    /// let rmsprop = optimizers::RmsProp::<f32>::keras(0.5);
    /// assert_eq!((rmsprop.alpha, rmsprop.epsilon, rmsprop.epsilon_in_root), (0.9, 1e-7, true));
    /// ```
    pub fn keras(learning_rate: f64) -> Self {
        let keras = Self::new(learning_rate);
        RmsProp { alpha: 0.9, epsilon: 1e-7, epsilon_in_root: true, ..keras }
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
    momentum: T,
    /// `ε` in the root and after it: one of them is 0.
    epsilon_in_root: T,
    epsilon: T,
}

impl<T: Float> RmsPropStep<T> {
    /// A running mean, with `x` added.
    #[inline(always)]
    fn running_mean(self, mean: T, x: T) -> T {
        flush_denormal(self.alpha * mean + self.one_minus_alpha * x)
    }

    // ANCHOR: normalized
    /// Updates `v` with `g`, and returns `g / (√v + ε)`.
    #[inline(always)]
    fn normalized_gradient(self, g: T, v: &mut T) -> T {
        *v = flush_denormal(self.alpha * *v + self.one_minus_alpha * g * g);
        g / ((*v + self.epsilon_in_root).sqrt() + self.epsilon)
    }
    // ANCHOR_END: normalized

    /// Updates `v` and `w` with `g`, and returns `g / (√(v − w²) + ε)`.
    #[inline(always)]
    fn centered_gradient(self, g: T, v: &mut T, w: &mut T) -> T {
        (*v, *w) = (self.running_mean(*v, g * g), self.running_mean(*w, g));
        let variance = *v - *w * *w;
        // Rounding may take it below 0; a NaN stays one.
        let variance = if variance < T::zero() { T::zero() } else { variance };
        g / ((variance + self.epsilon_in_root).sqrt() + self.epsilon)
    }

    fn plain(self, [p, v]: [&mut [T]; 2], g: &[T]) {
        for ((p, v), g) in p.iter_mut().zip(v).zip(g) {
            *p -= self.rate * self.normalized_gradient(*g + self.decay * *p, v);
        }
    }

    fn with_momentum(self, [p, v, u]: [&mut [T]; 3], g: &[T]) {
        for (((p, v), u), g) in p.iter_mut().zip(v).zip(u).zip(g) {
            let normalized_gradient = self.normalized_gradient(*g + self.decay * *p, v);
            *u = flush_momentum(self.momentum * *u + normalized_gradient);
            *p -= self.rate * *u;
        }
    }

    fn centered(self, [p, v, u, w]: [&mut [T]; 4], g: &[T]) {
        for ((((p, v), u), w), g) in p.iter_mut().zip(v).zip(u).zip(w).zip(g) {
            let normalized_gradient = self.centered_gradient(*g + self.decay * *p, v, w);
            *u = flush_momentum(self.momentum * *u + normalized_gradient);
            *p -= self.rate * *u;
        }
    }
}

impl<T: Float> Optimizer<T> for RmsProp<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, decay) = self.common.rates_for(name);
        let (epsilon_in_root, epsilon) = epsilon_in_root(self.epsilon, self.epsilon_in_root);
        let rule = RmsPropStep {
            rate: T::of(rate),
            decay: T::of(decay),
            alpha: T::of(self.alpha),
            one_minus_alpha: T::of(1.0 - self.alpha),
            momentum: T::of(self.momentum),
            epsilon_in_root,
            epsilon,
        };
        let (state, g) = (&mut self.common.state, gradient.as_slice());
        if self.centered {
            // With or without momentum: a buffer whose momentum is 0 costs little.
            let [v, u, w] = state.get_or_zeros(name, value).each_mut().map(Tensor::as_mut_slice);
            let slices = [value.as_mut_slice(), v, u, w];
            par_zip_chunks(slices, g, ELEMENT_COST, &|slices, g| rule.centered(slices, g));
        } else if self.momentum > 0.0 {
            let [v, u] = state.get_or_zeros(name, value).each_mut().map(Tensor::as_mut_slice);
            let slices = [value.as_mut_slice(), v, u];
            par_zip_chunks(slices, g, ELEMENT_COST, &|slices, g| rule.with_momentum(slices, g));
        } else {
            let [v] = state.get_or_zeros(name, value).each_mut().map(Tensor::as_mut_slice);
            let slices = [value.as_mut_slice(), v];
            par_zip_chunks(slices, g, ELEMENT_COST, &|slices, g| rule.plain(slices, g));
        }
    }

    fn update_kernel(&self, name: &str, _shape: Shape) -> Option<UpdateKernel> {
        let (rate, decay) = self.common.rates_for(name);
        let (in_root, epsilon) = epsilon_in_root(self.epsilon, self.epsilon_in_root);
        let (alpha, momentum) = (self.alpha, self.momentum);
        let coefficients = [rate, decay, alpha, 1.0 - alpha, momentum, in_root, epsilon];
        Some(UpdateKernel::new(kernel_text!(include_str!("rmsprop/update.cu")), &coefficients))
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_decay_rate("alpha", self.alpha)?;
        check_not_negative("momentum", self.momentum)?;
        check_not_negative("epsilon", self.epsilon)
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        match (self.centered, self.momentum > 0.0) {
            (true, _) => &["mean_square", "momentum", "mean_gradient"],
            (false, true) => &["mean_square", "momentum"],
            (false, false) => &["mean_square"],
        }
    }
}
