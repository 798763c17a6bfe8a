//! How precisely a GPU multiplies matrices.

use std::fmt;
use std::str::FromStr;

/// How precisely a GPU multiplies matrices of `f32`, as PyTorch's `torch.set_float32_matmul_precision` names
/// it. The factors of each product are rounded, to nearest, ties to even; sums stay `f32`. Products of `f64`
/// are not rounded.
///
/// This is about products by cuBLAS: dense and recurrent layers, `matmul`, and convolutions with 1 × 1 kernels.
/// A convolution with a larger kernel is a kernel of our own, and always `f32`.
///
/// ```
/// use tensor::MatmulPrecision;
///
/// assert_eq!("high".parse(), Ok(MatmulPrecision::High));
/// assert_eq!(MatmulPrecision::default().to_string(), "highest");
/// assert!("tf32".parse::<MatmulPrecision>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MatmulPrecision {
    /// `f32`: 23 bits behind the point.
    #[default]
    Highest,
    /// TF32: 10 bits behind the point, an error of 2⁻¹¹ of each factor at most. Cards older than Ampere
    /// compute as with `Highest`.
    High,
    /// bfloat16: 7 bits behind the point, an error of 2⁻⁸ of each factor at most. (PyTorch takes TF32 on an
    /// NVIDIA GPU here too.)
    Medium,
}

impl MatmulPrecision {
    /// All, the most precise first.
    pub const ALL: [Self; 3] = [Self::Highest, Self::High, Self::Medium];
}

impl fmt::Display for MatmulPrecision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Highest => "highest",
            Self::High => "high",
            Self::Medium => "medium",
        })
    }
}

/// It is none of the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the precisions are highest, high and medium")]
pub struct MatmulPrecisionError;

impl FromStr for MatmulPrecision {
    type Err = MatmulPrecisionError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let named = |precision: &Self| precision.to_string() == name;
        Self::ALL.into_iter().find(named).ok_or(MatmulPrecisionError)
    }
}
