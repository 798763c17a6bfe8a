//! Layers of neurons and matrix products.

use super::{Operation, each, op};
use ::activations::{Elu, Gelu, LeakyRelu, Mish, Relu, Sigmoid, Tanh};
use neurons::Identity;

const LAYER: &[&[usize]] = &[&[5, 3], &[3, 4], &[4]];
const FEW: &str = "one_sample one_input one_output";
const ALL: &str = "one_sample one_input one_output odd";

pub(super) const ROWS: &[Operation] = &[
    op("affine", "identity", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Identity)))
        .golden("affine", ALL, "x w b", "identity"),
    op("affine", "relu", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Relu)))
        .golden("affine", ALL, "x w b", "relu"),
    op("affine", "gelu", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Gelu)))
        .golden("affine", ALL, "x w b", "gelu"),
    op("affine", "tanh", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Tanh)))
        .golden("affine", FEW, "x w b", "tanh"),
    op(
        "affine",
        "sigmoid",
        &[&[1, 7], &[7, 5], &[5]],
        each!(|x, _| x[0].affine(x[1], x[2], Sigmoid)),
    )
    .golden("affine", FEW, "x w b", "sigmoid"),
    op(
        "affine",
        "leaky_relu",
        LAYER,
        each!(|x, _| { x[0].affine(x[1], x[2], LeakyRelu { negative_slope: 0.01 }) }),
    )
    .golden("affine", FEW, "x w b", "leaky_relu_0.01"),
    op(
        "affine",
        "leakier_relu",
        LAYER,
        each!(|x, _| { x[0].affine(x[1], x[2], LeakyRelu { negative_slope: 0.2 }) }),
    )
    .golden("affine", FEW, "x w b", "leaky_relu_0.2"),
    op("affine", "elu", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Elu::default()))),
    op("affine", "mish", LAYER, each!(|x, _| x[0].affine(x[1], x[2], Mish))),
    op(
        "affine",
        "one output",
        &[&[6, 7], &[7, 1], &[1]],
        each!(|x, _| { x[0].affine(x[1], x[2], Sigmoid) }),
    ),
    op(
        "affine",
        "three axes",
        &[&[2, 3, 5], &[5, 4], &[4]],
        each!(|x, _| { x[0].affine(x[1], x[2], Tanh) }),
    ),
    op(
        "affine",
        "input used twice",
        &[&[4, 4], &[4, 4], &[4]],
        each!(|x, _| { x[0].affine(x[1], x[2], Tanh).affine(x[1], x[2], Tanh) }),
    ),
    op("matmul", "", &[&[5, 3], &[3, 4]], each!(|x, _| x[0].matmul(x[1]))).golden(
        "operations",
        "matmul matmul_one_number matmul_three_axes",
        "x w",
        "matmul",
    ),
    op("matmul", "one row", &[&[1, 9], &[9, 2]], each!(|x, _| x[0].matmul(x[1]))),
    op("matmul", "one column", &[&[5, 3], &[3, 1]], each!(|x, _| x[0].matmul(x[1]))),
    op("matmul", "itself", &[&[4, 4]], each!(|x, _| x[0].matmul(x[0]))),
    op("matmul", "three axes", &[&[2, 3, 4], &[4, 5]], each!(|x, _| x[0].matmul(x[1]))),
];
