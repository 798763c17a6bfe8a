//! Softmax and its logarithm, for logits small and large.

use crate::support::Golden;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("softmax", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("softmax", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    for case in ["random", "one_number", "three_axes", "extreme"] {
        golden.operation(case, ["x"], "softmax", |[x]| x.softmax());
        golden.operation(case, ["x"], "log_softmax", |[x]| x.log_softmax());
    }
}
