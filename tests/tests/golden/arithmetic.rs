//! Arithmetic, with axes of length 1 and missing ones repeated.

use crate::support::Golden;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("arithmetic", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("arithmetic", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    for pair in 0..8 {
        let case = format!("pair_{pair}");
        golden.operation(&case, ["a", "b"], "add", |[a, b]| a + b);
        golden.operation(&case, ["a", "b"], "sub", |[a, b]| a - b);
        golden.operation(&case, ["a", "b"], "mul", |[a, b]| a * b);
        golden.operation(&case, ["a", "b"], "div", |[a, b]| a / b);
    }
    golden.operation("matrix", ["x"], "neg", |[x]| -x);
    golden.operation("matrix", ["x"], "used_three_times", |[x]| x * x - x);
}
