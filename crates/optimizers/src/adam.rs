//! Adam and AdamW: a step size of its own for every element.

mod step;

use crate::fused::kernel_text;
use crate::setting::{check_decay_rate, check_not_negative};
use crate::{Common, Optimizer, SettingError, UpdateKernel};
use numeric::Float;
pub(crate) use step::AdamStep;
use tensor::{Shape, Tensor};

/// Adam (Kingma and Ba, 2015, algorithm 1): exponential moving averages of the gradient and of its
/// square, the moments `m` and `v`, with bias correction, determine each element's step:
///
/// ```text
/// g ← g + λ·p
/// m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)         p ← p − η·m̂ / (√v̂ + ε)
/// ```
///
/// With [`epsilon_hat`](AdamFamily::epsilon_hat), `ε` is added before the bias correction, as in
/// Keras: `p ← p − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)`, the form at the end of the paper's
/// section 2. In the first steps `ε` then counts `1/√(1 − β₂ᵗ)` times as much, at first 32 times with
/// the default `β₂`. [`Adam::keras`](AdamFamily::keras) has all of Keras's settings.
///
/// With [`amsgrad`](AdamFamily::amsgrad), the maximum of all `v` so far replaces `v`
/// (Reddi, Kale and Kumar, 2018). Moments that decay below the smallest normal number become zero.
///
/// The weight decay, 0 unless set, is an L2 penalty: `λ·p` is part of the gradient and passes
/// through the moments. See [`AdamW`] for decoupled weight decay.
///
/// `t` counts the optimizer's steps, as in Keras. PyTorch counts those of each parameter: the
/// values differ where a parameter's first gradient comes late, say because it was left out before.
/// Its moments then begin at 0 and are corrected no more: along a constant gradient and with the
/// defaults its first step is `√10` times as long here, the twelfth 6.6 times.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Adam, Optimizer};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(1.0));
/// let mut adam = Adam { beta1: 0.5, ..Adam::new(0.25) };
/// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 7.0);
/// adam.step(&mut w, &gradients);
/// assert!((w.value.item() - 0.75).abs() < 1e-8);   // the first step has the length η
/// ```
pub type Adam<T = f32> = AdamFamily<T, false>;

/// AdamW (Loshchilov and Hutter, 2019, algorithm 2): [`Adam`] with decoupled weight decay. It draws
/// each parameter to zero by itself, `p ← p − η·λ·p`, instead of passing through the moments, where
/// elements with large gradients would hardly feel it. The weight decay is 0.01 unless set.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{AdamW, Optimizer};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(8.0));
/// let mut adamw = AdamW::new(0.5).with_weight_decay(0.25);
/// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 0.0);
/// adamw.step(&mut w, &gradients);
/// assert_eq!(w.value.item(), 7.0);                 // 8 − 0.5·0.25·8
/// ```
pub type AdamW<T = f32> = AdamFamily<T, true>;

/// The rule for a GPU, with [`AdamStep`]'s coefficients.
const KERNEL: &str = kernel_text!(include_str!("adam/update.cu"));

/// [`Adam`] and [`AdamW`] in one: `DECOUPLED` says whether the weight decay is decoupled or an L2
/// penalty. Use it by these two names.
#[derive(Clone, Debug)]
pub struct AdamFamily<T: Float, const DECOUPLED: bool> {
    /// Learning rate (0.001), weight decay (0 for Adam, 0.01 for AdamW), groups and state.
    pub common: Common<T>,
    /// The decay rate of the first moment, `β₁`: 0.9.
    pub beta1: f64,
    /// The decay rate of the second moment, `β₂`: 0.999.
    pub beta2: f64,
    /// Added to the denominator for numerical stability, `ε`: 1e-8 as in the paper and in PyTorch.
    pub epsilon: f64,
    /// Whether `ε` is the paper's `ε̂`, which is added to `√v` instead of `√v̂`, as in Keras: no.
    pub epsilon_hat: bool,
    /// Whether the denominator is the maximum so far, so that steps may only shrink (AMSGrad): no.
    pub amsgrad: bool,
}

impl<T: Float, const DECOUPLED: bool> AdamFamily<T, DECOUPLED> {
    /// The optimizer with this learning rate and PyTorch's defaults for all else.
    ///
    /// ```
    /// use optimizers::{Adam, AdamW};
    ///
    /// let (adam, adamw): (Adam, AdamW) = (Adam::new(0.5), AdamW::new(0.5));
    /// assert_eq!((adam.common.weight_decay, adamw.common.weight_decay), (0.0, 0.01));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        let weight_decay = if DECOUPLED { 0.01 } else { 0.0 };
        let common = Common { weight_decay, ..Common::new(learning_rate) };
        let (beta1, beta2, epsilon) = (0.9, 0.999, 1e-8);
        AdamFamily { common, beta1, beta2, epsilon, epsilon_hat: false, amsgrad: false }
    }

    /// The optimizer with this learning rate in Keras's form, with Keras's defaults: `ε̂` of 1e-7, and
    /// for AdamW a weight decay of 0.004.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use optimizers::{Adam, Optimizer};
    /// use tensor::Tensor;
    ///
    /// let mut w = Param::new(Tensor::<f64>::scalar(1.0));
    /// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 1e-6);
    /// Adam::keras(0.1).step(&mut w, &gradients);
    /// assert!((w.value.item() - 0.975975).abs() < 1e-6);       // as Keras 3.15.1; not 0.909091
    /// ```
    pub fn keras(learning_rate: f64) -> Self {
        let mut keras = Self::new(learning_rate);
        (keras.epsilon, keras.epsilon_hat) = (1e-7, true);
        keras.common.weight_decay = if DECOUPLED { 0.004 } else { 0.0 };
        keras
    }

    /// The coefficients of one parameter in this step.
    fn step_of(&self, name: &str) -> AdamStep<T> {
        let (rate, decay) = self.common.rates_for(name);
        let moments = (self.beta1, self.beta2, self.epsilon);
        let step = AdamStep::new(rate, moments, self.epsilon_hat, self.common.state.steps);
        if DECOUPLED { step.with_decoupled(rate * decay) } else { step.with_l2(decay) }
    }
}

impl<T: Float, const DECOUPLED: bool> Default for AdamFamily<T, DECOUPLED> {
    fn default() -> Self {
        Self::new(0.001)
    }
}

impl<T: Float, const DECOUPLED: bool> Optimizer<T> for AdamFamily<T, DECOUPLED> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let step = self.step_of(name);
        step.apply(&mut self.common.state, self.amsgrad, name, value, gradient);
    }

    fn update_kernel(&self, name: &str, _shape: Shape) -> Option<UpdateKernel> {
        Some(self.step_of(name).kernel())
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_decay_rate("beta1", self.beta1)?;
        check_decay_rate("beta2", self.beta2)?;
        check_not_negative("epsilon", self.epsilon)
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        AdamStep::<T>::state_keys(self.amsgrad)
    }
}
