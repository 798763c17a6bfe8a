//! Matrix products in batches.

use super::{Operation, each, op};

const ALL: &str = "batch right_broadcast left_broadcast both_broadcast ones vector_right \
                   vector_left vectors";

pub(super) const ROWS: &[Operation] = &[
    op("matmul", "batch", &[&[3, 2, 4], &[3, 4, 5]], each!(|x, _| x[0].matmul(x[1]))).golden(
        "batched_products",
        ALL,
        "a b",
        "matmul",
    ),
    op(
        "matmul",
        "both broadcast",
        &[&[2, 1, 2, 3], &[1, 4, 3, 2]],
        each!(|x, _| { x[0].matmul(x[1]) }),
    ),
    op(
        "matmul",
        "five axes",
        &[&[2, 1, 2, 2, 3], &[2, 3, 1, 3, 2]],
        each!(|x, _| { x[0].matmul(x[1]) }),
    ),
    op("matmul", "vector", &[&[2, 3, 4], &[4]], each!(|x, _| x[0].matmul(x[1]))),
    op("matmul", "vector on the left", &[&[4], &[2, 4, 3]], each!(|x, _| x[0].matmul(x[1]))),
];
