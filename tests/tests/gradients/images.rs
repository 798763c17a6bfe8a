//! Convolution and pooling: sizes odd, settings one by one and together.

use crate::Case;
use cnn::prelude::{Average, Conv, Convolution, Identity, Pooling, Size};

const ONE: Size = Size { height: 1, width: 1 };
const TWO: Size = Size { height: 2, width: 2 };
const THREE: Size = Size { height: 3, width: 3 };
const NONE: Size = Size { height: 0, width: 0 };
const PLAIN: Convolution = Convolution { stride: ONE, padding: NONE, dilation: ONE, groups: 1 };
const OVERLAPPING: Pooling = Pooling { kernel: THREE, stride: TWO, padding: ONE };

pub const CASES: &[Case] = &[
    ("conv2d", "", &[&[2, 3, 5, 6], &[4, 3, 3, 2], &[4]], |_, x| {
        x[0].conv2d(x[1], x[2], PLAIN, Identity)
    }),
    (
        "conv2d",
        "one sample, one channel, one filter",
        &[&[1, 1, 3, 3], &[1, 1, 2, 2], &[1]],
        |_, x| x[0].conv2d(x[1], x[2], PLAIN, activations::Tanh),
    ),
    ("conv2d", "one pixel", &[&[2, 3, 2, 3], &[2, 3, 1, 1], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], PLAIN, Identity)
    }),
    (
        "conv2d",
        "more filters than are computed together",
        &[&[1, 2, 4, 4], &[13, 2, 3, 3], &[13]],
        |_, x| x[0].conv2d(x[1], x[2], PLAIN, activations::Tanh),
    ),
    ("conv2d", "padding", &[&[2, 2, 3, 4], &[3, 2, 3, 3], &[3]], |_, x| {
        x[0].conv2d(
            x[1],
            x[2],
            Convolution { padding: Size { height: 1, width: 2 }, ..PLAIN },
            Identity,
        )
    }),
    ("conv2d", "stride, kernel larger", &[&[2, 2, 7, 6], &[3, 2, 3, 3], &[3]], |_, x| {
        x[0].conv2d(x[1], x[2], Convolution { stride: TWO, ..PLAIN }, Identity)
    }),
    ("conv2d", "stride, kernel smaller", &[&[1, 2, 7, 7], &[2, 2, 2, 2], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], Convolution { stride: THREE, ..PLAIN }, Identity)
    }),
    ("conv2d", "dilation", &[&[1, 2, 7, 6], &[2, 2, 3, 2], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], Convolution { dilation: TWO, ..PLAIN }, Identity)
    }),
    ("conv2d", "groups", &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]], |_, x| {
        x[0].conv2d(x[1], x[2], Convolution { groups: 2, ..PLAIN }, Identity)
    }),
    ("conv2d", "all settings", &[&[2, 4, 9, 8], &[4, 2, 3, 2], &[4]], |_, x| {
        let settings = Convolution { stride: TWO, padding: ONE, dilation: THREE, groups: 2 };
        x[0].conv2d(x[1], x[2], settings, activations::Tanh)
    }),
    (
        "conv2d",
        "one image and many filters, by columns",
        &[&[1, 1, 3, 3], &[32, 1, 2, 2], &[32]],
        |_, x| x[0].conv2d(x[1], x[2], PLAIN, activations::Tanh),
    ),
    ("conv2d", "gelu, which needs its input", &[&[1, 2, 4, 4], &[2, 2, 2, 2], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], PLAIN, activations::Gelu)
    }),
    ("conv2d", "images that are their own filters", &[&[2, 2, 3, 3], &[2]], |_, x| {
        x[0].conv2d(x[0], x[1], PLAIN, Identity)
    }),
    ("conv2d_max_pool2d", "", &[&[2, 2, 6, 5], &[7, 2, 3, 2], &[7]], |_, x| {
        x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, activations::Tanh, Pooling::of(2))
    }),
    ("conv2d_max_pool2d", "places left over", &[&[3, 1, 5, 7], &[2, 1, 2, 3], &[2]], |_, x| {
        x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, activations::Tanh, Pooling::of(3))
    }),
    ("conv2d_max_pool2d", "groups and padding", &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]], |_, x| {
        let settings = Convolution { padding: ONE, groups: 2, ..PLAIN };
        x[0].conv2d_max_pool2d(x[1], x[2], settings, activations::Tanh, Pooling::of(2))
    }),
    ("max_pool2d", "", &[&[2, 3, 4, 6]], |_, x| x[0].max_pool2d(Pooling::of(2))),
    ("max_pool2d", "odd sides", &[&[1, 2, 5, 7]], |_, x| x[0].max_pool2d(Pooling::of(2))),
    ("max_pool2d", "overlapping, padded", &[&[2, 2, 5, 6]], |_, x| x[0].max_pool2d(OVERLAPPING)),
    ("avg_pool2d", "", &[&[2, 3, 4, 6]], |_, x| {
        x[0].avg_pool2d(Pooling::of(2), Average::WithPadding)
    }),
    ("avg_pool2d", "overlapping, padded", &[&[2, 2, 5, 6]], |_, x| {
        x[0].avg_pool2d(OVERLAPPING, Average::WithPadding)
    }),
    ("avg_pool2d", "of pixels", &[&[2, 2, 5, 6]], |_, x| {
        x[0].avg_pool2d(OVERLAPPING, Average::OfPixels)
    }),
    ("global_avg_pool", "", &[&[2, 3, 4, 5]], |_, x| x[0].global_avg_pool()),
];
