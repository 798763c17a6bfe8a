//! Element-wise activations: values, derivatives, extreme inputs.

use activations::{Activation, Gelu, Identity, LeakyRelu, Relu, Sigmoid, Tanh};
use numeric::{Float, central_difference};
use rstest::rstest;

/// An activation for both element types.
trait Both: Activation<f32> + Activation<f64> {}
impl<A: Activation<f32> + Activation<f64>> Both for A {}

/// The derivative as a network computes it: from `z` and the output.
fn derivative<T: Float, A: Activation<T>>(f: A, z: T) -> T {
    f.derivative(z, f.apply(z))
}

/// Values known from tables or by hand: `f(0)`, `f'(0)`, `f(1)`, `f(−1)`.
#[rstest]
#[case::identity(Identity, [0.0, 1.0, 1.0, -1.0])]
#[case::sigmoid(Sigmoid, [0.5, 0.25, 0.731_058_578_630_004_9, 0.268_941_421_369_995_1])]
#[case::tanh(Tanh, [0.0, 1.0, 0.761_594_155_955_764_9, -0.761_594_155_955_764_9])]
#[case::relu(Relu, [0.0, 0.0, 1.0, 0.0])]
#[case::leaky_relu(LeakyRelu::default(), [0.0, 0.01, 1.0, -0.01])]
#[case::leakier_relu(LeakyRelu { negative_slope: 0.25 }, [0.0, 0.25, 1.0, -0.25])]
#[case::gelu(Gelu, [0.0, 0.5, 0.841_344_746_068_542_9, -0.158_655_253_931_457_05])]
fn known_values(#[case] f: impl Both, #[case] known: [f64; 4]) {
    let found = [f.apply(0.0), derivative(f, 0.0), f.apply(1.0), f.apply(-1.0)];
    let found_f32 = [f.apply(0.0f32), derivative(f, 0.0f32), f.apply(1.0f32), f.apply(-1.0f32)];
    for ((known, found), found_f32) in known.iter().zip(found).zip(found_f32) {
        assert!((found - known).abs() < 1e-15, "{found} for {known}");
        assert!((f64::from(found_f32) - known).abs() < 1e-7, "{found_f32} for {known}");
    }
}

/// The grid passes the kinks of ReLU and its relative at zero by a wide step.
#[rstest]
#[case::identity(Identity)]
#[case::sigmoid(Sigmoid)]
#[case::tanh(Tanh)]
#[case::relu(Relu)]
#[case::leaky_relu(LeakyRelu { negative_slope: 0.2 })]
#[case::gelu(Gelu)]
fn derivatives_are_the_numerical_ones(#[case] f: impl Both) {
    for i in -80..80 {
        let z = 0.1 * f64::from(i) + 0.05;
        let numerical = central_difference(|z| f.apply(z), z, 1e-6);
        let analytic: f64 = derivative(f, z);
        assert!((analytic - numerical).abs() < 1e-9, "at {z}: {analytic}, not {numerical}");
    }
}

/// Single precision gives the same as double, to its own precision.
#[rstest]
#[case::sigmoid(Sigmoid)]
#[case::tanh(Tanh)]
#[case::leaky_relu(LeakyRelu::default())]
#[case::gelu(Gelu)]
fn both_types_agree(#[case] f: impl Both) {
    for i in -3000..3000 {
        let z = 0.01 * i as f32;
        let (y, exact) = (f.apply(z), f.apply(f64::from(z)));
        assert!((f64::from(y) - exact).abs() <= 4e-7 * exact.abs().max(1.0), "f({z}) = {y}");
        let (d, exact) = (derivative(f, z), derivative(f, f64::from(z)));
        assert!((f64::from(d) - exact).abs() <= 1e-6, "f'({z}) = {d} for {exact}");
    }
}

/// Far out the functions have reached their limits, without overflow: `f` and `f'` at −1e4 and 1e4.
#[rstest]
#[case::sigmoid(Sigmoid, [0.0, 0.0], [1.0, 0.0])]
#[case::tanh(Tanh, [-1.0, 0.0], [1.0, 0.0])]
#[case::relu(Relu, [0.0, 0.0], [1e4, 1.0])]
#[case::leaky_relu(LeakyRelu::default(), [-100.0, 0.01], [1e4, 1.0])]
#[case::gelu(Gelu, [0.0, 0.0], [1e4, 1.0])]
fn extreme_inputs_are_safe(#[case] f: impl Both, #[case] low: [f64; 2], #[case] high: [f64; 2]) {
    for (z, expected) in [(-1e4, low), (1e4, high)] {
        let single = [f.apply(z as f32), derivative(f, z as f32)].map(f64::from);
        let double = [f.apply(z), derivative(f, z)];
        for (found, expected) in single.into_iter().chain(double).zip(expected.repeat(2)) {
            assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1e-3), "{found} at {z}");
        }
    }
    for z in [f32::MIN, -1e30, -90.0, -f32::MIN_POSITIVE, 1e-45, 90.0, 1e30, f32::MAX] {
        let (y, d) = (f.apply(z), derivative(f, z));
        assert!(y.is_finite() && d.is_finite(), "f({z}) = {y}, f' = {d}");
    }
}

#[rstest]
#[case::identity(Identity)]
#[case::sigmoid(Sigmoid)]
#[case::tanh(Tanh)]
#[case::relu(Relu)]
#[case::leaky_relu(LeakyRelu::default())]
#[case::gelu(Gelu)]
fn a_nan_is_not_hidden(#[case] f: impl Both) {
    assert!(f.apply(f32::NAN).is_nan() && f.apply(f64::NAN).is_nan());
}

/// Without `DERIVATIVE_NEEDS_INPUT` the derivative must not read `z`.
#[rstest]
#[case::identity(Identity)]
#[case::sigmoid(Sigmoid)]
#[case::tanh(Tanh)]
#[case::relu(Relu)]
#[case::leaky_relu(LeakyRelu::default())]
fn derivatives_follow_from_the_output_alone(#[case] f: impl Both) {
    for z in [-2.0, -0.5, 0.0, 0.5, 2.0] {
        let y = f.apply(z);
        assert_eq!(f.derivative(f64::NAN, y), f.derivative(z, y));
    }
}

#[test]
fn only_gelu_needs_its_input() {
    fn needs<A: Activation<f32>>(_: A) -> bool {
        A::DERIVATIVE_NEEDS_INPUT
    }
    let others =
        [needs(Identity), needs(Sigmoid), needs(Tanh), needs(Relu), needs(LeakyRelu::default())];
    assert_eq!((others, needs(Gelu)), ([false; 5], true));
}

#[test]
fn a_model_summary_shows_these_names() {
    fn name<A: Activation<f32>>(_: A) -> &'static str {
        A::NAME
    }
    let names = [
        name(Identity),
        name(Sigmoid),
        name(Tanh),
        name(Relu),
        name(LeakyRelu::default()),
        name(Gelu),
    ];
    assert_eq!(names, ["identity", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"]);
}

#[test]
fn the_derivative_of_relu_at_either_zero_is_zero() {
    assert_eq!((derivative(Relu, -0.0f32), derivative(Relu, 0.0f64)), (0.0, 0.0));
    assert_eq!(derivative(Relu, f32::MIN_POSITIVE), 1.0);
}
