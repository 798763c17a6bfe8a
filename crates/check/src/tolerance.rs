//! Tolerances.

/// An absolute and a relative tolerance: `|actual − expected| ≤ absolute + relative·|expected|`, as
/// NumPy's `allclose` has it.
///
/// The relative part allows for rounding, which grows with the value. The absolute part allows for
/// values near zero, which are often small differences of large ones and carry the large ones'
/// rounding.
///
/// ```
/// use check::Tolerance;
///
/// let tolerance = Tolerance { absolute: 0.1, relative: 0.01 };
/// assert!(tolerance.is_close(100.9, 100.0) && !tolerance.is_close(101.2, 100.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// What is allowed whatever the expected value.
    pub absolute: f64,
    /// What is allowed for each unit of the expected value's magnitude.
    pub relative: f64,
}

impl Tolerance {
    /// Equality.
    pub const EXACT: Tolerance = Tolerance { absolute: 0.0, relative: 0.0 };

    /// `f32` against PyTorch: `1e-6 + 1e-5·|x|`, some 80 ulps. Sums are added in another order
    /// there.
    pub const F32_GOLDEN: Tolerance = Tolerance { absolute: 1e-6, relative: 1e-5 };

    /// `f64` against PyTorch: `1e-14 + 1e-12·|x|`.
    pub const F64_GOLDEN: Tolerance = Tolerance { absolute: 1e-14, relative: 1e-12 };

    /// Analytic gradients against numerical ones in `f64`: never more than `1e-6·max(1, |x|)`, which
    /// is what a central difference can promise.
    pub const F64_GRADIENT: Tolerance = Tolerance { absolute: 5e-7, relative: 5e-7 };

    /// Parameters after some steps of an optimizer in `f64`, against PyTorch: `1e-10·|x|`, and the
    /// rounding of a step for a parameter that happens to pass near zero.
    pub const OPTIMIZER_F64: Tolerance = Tolerance { absolute: 1e-14, relative: 1e-10 };

    /// The tolerance at `expected`: `absolute + relative·|expected|`.
    ///
    /// ```
    /// let tolerance = check::Tolerance { absolute: 0.5, relative: 0.25 };
    /// assert_eq!(tolerance.at(-2.0), 1.0);
    /// ```
    pub fn at(self, expected: f64) -> f64 {
        self.absolute + self.relative * expected.abs()
    }

    /// Whether `actual` is within the tolerance at `expected`. A NaN is close to nothing; an infinity only
    /// to itself.
    ///
    /// ```
    /// use check::Tolerance;
    ///
    /// assert!(Tolerance::EXACT.is_close(f64::INFINITY, f64::INFINITY));
    /// assert!(!Tolerance::EXACT.is_close(f64::NAN, f64::NAN));
    /// ```
    pub fn is_close(self, actual: f64, expected: f64) -> bool {
        // At an infinite value an infinite difference would be within the tolerance.
        actual == expected || expected.is_finite() && (actual - expected).abs() <= self.at(expected)
    }
}
