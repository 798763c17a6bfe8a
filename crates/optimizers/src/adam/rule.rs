//! The pass over the numbers that Adam and AdamW share.

use crate::State;
use crate::parallel::{in_chunks, without_denormals};
use numeric::{Float, of_type};
use tensor::Tensor;

/// What is remembered for each parameter.
pub(super) fn slots(amsgrad: bool) -> &'static [&'static str] {
    const SLOTS: [&str; 3] = ["first_moment", "second_moment", "largest_second_moment"];
    if amsgrad { &SLOTS } else { SLOTS.split_at(2).0 }
}

/// The loops over a parameter's numbers, compiled once for each type of number.
struct Passes<T> {
    adam: fn(Rule<T>, [&mut [T]; 3], &[T]),
    amsgrad: fn(Rule<T>, [&mut [T]; 4], &[T]),
}

static F32: Passes<f32> = Rule::PASSES;
static F64: Passes<f64> = Rule::PASSES;

/// The numbers that are the same for every number of a parameter.
#[derive(Clone, Copy)]
pub(super) struct Rule<T> {
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
    /// `λ` of a decay that is part of the gradient.
    gradient_decay: T,
    /// `1 − η·λ`, for a decay beside it.
    kept: T,
}

impl<T: Float> Rule<T> {
    /// Step `t` of rate `η` with `β₁`, `β₂` and `ε`, without decay.
    pub(super) fn new(rate: f64, (beta1, beta2, epsilon): (f64, f64, f64), t: u64) -> Self {
        let t = t as f64;
        Rule {
            beta1: T::of(beta1),
            beta2: T::of(beta2),
            rest1: T::of(1.0 - beta1),
            rest2: T::of(1.0 - beta2),
            rate: T::of(rate / (1.0 - beta1.powf(t))),
            correction: T::of(1.0 / (1.0 - beta2.powf(t)).sqrt()),
            epsilon: T::of(epsilon),
            gradient_decay: T::zero(),
            kept: T::one(),
        }
    }

    pub(super) fn with_gradient_decay(self, decay: f64) -> Self {
        Rule { gradient_decay: T::of(decay), ..self }
    }

    pub(super) fn with_parameter_decay(self, decay: f64) -> Self {
        Rule { kept: T::of(1.0 - decay), ..self }
    }

    /// The passes, for the table of each type of number.
    const PASSES: Passes<T> = Passes { adam: Self::adam, amsgrad: Self::amsgrad };

    /// Changes one parameter and what is remembered of it.
    pub(super) fn apply(
        self,
        state: &mut State<T>,
        amsgrad: bool,
        name: &str,
        value: &mut Tensor<T>,
        gradient: &Tensor<T>,
    ) {
        let g = gradient.as_slice();
        let passes: &Passes<T> = of_type(&F32, &F64);
        if amsgrad {
            let [m, v, top] = state.of(name, value).each_mut().map(Tensor::as_mut_slice);
            in_chunks([value.as_mut_slice(), m, v, top], g, &|slices, g| {
                (passes.amsgrad)(self, slices, g)
            });
        } else {
            let [m, v] = state.of(name, value).each_mut().map(Tensor::as_mut_slice);
            in_chunks([value.as_mut_slice(), m, v], g, &|slices, g| (passes.adam)(self, slices, g));
        }
    }

    // ANCHOR: adam
    fn adam(self, [p, m, v]: [&mut [T]; 3], g: &[T]) {
        for (((p, m), v), g) in p.iter_mut().zip(m).zip(v).zip(g) {
            let g = *g + self.gradient_decay * *p;
            *m = without_denormals(self.beta1 * *m + self.rest1 * g);
            *v = without_denormals(self.beta2 * *v + self.rest2 * g * g);
            *p = self.kept * *p - self.rate * *m / (v.sqrt() * self.correction + self.epsilon);
        }
    }
    // ANCHOR_END: adam

    fn amsgrad(self, [p, m, v, top]: [&mut [T]; 4], g: &[T]) {
        for ((((p, m), v), top), g) in p.iter_mut().zip(m).zip(v).zip(top).zip(g) {
            let g = *g + self.gradient_decay * *p;
            *m = without_denormals(self.beta1 * *m + self.rest1 * g);
            *v = without_denormals(self.beta2 * *v + self.rest2 * g * g);
            // Written as a comparison, for a NaN must stay one.
            *top = if *v < *top { *top } else { *v };
            *p = self.kept * *p - self.rate * *m / (top.sqrt() * self.correction + self.epsilon);
        }
    }
}
