//! Weight and bias: what the normalizations have in common.

use autograd::{Operand, Param, Var};
use numeric::Float;
use tensor::{Shape, ShapeError, Tensor, expect_same_device, expect_shape};

/// The inputs of a normalization: the variables on the tape and their values.
pub(crate) struct NormInputs<'t, T: Float> {
    pub inputs: [Var<'t, T>; 3],
    pub x: Tensor<T>,
    pub w: Tensor<T>,
    pub b: Tensor<T>,
}

impl<'t, T: Float> NormInputs<'t, T> {
    /// # Panics
    /// If weight and bias do not have the length that `axis` returns for the input's shape, or if
    /// `epsilon` is negative, infinite or NaN.
    #[track_caller]
    pub fn new(
        op: &'static str,
        input: Var<'t, T>,
        epsilon: f64,
        axis: impl Fn(Shape) -> Option<usize>,
        w: impl Operand<'t, T>,
        b: impl Operand<'t, T>,
    ) -> Self {
        check_epsilon(op, epsilon);
        let [w_var, b_var] = [w.to_var(input.tape()), b.to_var(input.tape())];
        let [x, w, b] = [input, w_var, b_var].map(|var| var.value());
        for p in [&w, &b] {
            check(op, x.shape(), axis(x.shape()), p.shape());
        }
        expect_same_device(op, &[&x, &w, &b]);
        NormInputs { inputs: [input, w_var, b_var], x, w, b }
    }
}

/// # Panics
/// If `right` is not `[len]`: one element for each feature or channel.
#[track_caller]
pub(crate) fn check(op: &'static str, left: Shape, len: Option<usize>, right: Shape) {
    if len.is_none_or(|len| right.dims() != [len]) {
        let rule = match op {
            "layer_norm" | "rms_norm" => {
                "there must be one weight, and one bias, for each feature: each index of the last \
                 axis"
            }
            _ => {
                "there must be one weight, and one bias, for each channel: each index of the \
                 second axis"
            }
        };
        expect_shape(Err(ShapeError { op, lhs: left, rhs: right, requirement: rule }))
    }
}

/// # Panics
/// At the caller's line, if `epsilon` is negative, infinite or NaN.
#[track_caller]
pub(crate) fn check_epsilon(op: &str, epsilon: f64) {
    let is_valid = epsilon >= 0.0 && epsilon.is_finite();
    assert!(is_valid, "{op}: epsilon must be finite and at least 0, but is {epsilon}");
}

/// The second axis: channels, or the features of a table.
pub(crate) fn channels(shape: Shape) -> Option<usize> {
    shape.dims().get(1).copied()
}

/// The last axis: features.
pub(crate) fn features(shape: Shape) -> Option<usize> {
    shape.dims().last().copied()
}

/// The values as a tensor with one axis.
pub(crate) fn to_tensor<T: Float>(values: Vec<T>) -> Tensor<T> {
    let mut vector = Tensor::empty([values.len()]);
    vector.as_mut_slice().copy_from_slice(&values);
    vector
}

/// A layer's parameter, or a constant of `len` equal values on the device of `x` if the layer has none.
pub(crate) fn param_or_full<'t, T: Float>(
    x: Var<'t, T>,
    param: &Option<Param<T>>,
    len: usize,
    value: T,
) -> Var<'t, T> {
    match param {
        Some(param) => x.tape().param(param),
        None => x.tape().constant(&x.value().new_full([len], value)),
    }
}
