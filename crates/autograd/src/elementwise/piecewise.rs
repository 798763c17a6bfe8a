//! Further activation functions of crate [`activations`].

use crate::Var;
use activations::{Celu, HardSigmoid, HardSwish, Shrink, Softsign, ThresholdedRelu};
use numeric::Float;

impl<'t, T: Float> Var<'t, T> {
    /// [`HardSigmoid`], element-wise: `slope·x + offset`, clamped to 0 and 1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([2], vec![-3.0, 1.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).hard_sigmoid(0.25, 0.5));
    /// assert_eq!(y.as_slice(), [0.0, 0.75]);
    /// ```
    ///
    /// # Panics
    /// If the slope is not positive.
    #[track_caller]
    pub fn hard_sigmoid(self, slope: f64, offset: f64) -> Var<'t, T> {
        self.activate(HardSigmoid { slope, offset })
    }

    /// [`HardSwish`], element-wise.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([2], vec![-4.0, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).hard_swish());
    /// assert_eq!(y.as_slice(), [0.0, 3.0]);
    /// ```
    #[track_caller]
    pub fn hard_swish(self) -> Var<'t, T> {
        self.activate(HardSwish)
    }

    /// [`Celu`], element-wise; it tends to `−alpha` for `x → −∞`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([2], vec![-1e3, 3.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).celu(2.0));
    /// assert_eq!(y.as_slice(), [-2.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// If `alpha` is not positive.
    #[track_caller]
    pub fn celu(self, alpha: f64) -> Var<'t, T> {
        self.activate(Celu { alpha })
    }

    /// [`Softsign`], element-wise.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([2], vec![-3.0, 1.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).softsign());
    /// assert_eq!(y.as_slice(), [-0.75, 0.5]);
    /// ```
    #[track_caller]
    pub fn softsign(self) -> Var<'t, T> {
        self.activate(Softsign)
    }

    /// [`Shrink`], element-wise: 0 where `|x| ≤ lambda`; elsewhere nearer to 0 by `bias`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([3], vec![-2.0, 0.25, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).shrink(0.5, 0.5));
    /// assert_eq!(y.as_slice(), [-1.5, 0.0, 1.5]);
    /// ```
    ///
    /// # Panics
    /// If `lambda` is negative.
    #[track_caller]
    pub fn shrink(self, lambda: f64, bias: f64) -> Var<'t, T> {
        self.activate(Shrink { lambda, bias })
    }

    /// [`ThresholdedRelu`], element-wise: 0 up to `theta`, `x` beyond.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::new([2], vec![1.0, 2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).thresholded_relu(1.0));
    /// assert_eq!(y.as_slice(), [0.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If `theta` is NaN.
    #[track_caller]
    pub fn thresholded_relu(self, theta: f64) -> Var<'t, T> {
        self.activate(ThresholdedRelu { theta })
    }
}
