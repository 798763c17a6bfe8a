//! Losses with class weights, with the classes on axis 1, and of more classes or samples than a block of a
//! GPU has threads.

use super::{Operation, each, op};
use ::losses::{
    ClassWeighted, CrossEntropy, Focal, IgnoreIndex, KlDivergence, LabelSmoothing,
    MeanSquaredError, MultiMargin, NegativeLogLikelihood, SoftCrossEntropy,
};

const ROWS_OF_THREE: &[&[usize]] = &[&[2, 3]];
const IMAGES: &[&[usize]] = &[&[2, 3, 2, 2]];
const CLASSES: &[f64] = &[0.0, 2.0];
const PIXELS: &[f64] = &[0.0, 1.0, 2.0, 2.0, 1.0, 1.0, 0.0, 2.0];
const PROBABILITIES: &[f64] = &[0.2, 0.5, 0.3, 1.0, 0.0, 0.0];

const LONG: &[&[usize]] = &[&[2, 300]];
const MANY: &[&[usize]] = &[&[130, 3]];
const TWO: &[f64] = &[7.0, 299.0];
const MANY_CLASSES: &[f64] = &classes();
const FRACTIONS: &[f64] = &fractions();

const fn classes() -> [f64; 130] {
    let (mut classes, mut i) = ([0.0; 130], 0);
    while i < 130 {
        classes[i] = (i * i % 3) as f64;
        i += 1;
    }
    classes
}

const fn fractions() -> [f64; 600] {
    let (mut fractions, mut i) = ([0.0; 600], 0);
    while i < 600 {
        fractions[i] = (i % 7) as f64 / 900.0;
        i += 1;
    }
    fractions
}

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
    op("loss", "300 classes", LONG, each!(|x, t| x[0].cross_entropy(&t.classes))).target(TWO),
    op(
        "loss",
        "300 classes, smoothed",
        LONG,
        each!(|x, t| x[0].loss(&LabelSmoothing::default(), &t.classes)),
    )
    .target(TWO),
    op("loss", "300 classes, focal", LONG, each!(|x, t| x[0].loss(&Focal::default(), &t.classes)))
        .target(TWO),
    op(
        "loss",
        "300 classes, by a margin",
        LONG,
        each!(|x, t| x[0].loss(&MultiMargin::default(), &t.classes)),
    )
    .target(TWO),
    op(
        "loss",
        "300 log-probabilities",
        LONG,
        each!(|x, t| x[0].loss(&NegativeLogLikelihood, &t.classes)),
    )
    .target(TWO),
    op("loss", "300 fractions", LONG, each!(|x, t| x[0].loss(&SoftCrossEntropy, &t.values)))
        .target(FRACTIONS),
    op("loss", "300 fractions, KL", LONG, each!(|x, t| x[0].loss(&KlDivergence, &t.values)))
        .target(FRACTIONS),
    op("loss", "300 values", LONG, each!(|x, t| x[0].loss(&MeanSquaredError, &t.values)))
        .target(FRACTIONS),
    op("loss", "130 samples", MANY, each!(|x, t| x[0].cross_entropy(&t.classes)))
        .target(MANY_CLASSES),
    op("loss", "130 values", &[&[130, 1]], each!(|x, t| x[0].mean_squared_error(&t.values)))
        .target(MANY_CLASSES),
    op(
        "unreduced_loss",
        "130 samples, weighted, one class ignored",
        MANY,
        each!(|x, t| {
            let loss = ClassWeighted { loss: CrossEntropy, weights: vec![0.5, 2.0, 1.25] };
            x[0].unreduced_loss(&IgnoreIndex { loss, index: 1 }, &t.classes)
        }),
    )
    .target(MANY_CLASSES),
    op(
        "loss",
        "a class that is none is ignored",
        &[&[130, 2]],
        each!(|x, t| x[0].loss(&IgnoreIndex { loss: CrossEntropy, index: 2 }, &t.classes)),
    )
    .target(MANY_CLASSES),
    op(
        "channel_loss",
        "130 positions",
        &[&[2, 3, 13, 5]],
        each!(|x, t| {
            let loss = IgnoreIndex { loss: LabelSmoothing::default(), index: 1 };
            x[0].channel_loss(&loss, &t.classes)
        }),
    )
    .target(MANY_CLASSES),
    op(
        "unreduced_loss",
        "130 positions",
        &[&[2, 3, 13, 5]],
        each!(|x, t| x[0].unreduced_channel_loss(&Focal::default(), &t.classes)),
    )
    .target(MANY_CLASSES),
];
