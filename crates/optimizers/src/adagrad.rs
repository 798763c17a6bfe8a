//! Adagrad: learning rates that shrink with the squared gradients so far.

use crate::fused::kernel_text;
use crate::setting::check_not_negative;
use crate::setting::epsilon_in_root;
use crate::{Common, Optimizer, SettingError, UpdateKernel};
use numeric::{ELEMENT_COST, Float, par_zip_chunks};
use tensor::{Shape, Tensor};

/// Adagrad (Duchi, Hazan and Singer, 2011): each element's step is divided by the root of the sum
/// of all its squared gradients so far, so that rarely used weights take large steps:
///
/// ```text
/// g ← g + λ·p            s ← s + g²            p ← p − η·g / (√s + ε)
/// ```
///
/// The form is PyTorch's. Keras's, [`Adagrad::keras`], has `ε` in the root, `√(s + ε)`, and `s`
/// begins with 0.1.
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
    /// Whether `ε` is in the root, `√(s + ε)` instead of `√s + ε`, as in Keras: no.
    pub epsilon_in_root: bool,
    /// What `s` begins with: 0.
    pub initial_accumulator: f64,
}

impl<T: Float> Adagrad<T> {
    /// Adagrad with this learning rate.
    ///
    /// ```
    /// let adagrad = optimizers::Adagrad::<f32>::new(0.5);
    /// assert_eq!((adagrad.common.learning_rate, adagrad.epsilon), (0.5, 1e-10));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        Adagrad {
            common: Common::new(learning_rate),
            epsilon: 1e-10,
            epsilon_in_root: false,
            initial_accumulator: 0.0,
        }
    }

    /// Adagrad with this learning rate in Keras's form, with Keras's defaults.
    ///
    /// ```
    /// let adagrad = optimizers::Adagrad::<f32>::keras(0.5);
    /// assert_eq!((adagrad.epsilon, adagrad.initial_accumulator), (1e-7, 0.1));
    /// ```
    pub fn keras(learning_rate: f64) -> Self {
        let (epsilon, initial_accumulator) = (1e-7, 0.1);
        let common = Common::new(learning_rate);
        Adagrad { common, epsilon, epsilon_in_root: true, initial_accumulator }
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
        let (rate, decay) = (T::of(rate), T::of(decay));
        let (in_root, epsilon) = epsilon_in_root(self.epsilon, self.epsilon_in_root);
        let is_new = !self.common.state.tensors.contains_key(name);
        let [s] = self.common.state.get_or_zeros(name, value);
        if is_new && self.initial_accumulator > 0.0 {
            s.as_mut_slice().fill(T::of(self.initial_accumulator));
        }
        // ANCHOR: step
        let step = |[p, s]: [&mut [T]; 2], g: &[T]| {
            for ((p, s), g) in p.iter_mut().zip(s).zip(g) {
                let g = *g + decay * *p;
                *s += g * g;
                *p -= rate * g / ((*s + in_root).sqrt() + epsilon);
            }
        };
        // ANCHOR_END: step
        par_zip_chunks(
            [value.as_mut_slice(), s.as_mut_slice()],
            gradient.as_slice(),
            ELEMENT_COST,
            &step,
        );
    }

    fn update_kernel(&self, name: &str, _shape: Shape) -> Option<UpdateKernel> {
        let (rate, decay) = self.common.rates_for(name);
        let (in_root, epsilon) = epsilon_in_root(self.epsilon, self.epsilon_in_root);
        let coefficients = [rate, decay, in_root, epsilon];
        let kernel =
            UpdateKernel::new(kernel_text!(include_str!("adagrad/update.cu")), &coefficients);
        Some(UpdateKernel { initial_state: self.initial_accumulator, ..kernel })
    }

    fn validate(&self) -> Result<(), SettingError> {
        self.common.validate()?;
        check_not_negative("epsilon", self.epsilon)?;
        check_not_negative("initial_accumulator", self.initial_accumulator)
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
