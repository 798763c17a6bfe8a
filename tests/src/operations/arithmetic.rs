//! Arithmetic, element by element, with broadcasting.

use super::{Operation, each, op};

const PAIRS: &str = "pair_0 pair_1 pair_2 pair_3 pair_4 pair_5 pair_6 pair_7";

pub(super) const ROWS: &[Operation] = &[
    op("add", "", &[&[5, 3], &[5, 3]], each!(|x, _| x[0] + x[1])).golden(
        "arithmetic",
        PAIRS,
        "a b",
        "add",
    ),
    op("add", "a row to each", &[&[5, 3], &[3]], each!(|x, _| x[0] + x[1])),
    op("add", "both repeated", &[&[2, 1, 3], &[4, 1]], each!(|x, _| x[0] + x[1])),
    op("add", "four axes", &[&[2, 1, 2, 1], &[1, 3, 1, 2]], each!(|x, _| x[0] + x[1])),
    op("add", "itself", &[&[5, 3]], each!(|x, _| x[0] + x[0])),
    op("sub", "", &[&[5, 3], &[5, 3]], each!(|x, _| x[0] - x[1])).golden(
        "arithmetic",
        PAIRS,
        "a b",
        "sub",
    ),
    op("sub", "from a column", &[&[5, 1], &[5, 3]], each!(|x, _| x[0] - x[1])),
    op("mul", "", &[&[5, 3], &[5, 3]], each!(|x, _| x[0] * x[1])).golden(
        "arithmetic",
        PAIRS,
        "a b",
        "mul",
    ),
    op("mul", "a number", &[&[5, 3], &[]], each!(|x, _| x[0] * x[1])),
    op("mul", "itself", &[&[5, 3]], each!(|x, _| x[0] * x[0] * x[0])),
    op("mul", "itself, less itself", &[&[5, 3]], each!(|x, _| x[0] * x[0] - x[0])).golden(
        "arithmetic",
        "matrix",
        "x",
        "used_three_times",
    ),
    op("div", "", &[&[5, 3], &[5, 3]], each!(|x, _| x[0] / x[1])).golden(
        "arithmetic",
        PAIRS,
        "a b",
        "div",
    ),
    op("div", "by a row", &[&[5, 3], &[3]], each!(|x, _| x[0] / x[1])),
    op("div", "by itself, shifted", &[&[5, 3]], each!(|x, _| x[0] / (x[0] * x[0] + 1.0))),
    op("neg", "", &[&[5, 3]], each!(|x, _| -x[0])).golden("arithmetic", "matrix", "x", "neg"),
];
