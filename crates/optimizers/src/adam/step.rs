//! The pass over the elements that Adam and AdamW share.

use crate::denormal::{flush_denormal, flush_momentum};
use crate::{OptimizerState, UpdateKernel};
use numeric::{ELEMENT_COST, Float, of_type, par_zip_chunks};
use tensor::Tensor;

/// The loops over a parameter's elements, compiled once for each number type.
struct Passes<T> {
    adam: fn(AdamStep<T>, [&mut [T]; 3], &[T]),
    amsgrad: fn(AdamStep<T>, [&mut [T]; 4], &[T]),
}

static F32: Passes<f32> = AdamStep::PASSES;
static F64: Passes<f64> = AdamStep::PASSES;

/// The coefficients of a step, the same for every element of a parameter.
#[derive(Clone, Copy)]
pub(crate) struct AdamStep<T> {
    beta1: T,
    beta2: T,
    /// `1 − β₁` and `1 − β₂`, rounded once: in `f32`, `1 − 0.999` is off in the fifth digit.
    one_minus_beta1: T,
    one_minus_beta2: T,
    /// `η / (1 − β₁ᵗ)`
    rate: T,
    /// `1 / √(1 − β₂ᵗ)`
    inv_sqrt_bias_correction2: T,
    epsilon: T,
    /// `λ` of an L2 penalty, whose gradient is added to the loss's.
    l2: T,
    /// `1 − η·λ` of decoupled weight decay.
    decay_keep: T,
}

impl<T: Float> AdamStep<T> {
    /// The names of a parameter's state tensors.
    pub(crate) fn state_keys(amsgrad: bool) -> &'static [&'static str] {
        const STATE_KEYS: [&str; 3] = ["first_moment", "second_moment", "largest_second_moment"];
        if amsgrad { &STATE_KEYS } else { STATE_KEYS.split_at(2).0 }
    }

    /// Step `t` with learning rate `η`, `β₁`, `β₂` and `ε` (or `ε̂`), without weight decay.
    pub(crate) fn new(
        rate: f64,
        (beta1, beta2, epsilon): (f64, f64, f64),
        epsilon_hat: bool,
        t: u64,
    ) -> Self {
        let t = t as f64;
        let inv_sqrt_bias_correction2 = 1.0 / (1.0 - beta2.powf(t)).sqrt();
        // (√v + ε̂)·c is √v·c + ε̂·c.
        let epsilon_scale = if epsilon_hat { inv_sqrt_bias_correction2 } else { 1.0 };
        AdamStep {
            beta1: T::of(beta1),
            beta2: T::of(beta2),
            one_minus_beta1: T::of(1.0 - beta1),
            one_minus_beta2: T::of(1.0 - beta2),
            rate: T::of(rate / (1.0 - beta1.powf(t))),
            inv_sqrt_bias_correction2: T::of(inv_sqrt_bias_correction2),
            epsilon: T::of(epsilon * epsilon_scale),
            l2: T::zero(),
            decay_keep: T::one(),
        }
    }

    /// With the L2 penalty `decay`, `λ`.
    pub(crate) fn with_l2(self, decay: f64) -> Self {
        AdamStep { l2: T::of(decay), ..self }
    }

    /// With the decoupled weight decay `decay`, `η·λ`.
    pub(crate) fn with_decoupled(self, decay: f64) -> Self {
        AdamStep { decay_keep: T::of(1.0 - decay), ..self }
    }

    /// The same as a kernel.
    pub(crate) fn kernel(self) -> UpdateKernel {
        let AdamStep { beta1, beta2, one_minus_beta1, one_minus_beta2, rate, .. } = self;
        let AdamStep { inv_sqrt_bias_correction2, epsilon, l2, decay_keep, .. } = self;
        let moments = [beta1, one_minus_beta1, beta2, one_minus_beta2];
        let step = [rate, inv_sqrt_bias_correction2, epsilon, l2, decay_keep];
        UpdateKernel::new(super::KERNEL, &[&moments[..], &step[..]].concat())
    }

    /// The passes, for the table of each number type.
    const PASSES: Passes<T> = Passes { adam: Self::adam, amsgrad: Self::amsgrad };

    /// Updates one parameter and its state.
    pub(crate) fn apply(
        self,
        state: &mut OptimizerState<T>,
        amsgrad: bool,
        name: &str,
        value: &mut Tensor<T>,
        gradient: &Tensor<T>,
    ) {
        let g = gradient.as_slice();
        let passes: &Passes<T> = of_type(&F32, &F64);
        if amsgrad {
            let [m, v, max_v] =
                state.get_or_zeros(name, value).each_mut().map(Tensor::as_mut_slice);
            par_zip_chunks([value.as_mut_slice(), m, v, max_v], g, ELEMENT_COST, &|slices, g| {
                (passes.amsgrad)(self, slices, g)
            });
        } else {
            let [m, v] = state.get_or_zeros(name, value).each_mut().map(Tensor::as_mut_slice);
            par_zip_chunks([value.as_mut_slice(), m, v], g, ELEMENT_COST, &|slices, g| {
                (passes.adam)(self, slices, g)
            });
        }
    }

    // ANCHOR: adam
    fn adam(self, [p, m, v]: [&mut [T]; 3], g: &[T]) {
        for (((p, m), v), g) in p.iter_mut().zip(m).zip(v).zip(g) {
            let g = *g + self.l2 * *p;
            *m = flush_momentum(self.beta1 * *m + self.one_minus_beta1 * g);
            *v = flush_denormal(self.beta2 * *v + self.one_minus_beta2 * g * g);
            *p = self.decay_keep * *p
                - self.rate * *m / (v.sqrt() * self.inv_sqrt_bias_correction2 + self.epsilon);
        }
    }
    // ANCHOR_END: adam

    fn amsgrad(self, [p, m, v, max_v]: [&mut [T]; 4], g: &[T]) {
        for ((((p, m), v), max_v), g) in p.iter_mut().zip(m).zip(v).zip(max_v).zip(g) {
            let g = *g + self.l2 * *p;
            *m = flush_momentum(self.beta1 * *m + self.one_minus_beta1 * g);
            *v = flush_denormal(self.beta2 * *v + self.one_minus_beta2 * g * g);
            // Written as a comparison, for a NaN must stay one.
            *max_v = if *v < *max_v { *max_v } else { *v };
            *p = self.decay_keep * *p
                - self.rate * *m / (max_v.sqrt() * self.inv_sqrt_bias_correction2 + self.epsilon);
        }
    }
}
