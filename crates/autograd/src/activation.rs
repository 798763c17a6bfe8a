//! Element-wise activation functions.

use crate::Var;
use activations::{Elu, Gelu, GeluTanh, HardTanh, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu};
use activations::{Softplus, Step, Tanh};
use backprop::activation_backward;
use neurons::{Activation, apply_activation};
use numeric::Float;
#[cfg(feature = "cuda")]
use tensor::Device;

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The element-wise activation `y = f(x)` for any [`Activation`], so `∂x = dy ∘ f'(x)`.
    ///
    /// ```
    /// use activations::Relu;
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![-1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).activate(Relu));
    /// assert_eq!(y.as_slice(), [0.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If a setting of the activation is out of range.
    #[track_caller]
    pub fn activate<A: Activation<T>>(self, f: A) -> Var<'t, T> {
        f.check_settings();
        let x = self.value();
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = x.device() {
            return cuda::activate(self, x, f);
        }
        let mut y = x.new_empty(x.shape());
        apply_activation(f, x.as_slice(), y.as_mut_slice());
        // Most derivatives need the output alone; then the input is not saved.
        let (out, input) = (y.clone(), A::DERIVATIVE_NEEDS_INPUT.then_some(x));
        self.tape().record("activate", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                let (z, mut dz) = (input.as_ref().unwrap_or(&out), dy);
                activation_backward(f, z.as_slice(), out.as_slice(), dz.as_mut_slice());
                dz
            });
        })
    }

    /// The logistic function [`Sigmoid`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sigmoid());
    /// assert!((gradients.leaf(0).unwrap().item() - 0.25).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn sigmoid(self) -> Var<'t, T> {
        self.activate(Sigmoid)
    }

    /// The hyperbolic tangent [`Tanh`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).tanh());
    /// assert!((gradients.leaf(0).unwrap().item() - 1.0).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn tanh(self) -> Var<'t, T> {
        self.activate(Tanh)
    }

    /// The rectified linear unit [`Relu`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![-1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).relu());
    /// assert_eq!(y.as_slice(), [0.0, 2.0]);
    /// ```
    #[track_caller]
    pub fn relu(self) -> Var<'t, T> {
        self.activate(Relu)
    }

    /// The leaky ReLU [`LeakyRelu`], element-wise, with this slope for negative inputs.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![-2.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).leaky_relu(0.5));
    /// assert_eq!(y.as_slice(), [-1.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If the slope is not positive.
    #[track_caller]
    pub fn leaky_relu(self, negative_slope: f64) -> Var<'t, T> {
        self.activate(LeakyRelu { negative_slope })
    }

    /// The exponential linear unit [`Elu`], element-wise; it tends to `−alpha` for `x → −∞`.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![0.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).elu(1.0));
    /// assert_eq!(y.as_slice(), [0.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If `alpha` is not positive.
    #[track_caller]
    pub fn elu(self, alpha: f64) -> Var<'t, T> {
        self.activate(Elu { alpha })
    }

    /// The scaled exponential linear unit [`Selu`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![0.0, 1.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).selu());
    /// assert_eq!(y.as_slice(), [0.0, 1.0507009873554805]);
    /// ```
    #[track_caller]
    pub fn selu(self) -> Var<'t, T> {
        self.activate(Selu)
    }

    /// The smooth ReLU [`Softplus`], element-wise; the larger `beta`, the closer to ReLU.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).softplus(1.0));
    /// assert!((gradients.leaf(0).unwrap().item() - 0.5).abs() < 1e-12);
    /// ```
    ///
    /// # Panics
    /// If `beta` is not positive.
    #[track_caller]
    pub fn softplus(self, beta: f64) -> Var<'t, T> {
        self.activate(Softplus { beta })
    }

    /// The Gaussian error linear unit [`Gelu`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).gelu());
    /// assert!((gradients.leaf(0).unwrap().item() - 0.5).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn gelu(self) -> Var<'t, T> {
        self.activate(Gelu)
    }

    /// The tanh approximation of GELU, [`GeluTanh`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).gelu_tanh());
    /// assert!((gradients.leaf(0).unwrap().item() - 0.5).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn gelu_tanh(self) -> Var<'t, T> {
        self.activate(GeluTanh)
    }

    /// The sigmoid linear unit (swish) [`Silu`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).silu());
    /// assert!((gradients.leaf(0).unwrap().item() - 0.5).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn silu(self) -> Var<'t, T> {
        self.activate(Silu)
    }

    /// The activation [`Mish`], element-wise.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).mish());
    /// assert!((gradients.leaf(0).unwrap().item() - 0.6).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn mish(self) -> Var<'t, T> {
        self.activate(Mish)
    }

    /// [`HardTanh`], element-wise: `x` clamped to `[min_val, max_val]`.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![-3.0, 0.5]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).hard_tanh(-1.0, 1.0));
    /// assert_eq!(y.as_slice(), [-1.0, 0.5]);
    /// ```
    ///
    /// # Panics
    /// If `min_val` is not less than `max_val`.
    #[track_caller]
    pub fn hard_tanh(self, min_val: f64, max_val: f64) -> Var<'t, T> {
        self.activate(HardTanh { min_val, max_val })
    }

    /// The Heaviside step [`Step`], element-wise; its gradient is 0.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use tensor::Tensor;
    /// let x = Tensor::new([2], vec![-1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).step());
    /// assert_eq!(y.as_slice(), [0.0, 1.0]);
    /// ```
    #[track_caller]
    pub fn step(self) -> Var<'t, T> {
        self.activate(Step)
    }
}
