//! Shapes that do not fit: what is said, and at which line.

use crate::blame::panic_of;
use crate::{Op, value};
use autograd::{Tape, Var, concat};
use neurons::Identity;
use tensor::{Shape, Tensor};

/// Zeros of this shape, on the tape.
fn zeros<'t>(tape: &'t Tape<f64>, shape: impl Into<Shape>) -> Var<'t, f64> {
    tape.leaf(&Tensor::zeros(shape))
}

fn plain(shape: impl Into<Shape>) -> Tensor<f64> {
    Tensor::zeros(shape)
}

const BROADCAST: &str = "counted from the last, axes must be equal, or one of them 1 or missing";
const PRODUCTS: &str = "the last axis of the left must equal the last but one of the right";
const PRODUCT: &str = "the last axis of the left must equal the first of the right";

/// The operation and what it says, all of it or its beginning.
const MISTAKES: &[(Op, &str, &str)] = &[
    (|t| zeros(t, [2, 3]) + zeros(t, [2]), "add: [2, 3] and [2] do not fit: ", BROADCAST),
    (|t| zeros(t, [2, 3]) - zeros(t, [3, 2]), "sub: [2, 3] and [3, 2] do not fit: ", BROADCAST),
    (|t| zeros(t, [4]) * zeros(t, [3]), "mul: [4] and [3] do not fit: ", BROADCAST),
    (|t| zeros(t, [4]) / &plain([3]), "div: [4] and [3] do not fit: ", BROADCAST),
    (
        |t| zeros(t, [64, 784]).matmul(zeros(t, [100, 10])),
        "matmul: [64, 784] and [100, 10] do not fit: ",
        PRODUCT,
    ),
    (|t| zeros(t, [2, 3]).matmul(&plain([4])), "matmul: [2, 3] and [4] do not fit: ", PRODUCTS),
    (
        |t| zeros(t, [2, 3]).matmul(&plain([2, 4, 5])),
        "matmul: [2, 3] and [2, 4, 5] do not fit: ",
        PRODUCTS,
    ),
    (|t| zeros(t, [2, 3]).matmul(&plain([])), "matmul: [2, 3] and [] do not fit: ", PRODUCTS),
    (
        |t| zeros(t, [4, 2, 3]).matmul(&plain([5, 3, 4])),
        "matmul: [4, 2, 3] and [5, 3, 4] do not fit: ",
        "the axes before the matrices must be equal, or one of them 1 or missing",
    ),
    (|t| zeros(t, []).matmul(&plain([1, 3])), "matmul: [] and [1, 3] do not fit: ", PRODUCT),
    (
        |t| zeros(t, [2, 3]).affine(&plain([4, 5]), &plain([5]), Identity),
        "affine: [2, 3] and [4, 5] do not fit: ",
        PRODUCT,
    ),
    (
        |t| zeros(t, [2, 3]).affine(&plain([3, 5]), &plain([4]), Identity),
        "affine: [3, 5] and [4] do not fit: ",
        "there must be one bias for each output",
    ),
    (
        |t| zeros(t, [2, 3]).affine(&plain([3, 5]), &plain([1, 5]), Identity),
        "affine: [3, 5] and [1, 5] do not fit: ",
        "there must be one bias for each output",
    ),
    (
        |t| zeros(t, [2, 3]).reshape([5]),
        "reshape: [2, 3] and [5] do not fit: ",
        "both must hold the same number of elements",
    ),
    (|t| zeros(t, []).flatten(), "flatten: ", "a scalar has no samples"),
    (|t| zeros(t, [2, 3]).transpose(0, 2), "transpose: ", "[2, 3] has no axes 0 and 2"),
    (|t| zeros(t, [2, 3]).narrow(2, 0..1), "narrow: ", "[2, 3] has no axis 2"),
    (|t| zeros(t, [2, 3]).narrow(1, 1..4), "narrow: ", "1..4 is not within axis 1 of [2, 3]"),
    (|t| zeros(t, [2, 3]).narrow(0, 9..9), "narrow: ", "9..9 is not within axis 0 of [2, 3]"),
    (
        |t| zeros(t, [2, 3]).narrow(1, std::ops::Range { start: 2, end: 1 }),
        "narrow: ",
        "2..1 is not within axis 1 of [2, 3]",
    ),
    (|t| zeros(t, [2]).sum_dim(1), "sum_dim: ", "[2] has no axis 1"),
    (|t| zeros(t, [2]).max_dim(1), "max_dim: ", "[2] has no axis 1"),
    (|t| zeros(t, [2, 0]).max_dim(1), "max_dim: ", "axis 1 of [2, 0] is empty"),
    (|t| zeros(t, [2, 0]).mean(), "mean: ", "[2, 0] holds no elements"),
    (|t| zeros(t, []).index_select(&[0]), "index_select: ", "a scalar has no rows"),
    (
        |t| zeros(t, [3, 2]).index_select(&[0, 3]),
        "index_select: ",
        "row 3 of [3, 2] does not exist: there are 3",
    ),
    (|_| concat(&[], 0), "concat: ", "there are no parts"),
    (|t| concat(&[zeros(t, [2])], 1), "concat: ", "[2] has no axis 1"),
    (
        |t| concat(&[zeros(t, [2, 3]), zeros(t, [2, 4])], 0),
        "concat: [2, 3] and [2, 4] do not fit: ",
        "all axes but the concatenated one must be equal",
    ),
    (
        |t| concat(&[zeros(t, [2, 3]), zeros(t, [2, 3, 1])], 0),
        "concat: [2, 3] and [2, 3, 1] do not fit: ",
        "all axes but the concatenated one must be equal",
    ),
    (
        |t| zeros(t, [2, 3]).cross_entropy(&[0]),
        "cross-entropy: 1 targets for 2 samples of 3 outputs: ",
        "expected 2",
    ),
    (
        |t| zeros(t, [2, 3]).cross_entropy(&[0, 3]),
        "cross-entropy: sample 1 has class 3, ",
        "but the logits know only the classes below 3",
    ),
    (
        |t| zeros(t, [2, 3]).mean_squared_error(&[0.0]),
        "mean squared error: 1 targets for 2 samples of 3 outputs: ",
        "expected 6",
    ),
    (
        |t| zeros(t, [2, 1]).binary_cross_entropy_with_logits(&[0.0; 3]),
        "binary cross-entropy: 3 targets for 2 samples of 1 outputs: ",
        "expected 2",
    ),
    (
        |t| {
            let [_, _, _] = zeros(t, [2, 3]).dims();
            zeros(t, [])
        },
        "expected 3 axes, ",
        "found the shape [2, 3]",
    ),
];

#[test]
fn each_mistake_is_named_at_the_callers_line() {
    for (op, start, end) in MISTAKES {
        let panic = panic_of(|| value(*op));
        assert_eq!(panic.message, format!("{start}{end}"));
        let here = panic.file.ends_with("tests/suite/mistakes.rs");
        assert!(here, "`{}` is reported at {}", panic.message, panic.file);
    }
}
