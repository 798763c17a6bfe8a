//! Losses, averaged over the batch.

use crate::support::Golden;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("losses", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("losses", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    for case in ["mse_random", "mse_one_number"] {
        let target = golden.tensor(&format!("{case}.target"));
        golden.operation(case, ["x"], "loss", |[x]| x.mean_squared_error(target.as_slice()));
    }
    for case in ["bce_random", "bce_extreme"] {
        let target = golden.tensor(&format!("{case}.target"));
        golden.operation(case, ["x"], "loss", |[x]| {
            x.binary_cross_entropy_with_logits(target.as_slice())
        });
    }
    for case in ["ce_random", "ce_one_sample", "ce_extreme"] {
        let classes = golden.classes(&format!("{case}.target"));
        golden.operation(case, ["x"], "loss", |[x]| x.cross_entropy(&classes));
    }
}
