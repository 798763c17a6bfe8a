//! Functions of mathematics, and one of two numbers.

use crate::support::Golden;
use numeric::Float;
use tensor::{Shape, Tensor, expect_shape};

#[test]
fn f32() {
    Golden::<f32>::test("functions", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("functions", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    golden.operation("positive", ["x"], "ln", |[x]| x.ln());
    golden.operation("positive", ["x"], "sqrt", |[x]| x.sqrt());
    for power in [0.0, 0.3, 1.0, 1.7, -0.5] {
        golden.operation("positive", ["x"], &format!("powf_{power}"), |[x]| x.powf(power));
    }
    golden.operation("signed", ["x"], "exp", |[x]| x.exp());
    for power in [0, 1, 2, 3, -1, -2] {
        golden.operation("signed", ["x"], &format!("powi_{power}"), |[x]| x.powi(power));
    }
    golden.operation("with_zero", ["x"], "abs", |[x]| x.abs());
    for power in [0, 1, 2] {
        golden.operation("with_zero", ["x"], &format!("powi_{power}"), |[x]| x.powi(power));
    }
    for case in ["equal", "repeated"] {
        golden.operation(case, ["a", "b"], "maximum", |[a, b]| a.maximum(b));
        golden.operation(case, ["a", "b"], "minimum", |[a, b]| a.minimum(b));
        golden.operation(case, ["a", "b"], "where", |[a, b]| {
            a.where_(&mask(expect_shape(a.shape().broadcast("mask", b.shape()))), b)
        });
    }
}

/// Two of three numbers, counted in memory: the script makes the same.
fn mask<T: Float>(shape: Shape) -> Tensor<T> {
    let mut places = 0u32..;
    Tensor::from_fn(shape, || T::of(f64::from(places.next().unwrap_or(0) % 3)))
}
