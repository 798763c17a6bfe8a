//! Further activation functions, from their kink at 0 to far out.

use crate::support::Golden;
use numeric::Float;

#[test]
fn f32() {
    Golden::<f32>::test("further_activations", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("further_activations", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    golden.operation("grid", ["x"], "elu_1", |[x]| x.elu(1.0));
    golden.operation("grid", ["x"], "elu_0.3", |[x]| x.elu(0.3));
    golden.operation("grid", ["x"], "selu", |[x]| x.selu());
    golden.operation("grid", ["x"], "softplus_1", |[x]| x.softplus(1.0));
    golden.operation("grid", ["x"], "softplus_2.5", |[x]| x.softplus(2.5));
    golden.operation("grid", ["x"], "gelu_tanh", |[x]| x.gelu_tanh());
    golden.operation("grid", ["x"], "silu", |[x]| x.silu());
    golden.operation("grid", ["x"], "mish", |[x]| x.mish());
    golden.operation("grid", ["x"], "hard_tanh", |[x]| x.hard_tanh(-1.0, 1.0));
    golden.operation("grid", ["x"], "hard_tanh_-2_3", |[x]| x.hard_tanh(-2.0, 3.0));
    for case in ["one_slope", "slopes", "slopes_three_axes"] {
        golden.operation(case, ["x", "a"], "prelu", |[x, a]| x.prelu(a));
    }
}
