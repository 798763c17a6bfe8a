//! Trigonometric functions and their inverses; angles in radians.
use super::functions;
use crate::Var;
use numeric::{ELEMENT_COST, Float, par_chunks};
#[cfg(feature = "cuda")]
use tensor::Device;
use tensor::{Tensor, pointwise};

impl<'t, T: Float> Var<'t, T> {
    /// The element-wise sine, so `∂x = dy·cos x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sin());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    #[track_caller]
    pub fn sin(self) -> Var<'t, T> {
        let x = self.value();
        let y = with_sin_cos(
            &x,
            x.new_empty(x.shape()),
            |y, [sin, _]| *y = sin,
            "F(y, x, ...) (sin(x))",
        );
        self.tape().record("sin", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                with_sin_cos(&x, dy, |dx, [_, cos]| *dx *= cos, "F(y, x, ...) (y * cos(x))")
            });
        })
    }

    /// The element-wise cosine, so `∂x = −dy·sin x`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).cos());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.0, 0.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    #[track_caller]
    pub fn cos(self) -> Var<'t, T> {
        let x = self.value();
        let y = with_sin_cos(
            &x,
            x.new_empty(x.shape()),
            |y, [_, cos]| *y = cos,
            "F(y, x, ...) (cos(x))",
        );
        self.tape().record("cos", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                with_sin_cos(&x, dy, |dx, [sin, _]| *dx *= -sin, "F(y, x, ...) (y * -sin(x))")
            });
        })
    }

    /// The element-wise tangent, so `∂x = dy·(1 + y²)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(std::f64::consts::FRAC_PI_4);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).tan());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([1.0, 2.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    #[track_caller]
    pub fn tan(self) -> Var<'t, T> {
        let x = self.value();
        let y = with_sin_cos(
            &x,
            x.new_empty(x.shape()),
            |y, [sin, cos]| *y = sin / cos,
            "F(y, x, ...) (tan(x))",
        );
        let out = y.clone();
        self.tape().record("tan", y, [self], move |dy, [dx]| {
            dx.accumulate(|| {
                dy.binary(&out, pointwise!(|dy, y| dy * (T::one() + y * y), "dy * (1 + y * y)"))
            });
        })
    }
}

/// `dst`, of which each element is changed by `f`, with the sine and the cosine of that of `x`; on a GPU by
/// the macro `cuda`.
#[cfg_attr(not(feature = "cuda"), expect(unused_variables, reason = "a text for the GPU"))]
fn with_sin_cos<T: Float>(
    x: &Tensor<T>,
    mut dst: Tensor<T>,
    f: impl Fn(&mut T, [T; 2]) + Sync,
    cuda: &'static str,
) -> Tensor<T> {
    #[cfg(feature = "cuda")]
    if let Device::Cuda(_) = x.device() {
        return tensor::gpu::pointwise(cuda, [0.0; 4], [&dst, x], x.shape());
    }
    let src = x.as_slice();
    par_chunks(dst.as_mut_slice(), ELEMENT_COST, &|start, dst| {
        T::fast_sin_cos(&src[start..][..dst.len()], dst, &f);
    });
    dst
}

functions! {
    /// The element-wise inverse sine, so `∂x = dy/√(1 − x²)`. NaN beyond ±1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(0.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).asin());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([0.0, 1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    asin, Asin, |x| x.asin(), |x, _y| T::one() / (T::one() - x * x).sqrt(),
        "asin(x)", "1 / sqrt(1 - x * x)";

    /// The element-wise inverse cosine, so `∂x = −dy/√(1 − x²)`. NaN beyond ±1.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(1.0 - 1.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).acos());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([std::f64::consts::FRAC_PI_2, -1.0]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    acos, Acos, |x| x.acos(), |x, _y| -T::one() / (T::one() - x * x).sqrt(),
        "acos(x)", "-1 / sqrt(1 - x * x)";

    /// The element-wise inverse tangent, so `∂x = dy/(1 + x²)`.
    ///
    /// ```
    /// # use {autograd::Tape, tensor::Tensor};
    /// let x = Tensor::<f64>::scalar(1.0);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).atan());
    /// let found = [gradients.loss(), gradients.leaf(0).unwrap().item()];
    /// assert!(found.iter().zip([std::f64::consts::FRAC_PI_4, 0.5]).all(|(y, right)| (y - right).abs() < 1e-12));
    /// ```
    atan, Atan, |x| x.atan(), |x, _y| T::one() / (T::one() + x * x),
        "atan(x)", "1 / (1 + x * x)";
}
