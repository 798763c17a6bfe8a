//! Element-wise mathematical functions.

use crate::Var;
use numeric::{ELEMENT_COST, Float, par_chunks};

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
        let y = self.expect_cpu("exp").map(T::fast_exp);
        let out = y.clone();
        self.tape().record("exp", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&out, |dy, y| dy * y));
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
        let x = self.expect_cpu("ln");
        let y = x.clone().map(|x| x.ln());
        self.tape().record("ln", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&x, |dy, x| dy / x));
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
        let y = self.expect_cpu("sqrt").map(|x| x.sqrt());
        let out = y.clone();
        self.tape().record("sqrt", y, [self], move |dy, [dx]| {
            dx.accumulate(|| dy.zip_map(&out, |dy, y| dy / (y + y)));
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
        let (x, p) = (self.expect_cpu("powf"), T::of(exponent));
        let mut y = x.new_empty(x.shape());
        par_chunks(y.as_mut_slice(), ELEMENT_COST, &|start, y| {
            y.iter_mut().zip(&x.as_slice()[start..]).for_each(|(y, x)| *y = x.fast_pow(p));
        });
        self.tape().record("powf", y, [self], move |mut dy, [dx]| {
            // The derivative of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let slope = |x: T| if p.is_zero() { p } else { p * x.fast_pow(p - T::one()) };
            dx.accumulate(|| {
                par_chunks(dy.as_mut_slice(), ELEMENT_COST, &|start, dy| {
                    dy.iter_mut().zip(&x.as_slice()[start..]).for_each(|(dy, x)| *dy *= slope(*x));
                });
                dy
            });
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
        let x = self.expect_cpu("powi");
        let y = x.clone().map(|x| x.powi(exponent));
        self.tape().record("powi", y, [self], move |dy, [dx]| {
            let n = T::of(f64::from(exponent));
            // The derivative of x⁰ is 0 at 0 too, where the formula says 0·∞.
            let slope = |x: T| if exponent == 0 { n } else { n * x.powi(exponent - 1) };
            dx.accumulate(|| dy.zip_map(&x, |dy, x| dy * slope(x)));
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
        let x = self.expect_cpu("abs");
        let y = x.clone().map(|x| x.abs());
        self.tape().record("abs", y, [self], move |dy, [dx]| {
            let signed = |dy: T, x: T| if x < T::zero() { -dy } else { dy };
            dx.accumulate(|| dy.zip_map(&x, |dy, x| if x.is_zero() { x } else { signed(dy, x) }));
        })
    }
}
