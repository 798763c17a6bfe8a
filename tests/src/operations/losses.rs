//! Losses, reduced to their mean and sample by sample.

use super::{Operation, each, op};
use ::losses::{
    BinaryFocal, CrossEntropy, Focal, Hinge, Huber, IgnoreIndex, KlDivergence, LabelSmoothing,
    MeanAbsoluteError, MultiMargin, SampleWeighted, SoftCrossEntropy,
};
use numeric::Float;

const SIX: &[&[usize]] = &[&[3, 2]];
const ROWS_OF_THREE: &[&[usize]] = &[&[2, 3]];
const LOGITS: &[&[usize]] = &[&[4, 6]];
const VALUES: &[f64] = &[0.0, 1.0, -3.0, 0.2, 0.1, 2.0];
const SIGNS: &[f64] = &[1.0, -1.0, -1.0, 1.0, 1.0, -1.0];
const LABELS: &[f64] = &[1.0, 0.0, 0.0, 1.0, 1.0, 0.0];
const PROBABILITIES: &[f64] = &[0.2, 0.5, 0.3, 1.0, 0.0, 0.0];
const CLASSES: &[f64] = &[0.0, 5.0, 2.0, 2.0];
const OF_CLASSES: &str = "classes classes_extreme";
const OF_LABELS: &str = "yes_or_no yes_or_no_extreme";
const SOFT: &str = "soft soft_extreme soft_other_sum";

pub(super) const ROWS: &[Operation] = &[
    op("loss", "cross-entropy", LOGITS, each!(|x, t| x[0].cross_entropy(&t.classes)))
        .target(CLASSES)
        .golden("losses", "ce_random ce_one_sample ce_extreme", "x", "loss"),
    op(
        "loss",
        "cross-entropy, doubled",
        LOGITS,
        each!(|x, t| { x[0].cross_entropy(&t.classes) * 2.0 }),
    )
    .target(CLASSES),
    op(
        "loss",
        "cross-entropy, one sample",
        &[&[1, 3]],
        each!(|x, t| { x[0].cross_entropy(&t.classes) }),
    )
    .target(&[1.0]),
    op(
        "loss",
        "binary cross-entropy",
        &[&[4, 2]],
        each!(|x, t| { x[0].binary_cross_entropy_with_logits(&t.values) }),
    )
    .target(&[0.0, 1.0, 0.3, 0.0, 1.0, 1.0, 0.9, 0.5])
    .golden("losses", "bce_random bce_extreme", "x", "loss"),
    op("loss", "mean squared error", SIX, each!(|x, t| x[0].mean_squared_error(&t.values)))
        .target(VALUES)
        .golden("losses", "mse_random mse_one_number", "x", "loss"),
    op("loss", "mean absolute error", SIX, each!(|x, t| x[0].loss(&MeanAbsoluteError, &t.values)))
        .target(VALUES)
        .golden("further_losses", "numbers", "x", "absolute"),
    op("loss", "Huber", SIX, each!(|x, t| x[0].loss(&Huber::default(), &t.values)))
        .target(VALUES)
        .golden("further_losses", "numbers", "x", "huber_1"),
    op(
        "loss",
        "Huber, another delta",
        SIX,
        each!(|x, t| { x[0].loss(&Huber { delta: 0.25 }, &t.values) }),
    )
    .target(VALUES)
    .golden("further_losses", "numbers", "x", "huber_quarter"),
    op("loss", "hinge", SIX, each!(|x, t| x[0].loss(&Hinge, &t.values))).target(SIGNS),
    op("loss", "hinge", SIX, each!(|x, t| x[0].loss(&Hinge, &signs(&t.values))))
        .target(LABELS)
        .golden("further_losses", OF_LABELS, "x", "hinge"),
    op("loss", "binary focal", SIX, each!(|x, t| x[0].loss(&BinaryFocal::default(), &t.values)))
        .target(LABELS)
        .golden("further_losses", OF_LABELS, "x", "focal"),
    op(
        "loss",
        "binary focal, plain",
        SIX,
        each!(|x, t| { x[0].loss(&BinaryFocal { gamma: 1.5, alpha: None }, &t.values) }),
    )
    .target(LABELS)
    .golden("further_losses", OF_LABELS, "x", "focal_plain"),
    op(
        "loss",
        "binary focal, a small exponent",
        SIX,
        each!(|x, t| { x[0].loss(&BinaryFocal { gamma: 0.5, alpha: None }, &t.values) }),
    )
    .target(LABELS),
    op(
        "loss",
        "soft cross-entropy",
        ROWS_OF_THREE,
        each!(|x, t| { x[0].loss(&SoftCrossEntropy, &t.values) }),
    )
    .target(PROBABILITIES)
    .golden("further_losses", SOFT, "x", "cross_entropy"),
    op(
        "loss",
        "soft cross-entropy, another sum",
        ROWS_OF_THREE,
        each!(|x, t| { x[0].loss(&SoftCrossEntropy, &t.values) }),
    )
    .target(LABELS),
    op("loss", "KL divergence", ROWS_OF_THREE, each!(|x, t| x[0].loss(&KlDivergence, &t.values)))
        .target(PROBABILITIES)
        .golden("further_losses", SOFT, "x", "divergence"),
    op(
        "loss",
        "label smoothing",
        LOGITS,
        each!(|x, t| { x[0].loss(&LabelSmoothing { smoothing: 0.1 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "smoothing_0_1"),
    op(
        "loss",
        "label smoothing, none",
        LOGITS,
        each!(|x, t| { x[0].loss(&LabelSmoothing { smoothing: 0.0 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "smoothing_0"),
    op(
        "loss",
        "multi-margin",
        LOGITS,
        each!(|x, t| { x[0].loss(&MultiMargin { margin: 1.0 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "margin_1"),
    op(
        "loss",
        "multi-margin, half",
        LOGITS,
        each!(|x, t| { x[0].loss(&MultiMargin { margin: 0.5 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "margin_half"),
    op("loss", "focal", LOGITS, each!(|x, t| x[0].loss(&Focal { gamma: 2.0 }, &t.classes)))
        .target(CLASSES)
        .golden("further_losses", OF_CLASSES, "x", "focal_2"),
    op(
        "loss",
        "focal, exponent 0",
        LOGITS,
        each!(|x, t| { x[0].loss(&Focal { gamma: 0.0 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "focal_0"),
    op(
        "loss",
        "focal, a small exponent",
        LOGITS,
        each!(|x, t| { x[0].loss(&Focal { gamma: 0.5 }, &t.classes) }),
    )
    .target(CLASSES),
    op(
        "loss",
        "weighted",
        LOGITS,
        each!(|x, t| {
            let weights = &[0.5, 0.0, 3.0, 1.0];
            x[0].loss(&SampleWeighted { loss: CrossEntropy, weights }, &t.classes)
        }),
    )
    .target(CLASSES),
    op(
        "loss",
        "a class ignored",
        LOGITS,
        each!(|x, t| { x[0].loss(&IgnoreIndex { loss: CrossEntropy, index: 2 }, &t.classes) }),
    )
    .target(CLASSES)
    .golden("further_losses", "weighted", "x", "ignored"),
    op("unreduced_loss", "", LOGITS, each!(|x, t| x[0].unreduced_loss(&CrossEntropy, &t.classes)))
        .target(CLASSES)
        .golden("further_losses", OF_CLASSES, "x", "none"),
    op(
        "unreduced_loss",
        "added up",
        LOGITS,
        each!(|x, t| { x[0].unreduced_loss(&CrossEntropy, &t.classes).sum() }),
    )
    .target(CLASSES)
    .golden("further_losses", OF_CLASSES, "x", "sum"),
    op(
        "unreduced_loss",
        "a class ignored, added up",
        LOGITS,
        each!(|x, t| {
            let loss = IgnoreIndex { loss: CrossEntropy, index: 2 };
            x[0].unreduced_loss(&loss, &t.classes).sum()
        }),
    )
    .target(CLASSES)
    .golden("further_losses", "weighted", "x", "ignored_sum"),
    op(
        "unreduced_loss",
        "of values",
        SIX,
        each!(|x, t| { x[0].unreduced_loss(&MeanAbsoluteError, &t.values) }),
    )
    .target(VALUES)
    .golden("further_losses", "numbers", "x", "absolute_none"),
    op(
        "unreduced_loss",
        "three axes",
        &[&[2, 2, 6]],
        each!(|x, t| { x[0].unreduced_loss(&CrossEntropy, &t.classes) }),
    )
    .target(CLASSES),
    op(
        "unreduced_loss",
        "weighted, added up",
        SIX,
        each!(|x, t| {
            let loss = SampleWeighted { loss: MeanAbsoluteError, weights: &[0.5, 2.0, 3.0] };
            x[0].unreduced_loss(&loss, &t.values).sum()
        }),
    )
    .target(VALUES),
];

/// −1 and 1 for the labels 0 and 1.
fn signs<T: Float>(labels: &[T]) -> Vec<T> {
    labels.iter().map(|t| *t + *t - T::one()).collect()
}
