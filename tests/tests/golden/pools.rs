//! Pooling with each setting, its sizes odd; and numbers that are equal.

use crate::support::Golden;
use autograd::Var;
use cnn::prelude::{Average, Conv2dOps, Pool2dOptions};
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
        ("halves", Pool2dOptions::new(2)),
        ("odd_halves", Pool2dOptions::new(2)),
        ("overlapping", Pool2dOptions { stride: 2.into(), ..Pool2dOptions::new(3) }),
        ("padded", Pool2dOptions { stride: 2.into(), padding: 1.into(), ..Pool2dOptions::new(3) }),
        (
            "not_square",
            Pool2dOptions {
                stride: [3, 2].into(),
                padding: [1, 0].into(),
                ..Pool2dOptions::new([2, 3])
            },
        ),
        ("step_over", Pool2dOptions { stride: 3.into(), ..Pool2dOptions::new(2) }),
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
    max(
        golden,
        "ties",
        "max",
        Pool2dOptions { stride: 2.into(), padding: 1.into(), ..Pool2dOptions::new(3) },
    );
    max(golden, "ties", "max_halves", Pool2dOptions::new(2));
    golden.operation("channels", ["x"], "global", |[x]: [Var<'_, T>; 1]| x.global_avg_pool());
}

fn max<T: Float>(golden: &mut Golden<T>, case: &str, name: &str, pooling: Pool2dOptions) {
    golden.operation(case, ["x"], name, |[x]: [Var<'_, T>; 1]| x.max_pool2d(pooling));
}
