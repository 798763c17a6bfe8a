//! Further losses, weights of samples, ignored samples, and reductions.

use crate::support::Golden;
use losses::{
    BinaryFocal, CrossEntropy, Focal, Hinge, Huber, IgnoreIndex, KlDivergence, LabelSmoothing,
    MeanAbsoluteError, MultiMargin, SampleWeighted, SoftCrossEntropy,
};
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("further_losses", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("further_losses", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    of_numbers(golden);
    of_classes(golden, "classes");
    of_classes(golden, "classes_extreme");
    for case in ["soft", "soft_extreme", "soft_other_sum"] {
        let target = golden.tensor(&format!("{case}.target"));
        let t = target.as_slice();
        golden.operation(case, ["x"], "cross_entropy", |[x]| x.loss(&SoftCrossEntropy, t));
        golden.operation(case, ["x"], "divergence", |[x]| x.loss(&KlDivergence, t));
    }
    of_yes_or_no(golden, "yes_or_no");
    of_yes_or_no(golden, "yes_or_no_extreme");
    weighted(golden);
}

fn of_numbers<T: Float>(golden: &mut Golden<T>) {
    let target = golden.tensor("numbers.target");
    let (case, t) = ("numbers", target.as_slice());
    golden.operation(case, ["x"], "absolute", |[x]| x.loss(&MeanAbsoluteError, t));
    golden.operation(case, ["x"], "huber_1", |[x]| x.loss(&Huber::default(), t));
    golden.operation(case, ["x"], "huber_quarter", |[x]| x.loss(&Huber { delta: 0.25 }, t));
    golden.operation(case, ["x"], "absolute_none", |[x]| x.unreduced_loss(&MeanAbsoluteError, t));
}

fn of_classes<T: Float>(golden: &mut Golden<T>, case: &str) {
    let t = &golden.classes(&format!("{case}.target"))[..];
    for (name, smoothing) in [("smoothing_0", 0.0), ("smoothing_0_1", 0.1)] {
        golden.operation(case, ["x"], name, |[x]| x.loss(&LabelSmoothing { smoothing }, t));
    }
    for (name, margin) in [("margin_1", 1.0), ("margin_half", 0.5)] {
        golden.operation(case, ["x"], name, |[x]| x.loss(&MultiMargin { margin }, t));
    }
    for (name, gamma) in [("focal_0", 0.0), ("focal_2", 2.0)] {
        golden.operation(case, ["x"], name, |[x]| x.loss(&Focal { gamma }, t));
    }
    golden.operation(case, ["x"], "none", |[x]| x.unreduced_loss(&CrossEntropy, t));
    golden.operation(case, ["x"], "sum", |[x]| x.unreduced_loss(&CrossEntropy, t).sum());
}

fn of_yes_or_no<T: Float>(golden: &mut Golden<T>, case: &str) {
    let target = golden.tensor(&format!("{case}.target"));
    let signs = target.clone().map(|t| t + t - T::one());
    let (t, plain) = (target.as_slice(), BinaryFocal { gamma: 1.5, alpha: None });
    golden.operation(case, ["x"], "hinge", |[x]| x.loss(&Hinge, signs.as_slice()));
    golden.operation(case, ["x"], "focal", |[x]| x.loss(&BinaryFocal::default(), t));
    golden.operation(case, ["x"], "focal_plain", |[x]| x.loss(&plain, t));
}

fn weighted<T: Float>(golden: &mut Golden<T>) {
    let (case, t) = ("weighted", &golden.classes("weighted.target")[..]);
    let of_class = golden.tensor("weighted.weight");
    let weights: Vec<T> = t.iter().map(|class| of_class.as_slice()[*class]).collect();
    let loss = SampleWeighted { loss: CrossEntropy, weights: &weights };
    golden.operation(case, ["x"], "class_weights", |[x]| x.loss(&loss, t));
    golden.operation(case, ["x"], "class_weights_none", |[x]| x.unreduced_loss(&loss, t));
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: 2 };
    golden.operation(case, ["x"], "ignored", |[x]| x.loss(&ignoring, t));
    golden.operation(case, ["x"], "ignored_sum", |[x]| x.unreduced_loss(&ignoring, t).sum());
    let both = IgnoreIndex { loss, index: 4 };
    golden.operation(case, ["x"], "both", |[x]| x.loss(&both, t));
}
