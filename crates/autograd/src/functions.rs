//! Element-wise mathematical functions.

use crate::Var;
use crate::elementwise::par_binary;
use numeric::Float;
use tensor::{Pointwise, pointwise};

impl<'t, T: Float> Var<'t, T> {
    /// The element-wise exponential `y = eˣ`, so `∂x = dy·y`: [`Float::fast_exp`].
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![0.0, 1.0]);
    /// let y = Tape::new().no_grad(|tape| tape.constant(&x).exp());
    /// assert!((y.as_slice()[1] - 1f64.exp()).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn exp(self) -> Var<'t, T> {
        let y = self.value().unary(pointwise!(|x| x.fast_exp(), "exp(x)"));
        let out = y.clone();
        self.tape().record("exp", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.binary(&out, pointwise!(|dy, y| dy * y)));
        })
    }

    /// The element-wise natural logarithm `y = ln x`, so `∂x = dy/x`: −∞ at 0, NaN below.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1.0, 4.0]);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).ln().sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0, 0.25]);
    /// ```
    #[track_caller]
    pub fn ln(self) -> Var<'t, T> {
        let x = self.value();
        let y = x.clone().unary(pointwise!(|x| x.ln(), "log(x)"));
        self.tape().record("ln", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.binary(&x, pointwise!(|dy, x| dy / x)));
        })
    }

    /// The element-wise square root `y = √x`, so `∂x = dy/(2y)`: infinite at 0. NaN below 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![4.0, 16.0]);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sqrt().sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.25, 0.125]);
    /// ```
    #[track_caller]
    pub fn sqrt(self) -> Var<'t, T> {
        let y = self.value().unary(pointwise!(|x| x.sqrt(), "sqrt(x)"));
        let out = y.clone();
        self.tape().record("sqrt", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.binary(&out, pointwise!(|dy, y| dy / (y + y))));
        })
    }

    /// The element-wise power `y = xᵖ`, so `∂x = dy·p·xᵖ⁻¹`. NaN for `x < 0`, unless `p` is an
    /// integer; then [`powi`](Self::powi) is faster.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1], vec![4.0]);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).powf(1.5).sum());
    /// assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().item()), (8.0, 3.0));
    /// ```
    #[track_caller]
    pub fn powf(self, exponent: f64) -> Var<'t, T> {
        let x = self.value();
        let power = pointwise!(|_y, x; p| x.fast_pow(p), "pow(x, p)", [exponent]);
        let y = par_binary(x.new_empty(x.shape()), &x, power);
        self.tape().record("powf", y, [self], move |dy, [dx]| {
            // The derivative of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let backward = pointwise!(
                |dy, x; p| dy * if p.is_zero() { p } else { p * x.fast_pow(p - T::one()) },
                "dy * (p == 0 ? 0 : p * pow(x, p - 1))",
                [exponent]
            );
            dx.accumulate(|| par_binary(dy, &x, backward));
        })
    }

    /// The element-wise integer power `y = xⁿ`, so `∂x = dy·n·xⁿ⁻¹`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![2.0, -3.0]);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).powi(3).sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [12.0, 27.0]);
    /// ```
    #[track_caller]
    pub fn powi(self, exponent: i32) -> Var<'t, T> {
        let (x, n) = (self.value(), f64::from(exponent));
        let parameters = [n, 0.0, 0.0, 0.0];
        let power = move |x: T, _| x.powi(exponent);
        let y =
            x.clone().unary(Pointwise { f: power, cuda: "F(x, n, ...) (pow(x, n))", parameters });
        self.tape().record("powi", y, [self], move |dy, [dx]| {
            let n = T::of(n);
            // The derivative of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let slope = |x: T| if exponent == 0 { n } else { n * x.powi(exponent - 1) };
            let f = |dy: T, x, _| dy * slope(x);
            let cuda = "F(dy, x, n, ...) (dy * (n == 0 ? 0 : n * pow(x, n - 1)))";
            dx.accumulate(|| dy.binary(&x, Pointwise { f, cuda, parameters }));
        })
    }

    /// The element-wise absolute value `y = |x|`, so `∂x = dy·sign(x)`, taken as 0 at 0, as PyTorch
    /// does.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![-2.0, 0.0, 5.0]);
    /// let gradients = Tape::new().gradients(|tape| tape.leaf(&x).abs().sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [-1.0, 0.0, 1.0]);
    /// ```
    #[track_caller]
    pub fn abs(self) -> Var<'t, T> {
        let x = self.value();
        let y = x.clone().unary(pointwise!(|x| x.abs(), "fabs(x)"));
        self.tape().record("abs", y, [self], move |dy, [dx]| {
            let backward = pointwise!(
                |dy, x| if x.is_zero() {
                    x
                } else if x < T::zero() {
                    -dy
                } else {
                    dy
                },
                "x == 0 ? x : x < 0 ? -dy : dy"
            );
            dx.accumulate(|| dy.binary(&x, backward));
        })
    }
}
