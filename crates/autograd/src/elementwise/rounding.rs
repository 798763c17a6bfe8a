//! Rounding, signs, reciprocals.
use super::functions;
use numeric::Float;

functions! {
    /// The greatest integer that is not greater, element-wise; the gradient is 0.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(-1.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).floor());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([-2.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    floor, Floor, |x| x.floor(), |_x, _y| T::zero(),
        "floor(x)", "0";

    /// The least integer that is not less, element-wise; the gradient is 0.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(-1.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).ceil());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([-1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    ceil, Ceil, |x| x.ceil(), |_x, _y| T::zero(),
        "ceil(x)", "0";

    /// The nearest integer, of two the even one, element-wise; the gradient is 0.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(2.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).round());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([2.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    round, Round, |x| T::of(x.as_f64().round_ties_even()), |_x, _y| T::zero(),
        "rint(x)", "0";

    /// The integer part, element-wise; the gradient is 0.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(-1.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).trunc());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([-1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    trunc, Trunc, |x| x.trunc(), |_x, _y| T::zero(),
        "trunc(x)", "0";

    /// −1, 0 or 1, the sign, element-wise; the gradient is 0. NaN of NaN.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(-2.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sign());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([-1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    sign, Sign, |x| sign(x), |_x, _y| T::zero(),
        "x > 0 ? 1 : x < 0 ? -1 : x", "0";

    /// The element-wise reciprocal `y = 1/x`, so `∂x = −dy·y²`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(2.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).reciprocal());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.5, -0.25]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    reciprocal, Reciprocal, |x| T::one() / x, |_x, y| -y * y,
        "1 / x", "-y * y";

    /// The element-wise `y = 1/√x`, so `∂x = −dy·y/(2x)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(4.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).rsqrt());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.5, -0.0625]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    rsqrt, Rsqrt, |x| T::one() / x.sqrt(), |x, y| T::of(-0.5) * y / x,
        "1 / sqrt(x)", "T(-0.5) * y / x";
}

fn sign<T: Float>(x: T) -> T {
    if x.is_zero() || x.as_f64().is_nan() { x } else { x.signum() }
}
