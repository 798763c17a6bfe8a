//! Losses with class weights, and with the classes on axis 1.

use super::{Operation, each, op};
use ::losses::{
    ClassWeighted, CrossEntropy, IgnoreIndex, LabelSmoothing, NegativeLogLikelihood,
    SoftCrossEntropy,
};

const ROWS_OF_THREE: &[&[usize]] = &[&[2, 3]];
const IMAGES: &[&[usize]] = &[&[2, 3, 2, 2]];
const CLASSES: &[f64] = &[0.0, 2.0];
const PIXELS: &[f64] = &[0.0, 1.0, 2.0, 2.0, 1.0, 1.0, 0.0, 2.0];
const PROBABILITIES: &[f64] = &[0.2, 0.5, 0.3, 1.0, 0.0, 0.0];

/// Weights of three classes.
fn weights() -> Vec<f64> {
    vec![0.5, 2.0, 1.25]
}

pub(super) const ROWS: &[Operation] = &[
    op(
        "loss",
        "class weights",
        ROWS_OF_THREE,
        each!(|x, t| {
            let loss = ClassWeighted { loss: CrossEntropy, weights: weights() };
            x[0].loss(&loss, &t.classes)
        }),
    )
    .target(CLASSES),
    op(
        "loss",
        "class weights, smoothed",
        ROWS_OF_THREE,
        each!(|x, t| {
            let loss = LabelSmoothing { smoothing: 0.2 };
            x[0].loss(&ClassWeighted { loss, weights: weights() }, &t.classes)
        }),
    )
    .target(CLASSES),
    op(
        "loss",
        "class weights, probabilities",
        ROWS_OF_THREE,
        each!(|x, t| {
            let loss = ClassWeighted { loss: SoftCrossEntropy, weights: weights() };
            x[0].loss(&loss, &t.values)
        }),
    )
    .target(PROBABILITIES),
    op(
        "loss",
        "negative log-likelihood",
        ROWS_OF_THREE,
        each!(|x, t| { x[0].loss(&NegativeLogLikelihood, &t.classes) }),
    )
    .target(CLASSES),
    op(
        "channel_loss",
        "classes on axis 1",
        IMAGES,
        each!(|x, t| {
            let loss = ClassWeighted { loss: CrossEntropy, weights: weights() };
            x[0].channel_loss(&IgnoreIndex { loss, index: 1 }, &t.classes)
        }),
    )
    .target(PIXELS),
    op(
        "channel_loss",
        "smoothed, doubled",
        IMAGES,
        each!(|x, t| { x[0].channel_loss(&LabelSmoothing::default(), &t.classes) * 2.0 }),
    )
    .target(PIXELS),
    op(
        "unreduced_loss",
        "classes on axis 1",
        IMAGES,
        each!(|x, t| { x[0].unreduced_channel_loss(&CrossEntropy, &t.classes) }),
    )
    .target(PIXELS),
];
