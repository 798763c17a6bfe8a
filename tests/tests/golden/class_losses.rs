//! Class weights, negative log-likelihood, and losses with the classes on axis 1.

use crate::support::Golden;
use losses::{
    ClassWeighted, CrossEntropy, IgnoreIndex, LabelSmoothing, Loss, NegativeLogLikelihood,
    SoftCrossEntropy,
};
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("class_losses", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("class_losses", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let weights = golden.tensor("weights.of_classes");
    let weights: Vec<f64> = weights.as_slice().iter().map(|w| w.as_f64()).collect();
    let of_class =
        |smoothing| ClassWeighted { loss: LabelSmoothing { smoothing }, weights: weights.clone() };
    for case in ["two_axes", "three_axes", "four_axes"] {
        both(golden, case, "plain", &CrossEntropy);
        let weighted = ClassWeighted { loss: CrossEntropy, weights: weights.clone() };
        both(golden, case, "weighted", &weighted);
        both(golden, case, "ignored", &IgnoreIndex { loss: CrossEntropy, index: 2 });
        both(golden, case, "smoothed", &LabelSmoothing { smoothing: 0.1 });
        both(golden, case, "weighted_smoothed", &of_class(0.1));
        both(golden, case, "all", &IgnoreIndex { loss: of_class(0.25), index: 4 });
        mean(golden, case, "nll", &NegativeLogLikelihood);
        let weighted = ClassWeighted { loss: NegativeLogLikelihood, weights: weights.clone() };
        mean(golden, case, "nll_weighted", &weighted);
        mean(golden, case, "nll_both", &IgnoreIndex { loss: weighted, index: 4 });
    }
    let target = golden.tensor("soft.target");
    let soft = ClassWeighted { loss: SoftCrossEntropy, weights };
    golden.operation("soft", &["x"], "weighted", &|x| x[0].loss(&soft, target.as_slice()));
    golden.operation("soft", &["x"], "weighted_none", &|x| {
        x[0].unreduced_loss(&soft, target.as_slice())
    });
}

/// The mean, and the loss of each position.
fn both<T: Float, L>(golden: &mut Golden<T>, case: &str, name: &str, loss: &L)
where
    L: Loss<T, Target = [usize]>,
{
    mean(golden, case, name, loss);
    let target = golden.classes(&format!("{case}.target"));
    golden.operation(case, &["x"], &format!("{name}_none"), &|x| {
        x[0].unreduced_channel_loss(loss, &target)
    });
}

fn mean<T: Float, L>(golden: &mut Golden<T>, case: &str, name: &str, loss: &L)
where
    L: Loss<T, Target = [usize]>,
{
    let target = golden.classes(&format!("{case}.target"));
    golden.operation(case, &["x"], name, &|x| x[0].channel_loss(loss, &target));
}
