//! A layer with each activation, its sizes odd.

use crate::support::Golden;
use activations::{Activation, Gelu, Identity, LeakyRelu, Relu, Sigmoid, Tanh};
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("affine", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("affine", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    for case in ["one_sample", "one_input", "one_output", "odd"] {
        layer(golden, case, "identity", Identity);
        layer(golden, case, "relu", Relu);
        layer(golden, case, "gelu", Gelu);
    }
    for case in ["one_sample", "one_input", "one_output"] {
        layer(golden, case, "sigmoid", Sigmoid);
        layer(golden, case, "tanh", Tanh);
        layer(golden, case, "leaky_relu_0.01", LeakyRelu { negative_slope: 0.01 });
        layer(golden, case, "leaky_relu_0.2", LeakyRelu { negative_slope: 0.2 });
    }
}

fn layer<T: Float>(golden: &mut Golden<T>, case: &str, name: &str, f: impl Activation<T>) {
    golden.operation(case, ["x", "w", "b"], name, |[x, w, b]| x.affine(w, b, f));
}
