//! Activation functions, from their kink at 0 to where they are flat.

use crate::support::Golden;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("activations", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("activations", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    golden.operation("grid", ["x"], "sigmoid", |[x]| x.sigmoid());
    golden.operation("grid", ["x"], "tanh", |[x]| x.tanh());
    golden.operation("grid", ["x"], "relu", |[x]| x.relu());
    golden.operation("grid", ["x"], "leaky_relu_0.01", |[x]| x.leaky_relu(0.01));
    golden.operation("grid", ["x"], "leaky_relu_0.2", |[x]| x.leaky_relu(0.2));
    golden.operation("grid", ["x"], "gelu", |[x]| x.gelu());
}
