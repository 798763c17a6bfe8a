//! An activation function, number by number.

use crate::Var;
use activations::{Elu, Gelu, GeluTanh, HardTanh, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu};
use activations::{Softplus, Step, Tanh};
use backprop::activation_backward;
use neurons::{Activation, apply_activation};
use numeric::Float;

impl<'t, T: Float> Var<'t, T> {
    /// `y = f(x)` for any activation function, so `∂x = dy ∘ f'(x)`.
    #[track_caller]
    pub fn activate<A: Activation<T>>(self, f: A) -> Var<'t, T> {
        let x = self.expect_cpu("activate");
        let mut y = x.new_empty(x.shape());
        apply_activation(f, x.as_slice(), y.as_mut_slice());
        // Most functions can do without their input on the way back; then it is let go.
        let (answers, input) = (y.clone(), A::DERIVATIVE_NEEDS_INPUT.then_some(x));
        self.tape().record("activate", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let (z, mut dz) = (input.as_ref().unwrap_or(&answers), dy);
                activation_backward(f, z.as_slice(), answers.as_slice(), dz.as_mut_slice());
                dz
            });
        })
    }

    /// [`Sigmoid`].
    #[track_caller]
    pub fn sigmoid(self) -> Var<'t, T> {
        self.activate(Sigmoid)
    }

    /// [`Tanh`].
    #[track_caller]
    pub fn tanh(self) -> Var<'t, T> {
        self.activate(Tanh)
    }

    /// [`Relu`].
    #[track_caller]
    pub fn relu(self) -> Var<'t, T> {
        self.activate(Relu)
    }

    /// [`LeakyRelu`] with this slope for negative numbers.
    ///
    /// # Panics
    /// If the slope is not positive.
    #[track_caller]
    pub fn leaky_relu(self, slope: f64) -> Var<'t, T> {
        assert!(slope > 0.0, "leaky_relu: the slope must be positive, not {slope}");
        self.activate(LeakyRelu { negative_slope: slope })
    }

    /// [`Elu`] that sinks to `−alpha`.
    ///
    /// # Panics
    /// If `alpha` is not positive.
    #[track_caller]
    pub fn elu(self, alpha: f64) -> Var<'t, T> {
        assert!(alpha > 0.0, "elu: alpha must be positive, not {alpha}");
        self.activate(Elu { alpha })
    }

    /// [`Selu`].
    #[track_caller]
    pub fn selu(self) -> Var<'t, T> {
        self.activate(Selu)
    }

    /// [`Softplus`], the more sharply bent the larger `beta`.
    ///
    /// # Panics
    /// If `beta` is not positive.
    #[track_caller]
    pub fn softplus(self, beta: f64) -> Var<'t, T> {
        assert!(beta > 0.0, "softplus: beta must be positive, not {beta}");
        self.activate(Softplus { beta })
    }

    /// [`Gelu`].
    #[track_caller]
    pub fn gelu(self) -> Var<'t, T> {
        self.activate(Gelu)
    }

    /// [`GeluTanh`].
    #[track_caller]
    pub fn gelu_tanh(self) -> Var<'t, T> {
        self.activate(GeluTanh)
    }

    /// [`Silu`].
    #[track_caller]
    pub fn silu(self) -> Var<'t, T> {
        self.activate(Silu)
    }

    /// [`Mish`].
    #[track_caller]
    pub fn mish(self) -> Var<'t, T> {
        self.activate(Mish)
    }

    /// [`HardTanh`] between these two numbers.
    ///
    /// # Panics
    /// If `low` is not less than `high`.
    #[track_caller]
    pub fn hard_tanh(self, low: f64, high: f64) -> Var<'t, T> {
        assert!(low < high, "hard_tanh: {low} is not less than {high}");
        self.activate(HardTanh { min_val: low, max_val: high })
    }

    /// [`Step`], through which no gradient passes.
    #[track_caller]
    pub fn step(self) -> Var<'t, T> {
        self.activate(Step)
    }
}
