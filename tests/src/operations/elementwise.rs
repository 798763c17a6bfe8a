//! Further element-wise functions.

use super::{Operation, each, op};

const ONE: &[&[usize]] = &[&[5, 3]];
const KINKS: [&str; 3] = ["elementwise", "kinks", "x"];

/// A row that is held against the case of kinks.
macro_rules! kinks {
    ($name:expr, $case:expr, $golden:expr, $function:expr) => {
        op($name, $case, ONE, each!($function)).golden(KINKS[0], KINKS[1], KINKS[2], $golden)
    };
}

/// A row whose inputs are of both signs, and one whose inputs are small as well.
macro_rules! signed {
    ($cases:expr, $name:expr, $function:expr) => {
        signed!("activate", $name, $cases, $name, $function)
    };
    ($op:expr, $case:expr, $cases:expr, $name:expr, $function:expr) => {
        op($op, $case, ONE, each!($function)).golden("elementwise", $cases, "x", $name)
    };
}

pub(super) const ROWS: &[Operation] = &[
    signed!("sin", "", "signed", "sin", |x, _| x[0].sin()),
    signed!("cos", "", "signed", "cos", |x, _| x[0].cos()),
    signed!("tan", "", "signed", "tan", |x, _| x[0].tanh().tan()),
    signed!("signed", "asin", |x, _| (x[0].tanh() / 2.0).asin()),
    signed!("signed", "acos", |x, _| (x[0].tanh() / 2.0).acos()),
    signed!("signed small", "atan", |x, _| x[0].atan()),
    signed!("signed small", "sinh", |x, _| x[0].sinh()),
    signed!("signed", "cosh", |x, _| x[0].cosh()),
    signed!("signed small", "asinh", |x, _| x[0].asinh()),
    signed!("signed", "atanh", |x, _| (x[0].tanh() / 2.0).atanh()),
    signed!("signed small", "erf", |x, _| x[0].erf()),
    signed!("positive", "acosh", |x, _| (x[0] + 1.5).acosh()).of_positive(),
    signed!("positive", "reciprocal", |x, _| x[0].reciprocal()).of_positive(),
    signed!("positive", "rsqrt", |x, _| x[0].rsqrt()).of_positive(),
    kinks!("activate", "floor", "floor", |x, _| x[0].floor()),
    kinks!("activate", "ceil", "ceil", |x, _| x[0].ceil()),
    kinks!("activate", "round", "round", |x, _| x[0].round()),
    kinks!("activate", "trunc", "trunc", |x, _| x[0].trunc()),
    kinks!("activate", "sign", "sign", |x, _| x[0].sign()),
    kinks!("activate", "hard_sigmoid", "hard_sigmoid", |x, _| x[0].hard_sigmoid(1.0 / 6.0, 0.5)),
    kinks!("activate", "hard_swish", "hard_swish", |x, _| x[0].hard_swish()),
    kinks!("activate", "celu", "celu", |x, _| x[0].celu(2.0)),
    kinks!("activate", "softsign", "softsign", |x, _| x[0].softsign()),
    kinks!("activate", "shrink", "soft_shrink", |x, _| x[0].shrink(0.5, 0.5)),
    kinks!("activate", "hard shrink", "hard_shrink", |x, _| x[0].shrink(0.5, 0.0)),
    kinks!("activate", "thresholded_relu", "thresholded_relu", |x, _| x[0].thresholded_relu(1.0)),
    kinks!("clamp", "", "clamp", |x, _| x[0].clamp(-0.5, 1.0)),
    kinks!("clamp", "one side", "clamp_min", |x, _| x[0].clamp(-1.0, f64::INFINITY)),
    op(
        "clamp_between",
        "",
        &[&[4, 3], &[3], &[4, 1]],
        each!(|x, _| { x[0].clamp_between(x[1], x[2]) }),
    )
    .golden("elementwise", "bounds random_bounds", "x low high", "clamp_between"),
    op("pow", "", &[&[5, 3], &[3]], each!(|x, _| x[0].pow(x[1]))).of_positive().golden(
        "elementwise",
        "powers powers_of_zero",
        "a b",
        "pow",
    ),
];
