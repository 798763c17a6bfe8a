//! Normalizations, and dropout, which drops the same elements in the backward pass.

use super::{Operation, each, op};
use ::normalization::prelude::*;
use autograd::Var;
use numeric::Float;
use regularization::prelude::*;
use tensor::Tensor;

const CHANNELS: &str = "table wide_table series images one_image one_place";
const TOKENS: &[&[usize]] = &[&[5, 7], &[7], &[7]];

pub(super) const ROWS: &[Operation] = &[
    op(
        "batch_norm",
        "table",
        &[&[5, 3], &[3], &[3]],
        each!(|x, _| { x[0].batch_norm(x[1], x[2], 1e-5).0 }),
    )
    .golden("normalizations", CHANNELS, "x w b", "batch_norm"),
    op(
        "batch_norm",
        "wide table",
        &[&[3, 18], &[18], &[18]],
        each!(|x, _| { x[0].batch_norm(x[1], x[2], 1e-5).0 }),
    ),
    op(
        "batch_norm",
        "images",
        &[&[2, 3, 3, 2], &[3], &[3]],
        each!(|x, _| { x[0].batch_norm(x[1], x[2], 1e-5).0 }),
    ),
    op(
        "batch_norm",
        "one image, one channel",
        &[&[1, 1, 3, 7], &[1], &[1]],
        each!(|x, _| { x[0].batch_norm(x[1], x[2], 1e-5).0 }),
    ),
    op(
        "batch_norm",
        "input used twice",
        &[&[5, 3], &[3], &[3]],
        each!(|x, _| { x[0].batch_norm(x[1], x[2], 1e-3).0 * x[0] }),
    ),
    op(
        "batch_norm_inference",
        "images",
        &[&[2, 3, 2, 2], &[3], &[3]],
        each!(|x, _| {
            let mean = on_device_of(x[0], Tensor::new([3], vec![0.1, -1.0, 2.0]));
            let variance = on_device_of(x[0], Tensor::new([3], vec![1.0, 0.5, 2.0]));
            x[0].batch_norm_inference(&mean, &variance, x[1], x[2], 1e-5)
        }),
    ),
    op("layer_norm", "", TOKENS, each!(|x, _| x[0].layer_norm(x[1], x[2], 1e-5))).golden(
        "normalizations",
        "tokens rows one_row pair",
        "x w b",
        "layer_norm",
    ),
    op(
        "layer_norm",
        "three axes",
        &[&[2, 3, 17], &[17], &[17]],
        each!(|x, _| { x[0].layer_norm(x[1], x[2], 1e-5) }),
    ),
    op(
        "layer_norm",
        "without parameters",
        &[&[5, 7]],
        each!(|x, _| { x[0].layer_norm(&full(x[0], 1.0), &full(x[0], 0.0), 1e-5) }),
    )
    .golden(
        "normalizations",
        "tokens_plain rows_plain one_row_plain pair_plain",
        "x",
        "layer_norm",
    ),
    op(
        "group_norm",
        "",
        &[&[2, 4, 3, 2], &[4], &[4]],
        each!(|x, _| { x[0].group_norm(two_if_even(x[0]), x[1], x[2], 1e-5) }),
    )
    .golden("normalizations", CHANNELS, "x w b", "group_norm"),
    op(
        "group_norm",
        "table",
        &[&[3, 6], &[6], &[6]],
        each!(|x, _| { x[0].group_norm(3, x[1], x[2], 1e-5) }),
    ),
    op(
        "group_norm",
        "instances",
        &[&[2, 3, 5], &[3], &[3]],
        each!(|x, _| { x[0].group_norm(x[0].shape().dims()[1], x[1], x[2], 1e-5) }),
    )
    .golden("normalizations", "series images", "x w b", "instance_norm"),
    op("rms_norm", "", &[&[5, 7], &[7]], each!(|x, _| x[0].rms_norm(x[1], 1e-6))).golden(
        "normalizations",
        "tokens_rms rows_rms one_row_rms pair_rms",
        "x w",
        "rms_norm",
    ),
    op("rms_norm", "three axes", &[&[2, 3, 17], &[17]], each!(|x, _| x[0].rms_norm(x[1], 1e-6))),
    op(
        "rms_norm",
        "without parameters",
        &[&[5, 7]],
        each!(|x, _| { x[0].rms_norm(&full(x[0], 1.0), 1e-6) }),
    )
    .golden(
        "normalizations",
        "tokens_plain rows_plain one_row_plain pair_plain",
        "x",
        "rms_norm",
    ),
    op("dropout", "", &[&[5, 7]], each!(|x, _| x[0].dropout(0.4))),
    op("dropout", "twice", &[&[5, 7]], each!(|x, _| x[0].dropout(0.4) * x[0].dropout(0.2))),
];

/// As many elements as the last axis of `x` has, all of this value.
fn full<T: Float>(x: Var<'_, T>, value: f64) -> Tensor<T> {
    x.value().new_full([x.shape().last_dim()], T::of(value))
}

fn on_device_of<T: Float>(x: Var<'_, T>, tensor: Tensor<T>) -> Tensor<T> {
    tensor.to(&x.value().device())
}

/// Two groups of channels, where that is possible.
fn two_if_even<T: Float>(x: Var<'_, T>) -> usize {
    if x.shape().dims()[1].is_multiple_of(2) { 2 } else { 1 }
}
