//! Adagrad: learning rates that shrink with the squared gradients so far.

use crate::{Common, Optimizer};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::Tensor;

/// Adagrad (Duchi, Hazan and Singer, 2011): each element's step is divided by the root of the sum
/// of all its squared gradients so far, so that rarely used weights take large steps:
///
/// ```text
/// g ← g + λ·p            s ← s + g²            p ← p − η·g / (√s + ε)
/// ```
///
/// The form is PyTorch's.
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Adagrad, Optimizer};
/// use tensor::Tensor;
///
/// let mut w = Param::new(Tensor::<f64>::scalar(1.0));
/// let mut adagrad = Adagrad { epsilon: 0.0, ..Adagrad::new(0.5) };
/// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 8.0);
/// adagrad.step(&mut w, &gradients);
/// assert_eq!(w.value.item(), 0.5);                 // 1 − 0.5·8/√64
/// ```
#[derive(Clone, Debug)]
pub struct Adagrad<T: Float = f32> {
    /// Learning rate (0.01), weight decay (0), groups and state.
    pub common: Common<T>,
    /// Added to the denominator for numerical stability, `ε`: 1e-10.
    pub epsilon: f64,
}

impl<T: Float> Adagrad<T> {
    /// Adagrad with this learning rate.
    ///
    /// ```
    /// let adagrad = optimizers::Adagrad::<f32>::new(0.5);
    /// assert_eq!((adagrad.common.learning_rate, adagrad.epsilon), (0.5, 1e-10));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        Adagrad { common: Common::new(learning_rate), epsilon: 1e-10 }
    }
}

impl<T: Float> Default for Adagrad<T> {
    fn default() -> Self {
        Self::new(0.01)
    }
}

impl<T: Float> Optimizer<T> for Adagrad<T> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let (rate, decay) = self.common.rates_for(name);
        let (rate, decay, epsilon) = (T::of(rate), T::of(decay), T::of(self.epsilon));
        let [s] = self.common.state.get_or_zeros(name, value);
        let step = |[p, s]: [&mut [T]; 2], g: &[T]| {
            for ((p, s), g) in p.iter_mut().zip(s).zip(g) {
                let g = *g + decay * *p;
                *s += g * g;
                *p -= rate * g / (s.sqrt() + epsilon);
            }
        };
        par_zip_chunks(
            [value.as_mut_slice(), s.as_mut_slice()],
            gradient.as_slice(),
            ELEMENT_COST,
            &step,
        );
    }

    fn common(&self) -> &Common<T> {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        &mut self.common
    }

    fn state_keys(&self) -> &'static [&'static str] {
        &["sum_of_squares"]
    }
}
