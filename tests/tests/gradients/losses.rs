//! Further losses, and losses sample by sample.

use crate::Case;
use losses::{
    BinaryFocal, CrossEntropy, Focal, Hinge, Huber, IgnoreIndex, KlDivergence, LabelSmoothing,
    MeanAbsoluteError, MultiMargin, SampleWeighted, SoftCrossEntropy,
};

const NUMBERS: [f64; 6] = [0.0, 1.0, -3.0, 0.2, 0.1, 2.0];
const SIGNS: [f64; 6] = [1.0, -1.0, -1.0, 1.0, 1.0, -1.0];
const LABELS: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 1.0, 0.0];
const PROBABILITIES: [f64; 6] = [0.2, 0.5, 0.3, 1.0, 0.0, 0.0];
const CLASSES: [usize; 4] = [0, 5, 2, 2];

pub const CASES: &[Case] = &[
    ("loss", "mean absolute error", &[&[3, 2]], |_, x| x[0].loss(&MeanAbsoluteError, &NUMBERS)),
    ("loss", "Huber", &[&[3, 2]], |_, x| x[0].loss(&Huber { delta: 0.8 }, &NUMBERS)),
    ("loss", "hinge", &[&[3, 2]], |_, x| x[0].loss(&Hinge, &SIGNS)),
    ("loss", "binary focal", &[&[3, 2]], |_, x| x[0].loss(&BinaryFocal::default(), &LABELS)),
    ("loss", "binary focal, plain", &[&[3, 2]], |_, x| {
        x[0].loss(&BinaryFocal { gamma: 0.5, alpha: None }, &LABELS)
    }),
    ("loss", "soft cross-entropy", &[&[2, 3]], |_, x| x[0].loss(&SoftCrossEntropy, &PROBABILITIES)),
    ("loss", "soft cross-entropy, another sum", &[&[2, 3]], |_, x| {
        x[0].loss(&SoftCrossEntropy, &LABELS)
    }),
    ("loss", "KL divergence", &[&[2, 3]], |_, x| x[0].loss(&KlDivergence, &PROBABILITIES)),
    ("loss", "label smoothing", &[&[4, 6]], |_, x| {
        x[0].loss(&LabelSmoothing { smoothing: 0.2 }, &CLASSES)
    }),
    ("loss", "multi-margin", &[&[4, 6]], |_, x| x[0].loss(&MultiMargin::default(), &CLASSES)),
    ("loss", "focal", &[&[4, 6]], |_, x| x[0].loss(&Focal::default(), &CLASSES)),
    ("loss", "focal, a small exponent", &[&[4, 6]], |_, x| {
        x[0].loss(&Focal { gamma: 0.5 }, &CLASSES)
    }),
    ("loss", "weighted", &[&[4, 6]], |_, x| {
        x[0].loss(&SampleWeighted { loss: CrossEntropy, weights: &[0.5, 0.0, 3.0, 1.0] }, &CLASSES)
    }),
    ("loss", "a class ignored", &[&[4, 6]], |_, x| {
        x[0].loss(&IgnoreIndex { loss: CrossEntropy, index: 5 }, &CLASSES)
    }),
    ("unreduced_loss", "", &[&[4, 6]], |_, x| x[0].unreduced_loss(&CrossEntropy, &CLASSES)),
    ("unreduced_loss", "three axes", &[&[2, 2, 6]], |_, x| {
        x[0].unreduced_loss(&CrossEntropy, &CLASSES)
    }),
    ("unreduced_loss", "weighted, added up", &[&[3, 2]], |_, x| {
        let loss = SampleWeighted { loss: MeanAbsoluteError, weights: &[0.5, 2.0, 3.0] };
        x[0].unreduced_loss(&loss, &NUMBERS).sum()
    }),
];
