//! Lion: steps of one length, along the sign of a moving average.

use crate::denormal::flush_denormal;
use crate::fused::kernel_text;
use crate::setting::check_decay_rate;
use crate::{Common, Optimizer, SettingError, UpdateKernel};
use numeric::{ELEMENT_COST, Float, of_type, par_zip_chunks};
use tensor::{Shape, Tensor};

/// Lion (Chen and others, 2023, algorithm 2): each element's step has the length `η`, in the
/// direction that a moving average `m` of the gradient and the newest gradient agree on. The weight
/// decay is decoupled, and there is one state tensor where Adam has two:
///
/// ```text
/// p ← p − η·(sign(β₁·m + (1 − β₁)·g) + λ·p)            m ← β₂·m + (1 − β₂)·g
/// ```
///
/// The newest gradient counts `1 − β₁ = 0.1` in the step, but `1 − β₂ = 0.01` in what is
/// remembered. Since all steps are that long, the authors advise a learning rate 3 to 10 times
/// smaller than AdamW's, and a weight decay as many times larger. The weight decay is 0 unless set.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Lion, Optimizer};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(1.0));
/// let mut lion = Lion::new(0.25);
/// for (slope, expected) in [(8.0, 0.75), (-0.5, 0.5), (-9.0, 0.75)] {
///     let gradients = Tape::new().gradients(|tape| tape.param(&w) * slope);
///     lion.step(&mut w, &gradients);
///     assert_eq!(w.value.item(), expected);        // m = 0.08 outweighs −0.5·0.1, but not −9·0.1
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Lion<T: Float = f32> {
    /// Learning rate (1e-4), weight decay (0), groups and state.
    pub common: Common<T>,
    /// How much `m` counts in the step's direction, `β₁`: 0.9.
    pub beta1: f64,
    /// The decay rate of `m`, `β₂`: 0.99.
    pub beta2: f64,
}

impl<T: Float> Lion<T> {
    /// Lion with this learning rate, and the paper's `β₁` and `β₂`.
    ///
    /// ```
    /// let lion = optimizers::Lion::<f32>::new(0.5);
    /// assert_eq!((lion.common.learning_rate, lion.beta1, lion.beta2), (0.5, 0.9, 0.99));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        Lion { common: Common::new(learning_rate), beta1: 0.9, beta2: 0.99 }
    }
}

impl<T: Float> Default for Lion<T> {
    fn default() -> Self {
        Self::new(1e-4)
    }
}

/// The coefficients of a step, the same for every element of a parameter.
#[derive(Clone, Copy)]
struct LionStep<T> {
    rate: T,
    /// `1 − η·λ`
    decay_keep: T,
    beta1: T,
    one_minus_beta1: T,
    beta2: T,
    one_minus_beta2: T,
}

/// The loop over a parameter's elements, compiled once for each number type.
type Pass<T> = fn(LionStep<T>, [&mut [T]; 2], &[T]);

static F32: Pass<f32> = LionStep::lion;
static F64: Pass<f64> = LionStep::lion;

impl<T: Float> LionStep<T> {
    // ANCHOR: lion
    fn lion(self, [p, m]: [&mut [T]; 2], g: &[T]) {
        for ((p, m), g) in p.iter_mut().zip(m).zip(g) {
            let direction = sign(self.beta1 * *m + self.one_minus_beta1 * *g);
            *p = self.decay_keep * *p - self.rate * direction;
            *m = flush_denormal(self.beta2 * *m + self.one_minus_beta2 * *g);
        }
    }
    // ANCHOR_END: lion
}

/// −1, 0 or 1; a NaN stays one.
#[inline(always)]
fn sign<T: Float>(x: T) -> T {
    if x > T::zero() {
        T::one()
    } else if x < T::zero() {
        -T::one()
    } else {
        x
    }
}

impl<T: Float> Optimizer<T> for Lion<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, decay) = self.common.rates_for(name);
        let step = LionStep {
            rate: T::of(rate),
            decay_keep: T::of(1.0 - rate * decay),
            beta1: T::of(self.beta1),
            one_minus_beta1: T::of(1.0 - self.beta1),
            beta2: T::of(self.beta2),
            one_minus_beta2: T::of(1.0 - self.beta2),
        };
        let pass: &Pass<T> = of_type(&F32, &F64);
        let [m] = self.common.state.get_or_zeros(name, value);
        let slices = [value.as_mut_slice(), m.as_mut_slice()];
        par_zip_chunks(slices, gradient.as_slice(), ELEMENT_COST, &|slices, g| {
            pass(step, slices, g)
        });
    }

    fn update_kernel(&self, name: &str, _shape: Shape) -> Option<UpdateKernel> {
        let (rate, decay) = self.common.rates_for(name);
        let (beta1, beta2) = (self.beta1, self.beta2);
        let coefficients = [rate, 1.0 - rate * decay, beta1, 1.0 - beta1, beta2, 1.0 - beta2];
        Some(UpdateKernel::new(kernel_text!(include_str!("lion/update.cu")), &coefficients))
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_decay_rate("beta1", self.beta1)?;
        check_decay_rate("beta2", self.beta2)
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        &["momentum"]
    }
}
