//! Convolution and pooling: odd sizes, options one by one and together.

use super::{Operation, each, op};
use ::activations::{Gelu, Relu, Tanh};
use cnn::prelude::{
    Average, Conv2dOptions, ConvOps, Identity, Padding, Pool2dOptions, PoolOps, Size2d,
};

const fn size(height: usize, width: usize) -> Size2d {
    Size2d { height, width }
}

const fn pad(height: usize, width: usize) -> Padding {
    Padding { before: size(height, width), after: size(height, width) }
}

const ONE: Size2d = size(1, 1);
const TWO: Size2d = size(2, 2);
const THREE: Size2d = size(3, 3);
const NONE: Padding = pad(0, 0);
const PLAIN: Conv2dOptions = Conv2dOptions { stride: ONE, padding: NONE, dilation: ONE, groups: 1 };
const HALVES: Pool2dOptions =
    Pool2dOptions { kernel: TWO, stride: TWO, padding: NONE, dilation: ONE, ceil_mode: false };
const OVERLAPPING: Pool2dOptions = Pool2dOptions { kernel: THREE, padding: pad(1, 1), ..HALVES };
const NOT_SQUARE: Pool2dOptions =
    Pool2dOptions { kernel: size(2, 3), stride: size(3, 2), padding: pad(1, 0), ..HALVES };
const UNPADDED: Pool2dOptions = Pool2dOptions { padding: NONE, ..OVERLAPPING };
const STEP_OVER: Pool2dOptions = Pool2dOptions { stride: THREE, ..HALVES };

const PLAIN_CASES: &str = "plain one_of_each one_pixel whole_image not_square many_filters";

/// Two rows, without activation and with one, that share everything else.
macro_rules! conv2d {
    ($case:literal, $shapes:expr, $options:expr, $cases:expr) => {
        [
            op("conv2d", $case, $shapes, each!(|x, _| x[0].conv2d(x[1], x[2], $options, Identity)))
                .golden("convolutions", $cases, "x w b", "identity"),
            op("conv2d", $case, $shapes, each!(|x, _| x[0].conv2d(x[1], x[2], $options, Relu)))
                .golden("convolutions", $cases, "x w b", "relu"),
        ]
    };
}

/// Three rows for one window.
macro_rules! pool2d {
    ($case:literal, $shapes:expr, $options:expr, $max:expr, $average:expr) => {
        [
            op("max_pool2d", $case, $shapes, each!(|x, _| x[0].max_pool2d($options)))
                .golden("pools", $max, "x", "max"),
            op(
                "avg_pool2d",
                $case,
                $shapes,
                each!(|x, _| { x[0].avg_pool2d($options, Average::WithPadding) }),
            )
            .golden("pools", $average, "x", "avg"),
            op(
                "avg_pool2d",
                $case,
                $shapes,
                each!(|x, _| { x[0].avg_pool2d($options, Average::OfPixels) }),
            )
            .golden("pools", $average, "x", "avg_of_pixels"),
        ]
    };
}

/// The rows of this file.
pub(super) fn rows() -> impl Iterator<Item = &'static Operation> {
    CONVOLUTIONS.as_flattened().iter().chain(POOLS.as_flattened()).chain(ROWS)
}

const CONVOLUTIONS: &[[Operation; 2]] = &[
    conv2d!("", &[&[2, 3, 5, 6], &[4, 3, 3, 2], &[4]], PLAIN, PLAIN_CASES),
    conv2d!(
        "padding",
        &[&[2, 2, 3, 4], &[3, 2, 3, 3], &[3]],
        Conv2dOptions { padding: pad(1, 2), ..PLAIN },
        "padded"
    ),
    conv2d!(
        "padding beyond the kernel",
        &[&[1, 1, 3, 2], &[1, 1, 3, 3], &[1]],
        Conv2dOptions { padding: pad(4, 4), ..PLAIN },
        "padded_beyond"
    ),
    conv2d!(
        "stride, kernel larger",
        &[&[2, 2, 7, 6], &[3, 2, 3, 4], &[3]],
        Conv2dOptions { stride: size(2, 3), ..PLAIN },
        "stride"
    ),
    conv2d!(
        "stride, kernel smaller",
        &[&[1, 2, 7, 7], &[2, 2, 2, 2], &[2]],
        Conv2dOptions { stride: size(4, 4), ..PLAIN },
        "stride_over"
    ),
    conv2d!(
        "stride and padding",
        &[&[1, 2, 5, 4], &[2, 2, 3, 3], &[2]],
        Conv2dOptions { stride: TWO, padding: pad(2, 2), ..PLAIN },
        "stride_padded"
    ),
    conv2d!(
        "dilation",
        &[&[1, 2, 7, 6], &[2, 2, 3, 2], &[2]],
        Conv2dOptions { dilation: size(2, 3), ..PLAIN },
        "dilation"
    ),
    conv2d!(
        "dilation and stride",
        &[&[1, 1, 8, 7], &[2, 1, 2, 2], &[2]],
        Conv2dOptions { dilation: THREE, stride: TWO, padding: pad(1, 1), ..PLAIN },
        "dilation_stride"
    ),
    conv2d!(
        "groups",
        &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]],
        Conv2dOptions { groups: 2, ..PLAIN },
        "groups"
    ),
    conv2d!(
        "depthwise",
        &[&[1, 5, 3, 3], &[5, 1, 3, 3], &[5]],
        Conv2dOptions { groups: 5, padding: pad(1, 1), ..PLAIN },
        "depthwise"
    ),
    conv2d!(
        "small output",
        &[&[2, 2, 2, 2], &[2, 2, 3, 3], &[2]],
        Conv2dOptions { padding: pad(1, 1), ..PLAIN },
        "small_answer"
    ),
];

const POOLS: &[[Operation; 3]] = &[
    pool2d!("", &[&[2, 3, 4, 6]], HALVES, "halves odd_halves", "halves odd_halves"),
    pool2d!("overlapping", &[&[1, 2, 7, 7]], UNPADDED, "overlapping", "overlapping"),
    pool2d!("overlapping, padded", &[&[2, 2, 5, 6]], OVERLAPPING, "padded ties", "padded"),
    pool2d!("not square", &[&[1, 2, 5, 7]], NOT_SQUARE, "not_square", "not_square"),
    pool2d!("pixels left over", &[&[1, 1, 6, 5]], STEP_OVER, "step_over", "step_over"),
];

const ROWS: &[Operation] =
    &[
        op(
            "conv2d",
            "more filters than are computed together",
            &[&[1, 2, 4, 4], &[13, 2, 3, 3], &[13]],
            each!(|x, _| x[0].conv2d(x[1], x[2], PLAIN, Tanh)),
        ),
        op(
            "conv2d",
            "one sample, channel, filter",
            &[&[1, 1, 3, 3], &[1, 1, 2, 2], &[1]],
            each!(|x, _| x[0].conv2d(x[1], x[2], PLAIN, Tanh)),
        ),
        op(
            "conv2d",
            "one pixel",
            &[&[2, 3, 2, 3], &[2, 3, 1, 1], &[2]],
            each!(|x, _| { x[0].conv2d(x[1], x[2], PLAIN, Identity) }),
        ),
        op(
            "conv2d",
            "all options",
            &[&[2, 4, 9, 8], &[4, 2, 3, 2], &[4]],
            each!(|x, _| {
                let options =
                    Conv2dOptions { stride: TWO, padding: pad(1, 1), dilation: THREE, groups: 2 };
                x[0].conv2d(x[1], x[2], options, Tanh)
            }),
        ),
        op(
            "conv2d",
            "one image and many filters, by im2col",
            &[&[1, 1, 3, 3], &[32, 1, 2, 2], &[32]],
            each!(|x, _| x[0].conv2d(x[1], x[2], PLAIN, Tanh)),
        ),
        op(
            "conv2d",
            "gelu, whose derivative needs its input",
            &[&[1, 2, 4, 4], &[2, 2, 2, 2], &[2]],
            each!(|x, _| x[0].conv2d(x[1], x[2], PLAIN, Gelu)),
        )
        .golden("convolutions", "gelu", "x w b", "gelu"),
        op(
            "conv2d",
            "images that are their own filters",
            &[&[2, 2, 3, 3], &[2]],
            each!(|x, _| { x[0].conv2d(x[0], x[1], PLAIN, Identity) }),
        ),
        op(
            "conv2d_max_pool2d",
            "",
            &[&[2, 2, 6, 5], &[7, 2, 3, 2], &[7]],
            each!(|x, _| { x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, Tanh, HALVES) }),
        ),
        op(
            "conv2d_max_pool2d",
            "outputs left over",
            &[&[3, 1, 5, 7], &[2, 1, 2, 3], &[2]],
            each!(|x, _| {
                x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, Tanh, Pool2dOptions::new(3))
            }),
        ),
        op(
            "conv2d_max_pool2d",
            "groups and padding",
            &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]],
            each!(|x, _| {
                let options = Conv2dOptions { padding: pad(1, 1), groups: 2, ..PLAIN };
                x[0].conv2d_max_pool2d(x[1], x[2], options, Tanh, HALVES)
            }),
        ),
        op("max_pool2d", "odd sides", &[&[1, 2, 5, 7]], each!(|x, _| x[0].max_pool2d(HALVES)))
            .golden("pools", "ties", "x", "max_halves"),
        op("global_avg_pool", "", &[&[2, 3, 4, 5]], each!(|x, _| x[0].global_avg_pool()))
            .golden("pools", "channels", "x", "global"),
    ];
