//! Convolution and pooling: sizes odd, settings one by one and together.

use crate::Case;
use cnn::prelude::{Average, Conv2dOps, Conv2dOptions, Identity, Pool2dOptions, Size2d};

const ONE: Size2d = Size2d { height: 1, width: 1 };
const TWO: Size2d = Size2d { height: 2, width: 2 };
const THREE: Size2d = Size2d { height: 3, width: 3 };
const NONE: Size2d = Size2d { height: 0, width: 0 };
const PLAIN: Conv2dOptions = Conv2dOptions { stride: ONE, padding: NONE, dilation: ONE, groups: 1 };
const OVERLAPPING: Pool2dOptions = Pool2dOptions { kernel: THREE, stride: TWO, padding: ONE };

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
            Conv2dOptions { padding: Size2d { height: 1, width: 2 }, ..PLAIN },
            Identity,
        )
    }),
    ("conv2d", "stride, kernel larger", &[&[2, 2, 7, 6], &[3, 2, 3, 3], &[3]], |_, x| {
        x[0].conv2d(x[1], x[2], Conv2dOptions { stride: TWO, ..PLAIN }, Identity)
    }),
    ("conv2d", "stride, kernel smaller", &[&[1, 2, 7, 7], &[2, 2, 2, 2], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], Conv2dOptions { stride: THREE, ..PLAIN }, Identity)
    }),
    ("conv2d", "dilation", &[&[1, 2, 7, 6], &[2, 2, 3, 2], &[2]], |_, x| {
        x[0].conv2d(x[1], x[2], Conv2dOptions { dilation: TWO, ..PLAIN }, Identity)
    }),
    ("conv2d", "groups", &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]], |_, x| {
        x[0].conv2d(x[1], x[2], Conv2dOptions { groups: 2, ..PLAIN }, Identity)
    }),
    ("conv2d", "all settings", &[&[2, 4, 9, 8], &[4, 2, 3, 2], &[4]], |_, x| {
        let settings = Conv2dOptions { stride: TWO, padding: ONE, dilation: THREE, groups: 2 };
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
        x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, activations::Tanh, Pool2dOptions::new(2))
    }),
    ("conv2d_max_pool2d", "places left over", &[&[3, 1, 5, 7], &[2, 1, 2, 3], &[2]], |_, x| {
        x[0].conv2d_max_pool2d(x[1], x[2], PLAIN, activations::Tanh, Pool2dOptions::new(3))
    }),
    ("conv2d_max_pool2d", "groups and padding", &[&[2, 4, 4, 4], &[6, 2, 3, 3], &[6]], |_, x| {
        let settings = Conv2dOptions { padding: ONE, groups: 2, ..PLAIN };
        x[0].conv2d_max_pool2d(x[1], x[2], settings, activations::Tanh, Pool2dOptions::new(2))
    }),
    ("max_pool2d", "", &[&[2, 3, 4, 6]], |_, x| x[0].max_pool2d(Pool2dOptions::new(2))),
    ("max_pool2d", "odd sides", &[&[1, 2, 5, 7]], |_, x| x[0].max_pool2d(Pool2dOptions::new(2))),
    ("max_pool2d", "overlapping, padded", &[&[2, 2, 5, 6]], |_, x| x[0].max_pool2d(OVERLAPPING)),
    ("avg_pool2d", "", &[&[2, 3, 4, 6]], |_, x| {
        x[0].avg_pool2d(Pool2dOptions::new(2), Average::WithPadding)
    }),
    ("avg_pool2d", "overlapping, padded", &[&[2, 2, 5, 6]], |_, x| {
        x[0].avg_pool2d(OVERLAPPING, Average::WithPadding)
    }),
    ("avg_pool2d", "of pixels", &[&[2, 2, 5, 6]], |_, x| {
        x[0].avg_pool2d(OVERLAPPING, Average::OfPixels)
    }),
    ("global_avg_pool", "", &[&[2, 3, 4, 5]], |_, x| x[0].global_avg_pool()),
];
