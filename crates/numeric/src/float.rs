//! What `f32` and `f64` have in common.

use crate::element::Element;
use crate::gemm_kernel::GemmKernel;
use crate::pool::Pool;
use crate::{erf, erfc, exp, ln, pow, sin_cos};
use nalgebra::RealField;

/// The terms of the series of `ln(1 + u)` that `f64` needs: with `s ≤ 1/3` the next one is under
/// 1e-18.
const LN_1P_TERMS: u32 = 18;

/// A floating-point number: `f32` to train with, `f64` to check gradients with.
///
/// The `fast_` functions of `f32` are written without branches and without calls, so that the
/// compiler turns a loop of them into vector instructions; those of `f64` are the standard
/// library's (and `libm`'s, for what that has not), since `f64` is here for accuracy.
///
/// ```
/// use numeric::Float;
///
/// fn half<T: Float>(x: T) -> T {
///     x * T::of(0.5)
/// }
/// assert_eq!(half(3.0f32), 1.5);
/// assert_eq!(half(3.0f64), 1.5);
/// ```
pub trait Float: RealField + Copy + Default + Element {
    /// The type's name in a safetensors file.
    const NAME: &'static str;
    /// The smallest positive normal number; below it lie the slow denormal numbers.
    const MIN_POSITIVE: Self;

    /// The nearest value of this type.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert_eq!(f32::of(0.1), 0.1f32);
    /// assert_eq!(f64::of(0.1), 0.1);
    /// ```
    fn of(x: f64) -> Self;
    /// The same value as `f64`.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert_eq!(0.5f32.as_f64(), 0.5);
    /// ```
    fn as_f64(self) -> f64;
    /// `e^x`. In `f32` within 1.1 ulp; 0 where the exact value would be subnormal (below −87.34), ∞
    /// where it would be larger than all finite numbers (above 88.72).
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((1f32.fast_exp() - std::f32::consts::E).abs() < 1e-6);
    /// assert_eq!([-1e3, 1e3].map(f32::fast_exp), [0.0, f32::INFINITY]);
    /// ```
    fn fast_exp(self) -> Self;
    /// `e^x − 1`, without cancellation near zero.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert_eq!(1e-10f32.fast_exp_m1(), 1e-10);
    /// ```
    fn fast_exp_m1(self) -> Self;
    /// `tanh x`, without cancellation near zero.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((0.5f32.fast_tanh() - 0.462_117_2).abs() < 1e-6);
    /// ```
    fn fast_tanh(self) -> Self;
    /// The complementary error function, `2/√π · ∫ₓ^∞ e^(−t²) dt`, accurate far out in both tails.
    /// In `f32` within 6 ulp; it is 0 beyond 9.19, where the exact value would leave the range of
    /// normal numbers.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((1f32.fast_erfc() - 0.157_299_2).abs() < 1e-6);
    /// assert!(5f32.fast_erfc() > 0.0);        // where 1 − erf x would be 0
    /// ```
    fn fast_erfc(self) -> Self;
    /// `e^(−x²)`, accurate far out too. In `f32` it is 0 beyond 9.345, where the exact value would
    /// leave the range of normal numbers.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((2f32.fast_exp_neg_sq() - 0.018_315_64).abs() < 1e-8);
    /// ```
    fn fast_exp_neg_sq(self) -> Self;
    /// `ln x`: −∞ at 0, NaN below. In `f32` within 1 ulp.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((2f32.fast_ln() - std::f32::consts::LN_2).abs() < 1e-7);
    /// assert_eq!(0f32.fast_ln(), f32::NEG_INFINITY);
    /// ```
    fn fast_ln(self) -> Self;

    /// The error function `2/√π · ∫₀ˣ e^(−t²) dt`. In `f32` within 2 ulp.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((0.5f32.fast_erf() - 0.520_499_9).abs() < 1e-6);
    /// assert_eq!((-0.5f32).fast_erf(), -0.5f32.fast_erf());
    /// ```
    fn fast_erf(self) -> Self;
    /// `x^y`, NaN for `x < 0` unless `y` is an integer. In `f32` within 0.6 ulp.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert_eq!(9f32.fast_pow(1.5), 27.0);
    /// assert_eq!((-2f32).fast_pow(-3.0), -0.125);
    /// ```
    fn fast_pow(self, y: Self) -> Self;
    /// Calls `f` with each element of `dst` and the sine and the cosine of the element of `x` with the
    /// same index. In `f32` within 2 ulp.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// let (x, mut tan) = ([0f32, 1.0], [0.0; 2]);
    /// f32::fast_sin_cos(&x, &mut tan, |tan, [sin, cos]| *tan = sin / cos);
    /// assert!(tan[0] == 0.0 && (tan[1] - 1.557_407_7).abs() < 1e-6);
    /// ```
    fn fast_sin_cos(x: &[Self], dst: &mut [Self], f: impl Fn(&mut Self, [Self; 2]));

    /// The logistic sigmoid `1 / (1 + e^(−x))`.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert_eq!(0f32.fast_sigmoid(), 0.5);
    /// assert_eq!(3f32.fast_sigmoid(), 1.0 / (1.0 + (-3f32).fast_exp()));
    /// ```
    #[inline(always)]
    fn fast_sigmoid(self) -> Self {
        Self::one() / (Self::one() + (-self).fast_exp())
    }

    /// `ln(1 + u)` for `u` from 0 to 1, without a branch and without a call, unlike the library's.
    ///
    /// With `s = u / (2 + u)` it is `ln((1 + s) / (1 − s)) = 2·(s + s³/3 + s⁵/5 + …)`.
    ///
    /// ```
    /// use numeric::Float;
    ///
    /// assert!((0.5f64.fast_ln_1p() - 1.5f64.ln()).abs() < 1e-15);
    /// assert_eq!(1e-20f32.fast_ln_1p(), 1e-20);
    /// ```
    #[inline(always)]
    fn fast_ln_1p(self) -> Self {
        let s = self / (self + Self::of(2.0));
        let series = (0..LN_1P_TERMS).rev().fold(Self::zero(), |series, k| {
            series.mul_add(s * s, Self::of(1.0 / (2.0 * f64::from(k) + 1.0)))
        });
        Self::of(2.0) * s * series
    }

    /// The pool of buffers of this type.
    #[doc(hidden)]
    fn pool() -> &'static Pool<Self>;
    /// The fastest matrix product kernel of this type on this processor.
    #[doc(hidden)]
    fn gemm_kernel() -> GemmKernel<Self>;
}

impl Float for f32 {
    const NAME: &'static str = "F32";
    const MIN_POSITIVE: f32 = f32::MIN_POSITIVE;

    #[inline(always)]
    fn of(x: f64) -> f32 {
        x as f32
    }
    #[inline(always)]
    fn as_f64(self) -> f64 {
        self as f64
    }
    #[inline(always)]
    fn fast_exp(self) -> f32 {
        exp::exp(self)
    }
    #[inline(always)]
    fn fast_exp_m1(self) -> f32 {
        exp::exp_m1(self)
    }
    #[inline(always)]
    fn fast_tanh(self) -> f32 {
        exp::tanh(self)
    }
    #[inline(always)]
    fn fast_erfc(self) -> f32 {
        erfc::erfc(self)
    }
    #[inline(always)]
    fn fast_ln(self) -> f32 {
        ln::ln(self)
    }
    #[inline(always)]
    fn fast_exp_neg_sq(self) -> f32 {
        erfc::gauss(self)
    }
    #[inline(always)]
    fn fast_erf(self) -> f32 {
        erf::erf(self)
    }
    #[inline(always)]
    fn fast_pow(self, y: f32) -> f32 {
        pow::pow(self, y)
    }
    #[inline(always)]
    fn fast_sin_cos(x: &[f32], dst: &mut [f32], f: impl Fn(&mut f32, [f32; 2])) {
        sin_cos::sin_cos(x, dst, f);
    }
    #[inline]
    fn pool() -> &'static Pool<f32> {
        static POOL: Pool<f32> = Pool::new();
        &POOL
    }
    #[inline]
    fn gemm_kernel() -> GemmKernel<f32> {
        gemm_f32::gemm::f32::get_gemm_fn()
    }
}

impl Float for f64 {
    const NAME: &'static str = "F64";
    const MIN_POSITIVE: f64 = f64::MIN_POSITIVE;

    #[inline(always)]
    fn of(x: f64) -> f64 {
        x
    }
    #[inline(always)]
    fn as_f64(self) -> f64 {
        self
    }
    fn fast_exp(self) -> f64 {
        f64::exp(self)
    }
    fn fast_exp_m1(self) -> f64 {
        f64::exp_m1(self)
    }
    fn fast_tanh(self) -> f64 {
        f64::tanh(self)
    }
    fn fast_erfc(self) -> f64 {
        libm::erfc(self)
    }
    fn fast_ln(self) -> f64 {
        f64::ln(self)
    }
    fn fast_exp_neg_sq(self) -> f64 {
        f64::exp(-self * self)
    }
    fn fast_erf(self) -> f64 {
        libm::erf(self)
    }
    fn fast_pow(self, y: f64) -> f64 {
        f64::powf(self, y)
    }
    #[inline(always)]
    fn fast_sin_cos(x: &[f64], dst: &mut [f64], f: impl Fn(&mut f64, [f64; 2])) {
        dst.iter_mut().zip(x).for_each(|(dst, x)| f(dst, [f64::sin(*x), f64::cos(*x)]));
    }
    #[inline]
    fn pool() -> &'static Pool<f64> {
        static POOL: Pool<f64> = Pool::new();
        &POOL
    }
    #[inline]
    fn gemm_kernel() -> GemmKernel<f64> {
        gemm_f64::gemm::f64::get_gemm_fn()
    }
}
