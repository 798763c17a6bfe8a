//! Stochastic gradient descent, with momentum.

use crate::denormal::flush_momentum;
use crate::fused::kernel_text;
use crate::setting::{check, check_not_negative};
use crate::{Common, Optimizer, SettingError, UpdateKernel};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::{Shape, Tensor};

/// Stochastic gradient descent (SGD) with momentum `μ`:
///
/// ```text
/// g ← g + λ·p            u ← μ·u + (1 − τ)·g            p ← p − η·u
/// ```
///
/// and with Nesterov momentum `p ← p − η·(g + μ·u)`, which looks one step ahead. With `μ = 0` it is
/// plain gradient descent, `p ← p − η·g`, and has no state. The form is PyTorch's, in which a
/// change of the learning rate takes effect at once. The dampening `τ` is 0 unless set; the first
/// step of a parameter has none, `u = g`, as there.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Optimizer, Sgd};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f32>::scalar(10.0));
/// let mut sgd = Sgd { momentum: 0.5, ..Sgd::new(1.0) };
/// for expected in [8.0, 5.0] {                     // u = 2, then 0.5·2 + 2 = 3
///     let gradients = Tape::new().gradients(|tape| tape.param(&w) * 2.0);
///     sgd.step(&mut w, &gradients);
///     assert_eq!(w.value.item(), expected);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Sgd<T: Float = f32> {
    /// Learning rate (0.01), weight decay (0), groups and state.
    pub common: Common<T>,
    /// The momentum, `μ`: the fraction of the last update direction that is kept: 0.
    pub momentum: f64,
    /// The dampening, `τ`: the fraction of the gradient that does not enter the momentum buffer: 0.
    pub dampening: f64,
    /// Whether the momentum is Nesterov's: no.
    pub nesterov: bool,
}

impl<T: Float> Sgd<T> {
    /// SGD with this learning rate and without momentum.
    ///
    /// ```
    /// let sgd = optimizers::Sgd::<f32>::new(0.5);
    /// assert_eq!((sgd.common.learning_rate, sgd.momentum), (0.5, 0.0));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        Sgd { common: Common::new(learning_rate), momentum: 0.0, dampening: 0.0, nesterov: false }
    }
}

impl<T: Float> Default for Sgd<T> {
    fn default() -> Self {
        Self::new(0.01)
    }
}

impl<T: Float> Optimizer<T> for Sgd<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, decay) = self.common.rates_for(name);
        let (rate, decay) = (T::of(rate), T::of(decay));
        if self.momentum == 0.0 {
            let step = |[p]: [&mut [T]; 1], g: &[T]| {
                for (p, g) in p.iter_mut().zip(g) {
                    *p -= rate * (*g + decay * *p);
                }
            };
            return par_zip_chunks(
                [value.as_mut_slice()],
                gradient.as_slice(),
                ELEMENT_COST,
                &step,
            );
        }
        // ANCHOR: momentum
        // Nesterov's step goes along g + μ·u, the other along u alone.
        let momentum = T::of(self.momentum);
        let (g_coef, u_coef) =
            if self.nesterov { (T::one(), momentum) } else { (T::zero(), T::one()) };
        let is_first = !self.common.state.tensors.contains_key(name);
        let undamped = T::of(if is_first { 1.0 } else { 1.0 - self.dampening });
        let [momentum_buffer] = self.common.state.get_or_zeros(name, value);
        let step = |[p, u]: [&mut [T]; 2], g: &[T]| {
            for ((p, u), g) in p.iter_mut().zip(u).zip(g) {
                let g = *g + decay * *p;
                *u = flush_momentum(momentum * *u + undamped * g);
                *p -= rate * (g_coef * g + u_coef * *u);
            }
        };
        // ANCHOR_END: momentum
        let slices = [value.as_mut_slice(), momentum_buffer.as_mut_slice()];
        par_zip_chunks(slices, gradient.as_slice(), ELEMENT_COST, &step);
    }

    fn update_kernel(&self, name: &str, _shape: Shape) -> Option<UpdateKernel> {
        let (rate, decay) = self.common.rates_for(name);
        let is_first = !self.common.state.tensors.contains_key(name);
        let undamped = if is_first { 1.0 } else { 1.0 - self.dampening };
        let (g, u) = if self.nesterov { (1.0, self.momentum) } else { (0.0, 1.0) };
        let coefficients = [rate, decay, self.momentum, undamped, g, u];
        Some(UpdateKernel::new(kernel_text!(include_str!("sgd/update.cu")), &coefficients))
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_not_negative("momentum", self.momentum)?;
        check("dampening", "from 0 to 1", self.dampening, (0.0..=1.0).contains(&self.dampening))?;
        let (momentum, dampening) = (self.momentum, self.dampening);
        check("momentum", "above 0 with nesterov", momentum, !self.nesterov || momentum > 0.0)?;
        check("dampening", "0 with nesterov", dampening, !self.nesterov || dampening == 0.0)
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        if self.momentum == 0.0 { &[] } else { &["momentum"] }
    }
}
