//! Pooling with each setting, its sizes odd; and numbers that are equal.

use crate::support::Golden;
use autograd::Var;
use cnn::prelude::{Average, Conv, Pooling};
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("pools", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("pools", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let cases = [
        ("halves", Pooling::of(2)),
        ("odd_halves", Pooling::of(2)),
        ("overlapping", Pooling { stride: 2.into(), ..Pooling::of(3) }),
        ("padded", Pooling { stride: 2.into(), padding: 1.into(), ..Pooling::of(3) }),
        (
            "not_square",
            Pooling { stride: [3, 2].into(), padding: [1, 0].into(), ..Pooling::of([2, 3]) },
        ),
        ("step_over", Pooling { stride: 3.into(), ..Pooling::of(2) }),
    ];
    for (case, pooling) in cases {
        max(golden, case, "max", pooling);
        for (name, average) in [("avg", Average::WithPadding), ("avg_of_pixels", Average::OfPixels)]
        {
            golden.operation(case, ["x"], name, |[x]: [Var<'_, T>; 1]| {
                x.avg_pool2d(pooling, average)
            });
        }
    }
    max(golden, "ties", "max", Pooling { stride: 2.into(), padding: 1.into(), ..Pooling::of(3) });
    max(golden, "ties", "max_halves", Pooling::of(2));
    golden.operation("channels", ["x"], "global", |[x]: [Var<'_, T>; 1]| x.global_avg_pool());
}

fn max<T: Float>(golden: &mut Golden<T>, case: &str, name: &str, pooling: Pooling) {
    golden.operation(case, ["x"], name, |[x]: [Var<'_, T>; 1]| x.max_pool2d(pooling));
}
