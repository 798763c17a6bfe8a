//! How close is close.

/// How far a number may be from what is expected:
/// `|actual − expected| ≤ absolute + relative·|expected|`.
///
/// The relative part allows for rounding, which grows with the number. The absolute part allows for
/// numbers near zero, which are often small differences of large ones and carry the large ones'
/// rounding.
///
/// ```
/// use check::Tolerance;
///
/// let tolerance = Tolerance { absolute: 0.1, relative: 0.01 };
/// assert!(tolerance.allows(100.9, 100.0) && !tolerance.allows(101.2, 100.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// What is allowed whatever the expected number.
    pub absolute: f64,
    /// What is allowed for each unit of the expected number's size.
    pub relative: f64,
}

impl Tolerance {
    /// The very same numbers.
    pub const EXACT: Tolerance = Tolerance { absolute: 0.0, relative: 0.0 };

    /// `f32` against PyTorch: `1e-6 + 1e-5·|x|`, some 80 units in the last place. Sums are added in
    /// another order there.
    pub const F32_GOLDEN: Tolerance = Tolerance { absolute: 1e-6, relative: 1e-5 };

    /// `f64` against PyTorch: `1e-14 + 1e-12·|x|`.
    pub const F64_GOLDEN: Tolerance = Tolerance { absolute: 1e-14, relative: 1e-12 };

    /// Derived gradients against measured ones in `f64`: never more than `1e-6·max(1, |x|)`, which
    /// is what a central difference can promise.
    pub const F64_GRADIENT: Tolerance = Tolerance { absolute: 5e-7, relative: 5e-7 };

    /// Parameters after some steps of an optimizer in `f64`, against PyTorch: `1e-10·|x|`, and the
    /// rounding of a step for a parameter that happens to pass near zero.
    pub const OPTIMIZER_F64: Tolerance = Tolerance { absolute: 1e-14, relative: 1e-10 };

    /// How far from `expected` a number may be.
    pub fn at(self, expected: f64) -> f64 {
        self.absolute + self.relative * expected.abs()
    }

    /// Whether `actual` is close enough to `expected`. A NaN is close to nothing, and only an
    /// infinity is close to itself.
    pub fn is_close(self, actual: f64, expected: f64) -> bool {
        // An infinite number would allow an infinite difference.
        actual == expected || expected.is_finite() && (actual - expected).abs() <= self.at(expected)
    }
}
