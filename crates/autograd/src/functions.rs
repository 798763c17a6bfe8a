//! Functions of mathematics, number by number.

use crate::Var;
use numeric::Float;

impl<'t, T: Float> Var<'t, T> {
    /// `y = eˣ`, so `∂x = dy·y`. In `f32` it saturates, as [`Float::fast_exp`] does.
    #[track_caller]
    pub fn exp(self) -> Var<'t, T> {
        let y = self.expect_cpu("exp").map(T::fast_exp);
        let powers = y.clone();
        self.tape().record("exp", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&powers, |dy, y| dy * y));
        })
    }

    /// The natural logarithm `y = ln x`, so `∂x = dy/x`: −∞ at 0, NaN for negative numbers.
    #[track_caller]
    pub fn ln(self) -> Var<'t, T> {
        let x = self.expect_cpu("ln");
        let y = x.clone().map(|x| x.ln());
        self.tape().record("ln", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&x, |dy, x| dy / x));
        })
    }

    /// The square root `y = √x`, so `∂x = dy/(2y)`: infinite at 0. NaN for negative numbers.
    #[track_caller]
    pub fn sqrt(self) -> Var<'t, T> {
        let y = self.expect_cpu("sqrt").map(|x| x.sqrt());
        let roots = y.clone();
        self.tape().record("sqrt", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&roots, |dy, y| dy / (y + y)));
        })
    }

    /// The power `y = xᵖ`, so `∂x = dy·p·xᵖ⁻¹`. NaN for negative numbers, unless `p` is whole; then
    /// [`powi`](Self::powi) is faster.
    #[track_caller]
    pub fn powf(self, exponent: f64) -> Var<'t, T> {
        let x = self.expect_cpu("powf");
        let p = T::of(exponent);
        let y = x.clone().map(|x| x.powf(p));
        self.tape().record("powf", y, [self], move |dy, [dx]| {
            // The slope of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let slope = |x: T| if p.is_zero() { p } else { p * x.powf(p - T::one()) };
            dx.accumulate(|| dy.zip_map(&x, |dy, x| dy * slope(x)));
        })
    }

    /// The whole power `y = xⁿ`, so `∂x = dy·n·xⁿ⁻¹`.
    #[track_caller]
    pub fn powi(self, exponent: i32) -> Var<'t, T> {
        let x = self.expect_cpu("powi");
        let y = x.clone().map(|x| x.powi(exponent));
        self.tape().record("powi", y, [self], move |dy, [dx]| {
            let n = T::of(f64::from(exponent));
            // The slope of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let slope = |x: T| if exponent == 0 { n } else { n * x.powi(exponent - 1) };
            dx.accumulate(|| dy.zip_map(&x, |dy, x| dy * slope(x)));
        })
    }

    /// The size `y = |x|`, so `∂x = dy·sign(x)`, taken as 0 at 0, as PyTorch does.
    #[track_caller]
    pub fn abs(self) -> Var<'t, T> {
        let x = self.expect_cpu("abs");
        let y = x.clone().map(|x| x.abs());
        self.tape().record("abs", y, [self], move |dy, [dx]| {
            let signed = |dy: T, x: T| if x < T::zero() { -dy } else { dy };
            dx.accumulate(|| dy.zip_map(&x, |dy, x| if x.is_zero() { x } else { signed(dy, x) }));
        })
    }
}
