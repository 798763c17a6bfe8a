//! Hyperbolic functions and their inverses, and the error function.
use super::functions;
use numeric::Float;
use std::f64::consts::FRAC_2_SQRT_PI;

functions! {
    /// The element-wise hyperbolic sine, so `∂x = dy·cosh x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sinh());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    sinh, Sinh, |x| x.sinh(), |x, _y| x.cosh(),
        "sinh(x)", "cosh(x)";

    /// The element-wise hyperbolic cosine, so `∂x = dy·sinh x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).cosh());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    cosh, Cosh, |x| x.cosh(), |x, _y| x.sinh(),
        "cosh(x)", "sinh(x)";

    /// The element-wise inverse hyperbolic sine, so `∂x = dy/√(x² + 1)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).asinh());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    asinh, Asinh, |x| asinh(x), |x, _y| T::one() / (x * x + T::one()).sqrt(),
        "asinh(x)", "1 / sqrt(x * x + 1)";

    /// The element-wise inverse hyperbolic cosine, so `∂x = dy/√(x² − 1)`. NaN below 1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(2.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).acosh());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.316957896924817, 1.0 / 3f64.sqrt()]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    acosh, Acosh, |x| acosh(x), |x, _y| T::one() / ((x - T::one()) * (x + T::one())).sqrt(),
        "acosh(x)", "1 / sqrt((x - 1) * (x + 1))";

    /// The element-wise inverse hyperbolic tangent, so `∂x = dy/(1 − x²)`. NaN beyond ±1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).atanh());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.5493061443340549, 4.0 / 3.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    atanh, Atanh, |x| atanh(x), |x, _y| T::one() / (T::one() - x * x),
        "atanh(x)", "1 / (1 - x * x)";

    /// The element-wise error function `2/√π · ∫₀ˣ e^(−t²) dt`, so `∂x = dy·2/√π·e^(−x²)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.5);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).erf());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.5204998778130465, 0.8787825789354448]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    erf, Erf, |x| x.fast_erf(), |x, _y| T::of(FRAC_2_SQRT_PI) * x.fast_exp_neg_sq(),
        "erf(x)", "T(1.1283791670955126) * exp(-x * x)";
}

// In `f64`, the standard library's; nalgebra's lose digits near 0.
fn asinh<T: Float>(x: T) -> T {
    T::of(x.as_f64().asinh())
}

fn acosh<T: Float>(x: T) -> T {
    T::of(x.as_f64().acosh())
}

fn atanh<T: Float>(x: T) -> T {
    T::of(x.as_f64().atanh())
}
