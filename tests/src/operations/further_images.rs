//! Convolution of sequences, transposed convolution, padding on one side, and pooling with every
//! setting.

use super::{Operation, each, op};
use ::activations::{Gelu, Relu, Tanh};
use cnn::prelude::{
    Average, Conv1dOptions, Conv2dOptions, ConvOps, ConvTranspose1dOptions, ConvTranspose2dOptions,
    Identity, Padding, Pool1dOptions, Pool2dOptions, PoolOps, Size2d,
};

fn plain() -> Conv2dOptions {
    Conv2dOptions::default()
}

fn spread() -> ConvTranspose2dOptions {
    ConvTranspose2dOptions::default()
}

fn sides([top, bottom, left, right]: [usize; 4]) -> Padding {
    Padding { before: [top, left].into(), after: [bottom, right].into() }
}

/// A row whose numbers are in the file of further convolutions, without activation.
macro_rules! conv {
    ($op:ident, $case:literal, $shapes:expr, $options:expr, $cases:expr) => {
        op(stringify!($op), $case, $shapes, each!(|x, _| x[0].$op(x[1], x[2], $options, Identity)))
            .golden("further_convolutions", $cases, "x w b", "identity")
    };
}

/// A row whose numbers are in the file of further pools.
macro_rules! pool {
    ($op:ident($($argument:expr),*), $case:literal, $shapes:expr, $golden:expr, $output:expr) => {
        op(stringify!($op), $case, $shapes, each!(|x, _| x[0].$op($($argument),*)))
            .golden("further_pools", $golden, "x", $output)
    };
}

fn ceil(kernel: impl Into<Size2d>, stride: impl Into<Size2d>) -> Pool2dOptions {
    let (kernel, stride) = (kernel.into(), stride.into());
    Pool2dOptions { stride, ceil_mode: true, ..Pool2dOptions::new(kernel) }
}

fn ceil_padded() -> Pool2dOptions {
    Pool2dOptions { padding: [1, 2].into(), ..ceil([3, 4], [3, 2]) }
}

fn dilated() -> Pool2dOptions {
    Pool2dOptions { stride: 1.into(), dilation: [2, 3].into(), ..Pool2dOptions::new(2) }
}

fn dilated_ceil() -> Pool2dOptions {
    Pool2dOptions { padding: 1.into(), dilation: 2.into(), ..ceil(3, 2) }
}

pub(super) const ROWS: &[Operation] = &[
    conv!(conv1d, "", &[&[2, 3, 8], &[4, 3, 3], &[4]], Conv1dOptions::default(), "sequences_plain"),
    conv!(
        conv1d,
        "padding",
        &[&[2, 2, 6], &[3, 2, 4], &[3]],
        Conv1dOptions { padding: 2.into(), ..Conv1dOptions::default() },
        "sequences_padded"
    ),
    conv!(
        conv1d,
        "all options",
        &[&[1, 4, 11], &[6, 2, 3], &[6]],
        Conv1dOptions { stride: 2, padding: 1.into(), dilation: 3, groups: 2 },
        "sequences_stride_dilation"
    ),
    op(
        "conv1d",
        "padding on one side",
        &[&[2, 2, 6], &[3, 2, 3], &[3]],
        each!(|x, _| {
            let padding = Padding { before: 2, after: 0 };
            x[0].conv1d(x[1], x[2], Conv1dOptions { padding, ..Conv1dOptions::default() }, Tanh)
        }),
    ),
    conv!(
        conv2d,
        "padding on one side",
        &[&[2, 2, 4, 5], &[3, 2, 3, 2], &[3]],
        Conv2dOptions { padding: sides([0, 1, 2, 0]), ..plain() },
        "one_side"
    ),
    conv!(
        conv2d,
        "another padding on every side",
        &[&[2, 2, 4, 5], &[3, 2, 3, 2], &[3]],
        Conv2dOptions {
            padding: sides([3, 0, 1, 2]),
            stride: 2.into(),
            dilation: [2, 1].into(),
            groups: 1
        },
        "every_side"
    ),
    conv!(
        conv2d,
        "many channels",
        &[&[2, 17, 3, 4], &[33, 17, 2, 2], &[33]],
        Conv2dOptions { padding: 1.into(), ..plain() },
        "many_channels"
    ),
    conv!(
        conv_transpose2d,
        "many channels",
        &[&[2, 33, 2, 3], &[33, 17, 2, 2], &[17]],
        ConvTranspose2dOptions { stride: 2.into(), ..spread() },
        "transposed_many_channels"
    ),
    conv!(
        conv_transpose2d,
        "",
        &[&[2, 3, 3, 4], &[3, 4, 3, 2], &[4]],
        spread(),
        "transposed_plain"
    ),
    conv!(
        conv_transpose2d,
        "stride",
        &[&[2, 2, 3, 2], &[2, 3, 2, 3], &[3]],
        ConvTranspose2dOptions { stride: [2, 3].into(), ..spread() },
        "transposed_stride"
    ),
    conv!(
        conv_transpose2d,
        "stride and padding",
        &[&[2, 2, 3, 3], &[2, 3, 3, 3], &[3]],
        ConvTranspose2dOptions { stride: 2.into(), padding: 1.into(), ..spread() },
        "transposed_padded"
    ),
    conv!(
        conv_transpose2d,
        "output padding",
        &[&[2, 2, 3, 2], &[2, 3, 3, 3], &[3]],
        ConvTranspose2dOptions {
            stride: 2.into(),
            padding: 1.into(),
            output_padding: 1.into(),
            ..spread()
        },
        "transposed_output_padding"
    ),
    conv!(
        conv_transpose2d,
        "dilation, and an output padding of more than the stride",
        &[&[2, 2, 2, 3], &[2, 2, 3, 2], &[2]],
        ConvTranspose2dOptions {
            dilation: [2, 3].into(),
            stride: 2.into(),
            output_padding: [1, 2].into(),
            ..spread()
        },
        "transposed_dilation"
    ),
    conv!(
        conv_transpose2d,
        "groups",
        &[&[2, 4, 3, 2], &[4, 3, 2, 2], &[6]],
        ConvTranspose2dOptions { groups: 2, stride: 2.into(), ..spread() },
        "transposed_groups"
    ),
    op(
        "conv_transpose2d",
        "relu",
        &[&[9, 2, 3, 3], &[2, 7, 3, 3], &[7]],
        each!(|x, _| {
            let options = ConvTranspose2dOptions { padding: 1.into(), ..spread() };
            x[0].conv_transpose2d(x[1], x[2], options, Relu)
        }),
    )
    .golden("further_convolutions", "transposed_many_filters", "x w b", "relu"),
    op(
        "conv_transpose2d",
        "gelu, whose derivative needs its input",
        &[&[1, 2, 3, 3], &[2, 2, 2, 2], &[2]],
        each!(|x, _| x[0].conv_transpose2d(x[1], x[2], spread(), Gelu)),
    ),
    conv!(
        conv_transpose1d,
        "",
        &[&[2, 3, 4], &[3, 4, 3], &[4]],
        ConvTranspose1dOptions::default(),
        "transposed_sequences_plain"
    ),
    conv!(
        conv_transpose1d,
        "all options",
        &[&[2, 4, 4], &[4, 2, 3], &[4]],
        ConvTranspose1dOptions {
            stride: 3,
            padding: 1.into(),
            output_padding: 2,
            dilation: 2,
            groups: 2
        },
        "transposed_sequences_all"
    ),
    pool!(max_pool2d(ceil(3, 2)), "rounded up", &[&[2, 2, 6, 8]], "ceil", "max"),
    pool!(max_pool2d(ceil_padded()), "rounded up, padded", &[&[2, 2, 7, 6]], "ceil_padded", "max"),
    pool!(
        max_pool2d(ceil(3, 2)),
        "rounded up, image smaller than the window",
        &[&[1, 2, 2, 5]],
        "ceil_small",
        "max"
    ),
    pool!(max_pool2d(dilated()), "dilation", &[&[2, 2, 7, 8]], "dilated", "max"),
    pool!(
        max_pool2d(dilated_ceil()),
        "dilation, rounded up",
        &[&[2, 2, 9, 8]],
        "dilated_ceil",
        "max"
    ),
    pool!(
        avg_pool2d(ceil(3, 2), Average::WithPadding),
        "rounded up",
        &[&[2, 2, 6, 8]],
        "ceil",
        "avg"
    ),
    pool!(
        avg_pool2d(ceil_padded(), Average::WithPadding),
        "rounded up, padded",
        &[&[2, 2, 7, 6]],
        "ceil_padded",
        "avg"
    ),
    pool!(
        avg_pool2d(ceil_padded(), Average::OfPixels),
        "rounded up, padded, of pixels",
        &[&[2, 2, 7, 6]],
        "ceil_padded",
        "avg_of_pixels"
    ),
    pool!(
        avg_pool2d(ceil(3, 2), Average::OfPixels),
        "rounded up, of pixels",
        &[&[2, 2, 6, 8]],
        "ceil",
        "avg_of_pixels"
    ),
    pool!(
        avg_pool2d(ceil(3, 2), Average::WithPadding),
        "rounded up, image smaller than the window",
        &[&[1, 2, 2, 5]],
        "ceil_small",
        "avg"
    ),
    pool!(
        avg_pool2d(ceil(3, 2), Average::OfPixels),
        "rounded up, of pixels, image smaller than the window",
        &[&[1, 2, 2, 5]],
        "ceil_small",
        "avg_of_pixels"
    ),
    op(
        "avg_pool2d",
        "dilation",
        &[&[2, 2, 7, 8]],
        each!(|x, _| x[0].avg_pool2d(dilated_ceil(), Average::WithPadding)),
    ),
    pool!(
        adaptive_max_pool2d([3, 4]),
        "windows that overlap",
        &[&[2, 2, 7, 10]],
        "images",
        "max_fewer"
    ),
    pool!(adaptive_max_pool2d(1), "one", &[&[2, 2, 7, 10]], "images", "max_one"),
    pool!(adaptive_max_pool2d([9, 5]), "more rows", &[&[2, 2, 7, 10]], "images", "max_more"),
    pool!(
        adaptive_avg_pool2d([3, 4]),
        "windows that overlap",
        &[&[2, 2, 7, 10]],
        "images",
        "avg_fewer"
    ),
    pool!(adaptive_avg_pool2d(1), "one", &[&[2, 2, 7, 10]], "images", "avg_one"),
    pool!(adaptive_avg_pool2d([9, 5]), "more rows", &[&[2, 2, 7, 10]], "images", "avg_more"),
    pool!(
        max_pool1d(Pool1dOptions {
            stride: 2,
            padding: 1.into(),
            dilation: 2,
            ceil_mode: true,
            ..Pool1dOptions::new(3)
        }),
        "all options",
        &[&[2, 3, 9]],
        "sequences",
        "max"
    ),
    pool!(
        avg_pool1d(
            Pool1dOptions {
                stride: 3,
                padding: 2.into(),
                ceil_mode: true,
                ..Pool1dOptions::new(4)
            },
            Average::OfPixels
        ),
        "rounded up, padded",
        &[&[2, 3, 9]],
        "sequences",
        "avg"
    ),
    pool!(adaptive_max_pool1d(4), "", &[&[2, 3, 9]], "sequences", "adaptive_max"),
    pool!(adaptive_avg_pool1d(4), "", &[&[2, 3, 9]], "sequences", "adaptive_avg"),
];
