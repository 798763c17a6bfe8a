//! Normalizations, and dropout, which drops the same on the way back.

use crate::Case;
use normalization::prelude::*;
use regularization::prelude::*;
use tensor::Tensor;

pub const CASES: &[Case] = &[
    ("batch_norm", "table", &[&[5, 3], &[3], &[3]], |_, x| x[0].batch_norm(x[1], x[2], 1e-5).0),
    ("batch_norm", "wide table", &[&[3, 18], &[18], &[18]], |_, x| {
        x[0].batch_norm(x[1], x[2], 1e-5).0
    }),
    ("batch_norm", "images", &[&[2, 3, 3, 2], &[3], &[3]], |_, x| {
        x[0].batch_norm(x[1], x[2], 1e-5).0
    }),
    ("batch_norm", "one image, one channel", &[&[1, 1, 3, 7], &[1], &[1]], |_, x| {
        x[0].batch_norm(x[1], x[2], 1e-5).0
    }),
    ("batch_norm", "input used twice", &[&[5, 3], &[3], &[3]], |_, x| {
        x[0].batch_norm(x[1], x[2], 1e-3).0 * x[0]
    }),
    ("batch_norm_inference", "images", &[&[2, 3, 2, 2], &[3], &[3]], |_, x| {
        let [mean, variance] =
            [[0.1, -1.0, 2.0], [1.0, 0.5, 2.0]].map(|n| Tensor::new([3], n.into()));
        x[0].batch_norm_inference(&mean, &variance, x[1], x[2], 1e-5)
    }),
    ("layer_norm", "", &[&[5, 7], &[7], &[7]], |_, x| x[0].layer_norm(x[1], x[2], 1e-5)),
    ("layer_norm", "three axes", &[&[2, 3, 17], &[17], &[17]], |_, x| {
        x[0].layer_norm(x[1], x[2], 1e-5)
    }),
    ("group_norm", "", &[&[2, 4, 3, 2], &[4], &[4]], |_, x| x[0].group_norm(2, x[1], x[2], 1e-5)),
    ("group_norm", "table", &[&[3, 6], &[6], &[6]], |_, x| x[0].group_norm(3, x[1], x[2], 1e-5)),
    ("group_norm", "instances", &[&[2, 3, 5], &[3], &[3]], |_, x| {
        x[0].group_norm(3, x[1], x[2], 1e-5)
    }),
    ("rms_norm", "", &[&[5, 7], &[7]], |_, x| x[0].rms_norm(x[1], 1e-6)),
    ("rms_norm", "three axes", &[&[2, 3, 17], &[17]], |_, x| x[0].rms_norm(x[1], 1e-6)),
    ("dropout", "", &[&[5, 7]], |_, x| x[0].dropout(0.4)),
    ("dropout", "twice", &[&[5, 7]], |_, x| x[0].dropout(0.4) * x[0].dropout(0.2)),
];
