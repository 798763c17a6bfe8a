//! Further losses, weights of samples, ignored samples, and reductions.

use crate::operations::rows;
use crate::support::Golden;
use losses::{CrossEntropy, IgnoreIndex, SampleWeighted};
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
    rows(golden, "further_losses");
    class_weights(golden);
}

/// A weight for each class, which the crate knows as a weight for each sample.
fn class_weights<T: Float>(golden: &mut Golden<T>) {
    let (case, t) = ("weighted", &golden.classes("weighted.target")[..]);
    let of_class = golden.tensor("weighted.weight");
    let weights: Vec<T> = t.iter().map(|class| of_class.as_slice()[*class]).collect();
    let loss = SampleWeighted { loss: CrossEntropy, weights: &weights };
    golden.operation(case, &["x"], "class_weights", &|x| x[0].loss(&loss, t));
    golden.operation(case, &["x"], "class_weights_none", &|x| x[0].unreduced_loss(&loss, t));
    let both = IgnoreIndex { loss, index: 4 };
    golden.operation(case, &["x"], "both", &|x| x[0].loss(&both, t));
}
