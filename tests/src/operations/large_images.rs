//! Convolution and pooling of images that are more than a GPU's block computes at a time, with odd edges.

use super::{Operation, each, op};
use ::activations::Relu;
use cnn::prelude::{
    Average, Conv1dOptions, Conv2dOptions, ConvOps, ConvTranspose2dOptions, Identity,
    Pool2dOptions, PoolOps,
};

fn strided() -> Conv2dOptions {
    Conv2dOptions { stride: 2.into(), padding: 1.into(), ..Conv2dOptions::default() }
}

fn same() -> Conv2dOptions {
    Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() }
}

fn overlapping() -> Pool2dOptions {
    Pool2dOptions { stride: 2.into(), padding: 1.into(), ..Pool2dOptions::new(3) }
}

pub(super) const ROWS: &[Operation] = &[
    op(
        "conv2d",
        "many filters, large images, stride",
        &[&[5, 3, 17, 19], &[70, 3, 3, 3], &[70]],
        each!(|x, _| x[0].conv2d(x[1], x[2], strided(), Identity)),
    ),
    op(
        "conv2d",
        "many channels, more taps than are looked up together",
        &[&[2, 35, 9, 11], &[20, 35, 3, 2], &[20]],
        each!(|x, _| x[0].conv2d(x[1], x[2], same(), Relu)),
    ),
    op(
        "conv2d",
        "more positions than one block sums up",
        &[&[3, 2, 41, 37], &[5, 2, 3, 3], &[5]],
        each!(|x, _| x[0].conv2d(x[1], x[2], Conv2dOptions::default(), Identity)),
    ),
    op(
        "conv2d",
        "large groups",
        &[&[3, 36, 7, 9], &[34, 18, 3, 3], &[34]],
        each!(|x, _| {
            let options = Conv2dOptions { groups: 2, ..strided() };
            x[0].conv2d(x[1], x[2], options, Identity)
        }),
    ),
    op(
        "conv1d",
        "long sequences",
        &[&[3, 4, 301], &[18, 4, 5], &[18]],
        each!(|x, _| {
            let options = Conv1dOptions { stride: 3, dilation: 2, ..Conv1dOptions::default() };
            x[0].conv1d(x[1], x[2], options, Identity)
        }),
    ),
    op(
        "conv_transpose2d",
        "many filters, large images, stride",
        &[&[3, 20, 9, 10], &[20, 37, 3, 4], &[37]],
        each!(|x, _| {
            let options = ConvTranspose2dOptions {
                stride: [2, 3].into(),
                padding: 1.into(),
                ..ConvTranspose2dOptions::default()
            };
            x[0].conv_transpose2d(x[1], x[2], options, Identity)
        }),
    ),
    op(
        "conv2d_max_pool2d",
        "windows that overlap",
        &[&[5, 3, 17, 19], &[20, 3, 3, 3], &[20]],
        each!(|x, _| x[0].conv2d_max_pool2d(x[1], x[2], same(), Relu, overlapping())),
    ),
    op(
        "max_pool2d",
        "many channels, windows that overlap",
        &[&[3, 5, 17, 19]],
        each!(|x, _| x[0].max_pool2d(overlapping())),
    ),
    op(
        "avg_pool2d",
        "many channels, windows that overlap",
        &[&[3, 5, 17, 19]],
        each!(|x, _| x[0].avg_pool2d(overlapping(), Average::OfPixels)),
    ),
    op(
        "global_avg_pool",
        "large channels",
        &[&[2, 3, 31, 37]],
        each!(|x, _| x[0].global_avg_pool()),
    ),
];
