//! Functions of one element, and of two elements at the same index.

use super::{Operation, each, op};
use autograd::Var;
use numeric::Float;
use tensor::{Shape, Tensor, expect_shape};

const ONE: &[&[usize]] = &[&[5, 3]];
const TWO: &[&[usize]] = &[&[5, 3], &[5, 3]];
const PAIRS: &str = "equal repeated";

pub(super) const ROWS: &[Operation] = &[
    op("exp", "", ONE, each!(|x, _| x[0].exp())).golden("functions", "signed", "x", "exp"),
    op("ln", "", ONE, each!(|x, _| x[0].ln())).of_positive().golden(
        "functions",
        "positive",
        "x",
        "ln",
    ),
    op("sqrt", "", ONE, each!(|x, _| x[0].sqrt())).of_positive().golden(
        "functions",
        "positive",
        "x",
        "sqrt",
    ),
    op("powf", "", ONE, each!(|x, _| x[0].powf(1.7))).of_positive().golden(
        "functions",
        "positive",
        "x",
        "powf_1.7",
    ),
    op("powf", "a root", ONE, each!(|x, _| x[0].powf(0.3))).of_positive().golden(
        "functions",
        "positive",
        "x",
        "powf_0.3",
    ),
    op("powf", "itself", ONE, each!(|x, _| x[0].powf(1.0))).of_positive().golden(
        "functions",
        "positive",
        "x",
        "powf_1",
    ),
    op("powf", "a negative exponent", ONE, each!(|x, _| x[0].powf(-0.5))).of_positive().golden(
        "functions",
        "positive",
        "x",
        "powf_-0.5",
    ),
    op("powf", "exponent 0", ONE, each!(|x, _| x[0].powf(0.0))).of_positive().golden(
        "functions",
        "positive",
        "x",
        "powf_0",
    ),
    op("powi", "exponent 0", ONE, each!(|x, _| x[0].powi(0))).golden(
        "functions",
        "signed with_zero",
        "x",
        "powi_0",
    ),
    op("powi", "exponent 1", ONE, each!(|x, _| x[0].powi(1))).golden(
        "functions",
        "signed with_zero",
        "x",
        "powi_1",
    ),
    op("powi", "exponent 2", ONE, each!(|x, _| x[0].powi(2))).golden(
        "functions",
        "signed with_zero",
        "x",
        "powi_2",
    ),
    op("powi", "exponent 3", ONE, each!(|x, _| x[0].powi(3))).golden(
        "functions",
        "signed",
        "x",
        "powi_3",
    ),
    op("powi", "exponent -1", ONE, each!(|x, _| x[0].powi(-1))).of_positive().golden(
        "functions",
        "signed",
        "x",
        "powi_-1",
    ),
    op("powi", "exponent -2", ONE, each!(|x, _| x[0].powi(-2))).of_positive().golden(
        "functions",
        "signed",
        "x",
        "powi_-2",
    ),
    op("abs", "", ONE, each!(|x, _| x[0].abs())).golden("functions", "with_zero", "x", "abs"),
    op("maximum", "", TWO, each!(|x, _| x[0].maximum(x[1]))).golden(
        "functions",
        PAIRS,
        "a b",
        "maximum",
    ),
    op("maximum", "a row to each", &[&[5, 3], &[3]], each!(|x, _| x[0].maximum(x[1]))),
    op("maximum", "a number", ONE, each!(|x, _| x[0].maximum(0.1))),
    op("minimum", "", TWO, each!(|x, _| x[0].minimum(x[1]))).golden(
        "functions",
        PAIRS,
        "a b",
        "minimum",
    ),
    op("minimum", "from a column", &[&[5, 1], &[5, 3]], each!(|x, _| x[0].minimum(x[1]))),
    op(
        "where_",
        "",
        TWO,
        each!(|x, _| {
            let shape = expect_shape(x[0].shape().broadcast("mask", x[1].shape()));
            x[0].where_(&two_of_three(shape, x[0]), x[1])
        }),
    )
    .golden("functions", PAIRS, "a b", "where"),
    op(
        "where_",
        "all repeated",
        &[&[2, 1, 3], &[4, 1]],
        each!(|x, _| { x[0].where_(&two_of_three([3].into(), x[0]), x[1]) }),
    ),
    op(
        "where_",
        "a number",
        ONE,
        each!(|x, _| { x[0].where_(&two_of_three(x[0].shape(), x[0]), -1e9) / 1e9 }),
    ),
];

/// 0, 1, 2, 0, 1, 2, …: a mask that is true for two of three elements, on the device of `x`. The
/// script makes the same.
fn two_of_three<T: Float>(shape: Shape, x: Var<'_, T>) -> Tensor<T> {
    let mut index = (0u32..).map(|i| T::of(f64::from(i % 3)));
    Tensor::from_fn(shape, || index.next().unwrap_or_default()).to(&x.value().device())
}
