//! An output beside the one that ONNX expects.

use crate::case::{Array, Case};
use numeric::Float;
use tensor::Tensor;

/// What differs, if anything does.
pub fn difference<T: Float>(case: &Case, expected: &Array, output: &Tensor<T>) -> Option<String> {
    if output.shape().dims() != expected.shape {
        return Some(format!("shape {:?}, expected {:?}", output.shape().dims(), expected.shape));
    }
    let outputs = output.as_slice().iter().map(|y| y.as_f64());
    let mut pairs = outputs.zip(&expected.data).enumerate();
    let (index, (y, x)) = pairs.find(|(_, (y, x))| !is_close(case, expected, *y, **x))?;
    Some(format!("element {index} is {y}, expected {x}"))
}

/// NumPy's `allclose`, which ONNX uses; exact equality for whole numbers.
fn is_close(case: &Case, expected: &Array, y: f64, x: f64) -> bool {
    if y == x || (y.is_nan() && x.is_nan()) {
        return true;
    }
    !expected.is_exact() && (y - x).abs() <= case.absolute + case.relative * x.abs()
}
