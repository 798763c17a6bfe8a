//! Trigonometric functions and their inverses; angles in radians.
use super::functions;

functions! {
    /// The element-wise sine, so `∂x = dy·cos x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sin());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    sin, Sin, |x| x.sin(), |x, _y| x.cos();

    /// The element-wise cosine, so `∂x = −dy·sin x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).cos());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    cos, Cos, |x| x.cos(), |x, _y| -x.sin();

    /// The element-wise tangent, so `∂x = dy·(1 + y²)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(std::f64::consts::FRAC_PI_4);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).tan());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.0, 2.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    tan, Tan, |x| x.tan(), |_x, y| T::one() + y * y;

    /// The element-wise inverse sine, so `∂x = dy/√(1 − x²)`. NaN beyond ±1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).asin());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    asin, Asin, |x| x.asin(), |x, _y| T::one() / (T::one() - x * x).sqrt();

    /// The element-wise inverse cosine, so `∂x = −dy/√(1 − x²)`. NaN beyond ±1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(1.0 - 1.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).acos());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([std::f64::consts::FRAC_PI_2, -1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    acos, Acos, |x| x.acos(), |x, _y| -T::one() / (T::one() - x * x).sqrt();

    /// The element-wise inverse tangent, so `∂x = dy/(1 + x²)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(1.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).atan());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([std::f64::consts::FRAC_PI_4, 0.5]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    atan, Atan, |x| x.atan(), |x, _y| T::one() / (T::one() + x * x);
}
