//! The ends of the line: zero of either sign, numbers of any size, infinity.
//!
//! Where PyTorch 2.15.0 gives a number it is the same one; where it gives NaN, as with −∞ in the
//! gated functions or with the tanh form of GELU at 10³⁰, it is the limit.

use activations::{
    Activation, Elu, Gelu, GeluTanh, HardTanh, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu,
    Softplus, Tanh,
};
use numeric::Float;
use rstest::rstest;

trait Both: Activation<f32> + Activation<f64> {}
impl<A: Activation<f32> + Activation<f64>> Both for A {}

/// `f(z)` and `f'(z)`.
fn both<T: Float, A: Activation<T>>(f: A, z: f64) -> [f64; 2] {
    let y = f.apply(T::of(z));
    [y, f.derivative(T::of(z), y)].map(T::as_f64)
}

fn check<A: Both>(f: A, z: f64, expected: [f64; 2]) {
    for (name, found) in [("f32", both::<f32, A>(f, z)), ("f64", both::<f64, A>(f, z))] {
        for (found, expected) in found.into_iter().zip(expected) {
            let is_near = (found - expected).abs() <= 2e-7 * expected.abs();
            assert!(
                found == expected || is_near,
                "{} of {name} at {z}: {found}, not {expected}",
                <A as Activation<f32>>::NAME
            );
        }
    }
}

/// `f` at −∞ and far on the left, where `NaN` stands for the number itself times the slope; the
/// slope there; and both on the right.
#[rstest]
#[case::sigmoid(Sigmoid, [0.0, 0.0], [1.0, 0.0])]
#[case::tanh(Tanh, [-1.0, 0.0], [1.0, 0.0])]
#[case::relu(Relu, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::leaky_relu(LeakyRelu::default(), [f64::NAN, 0.01], [f64::NAN, 1.0])]
#[case::hard_tanh(HardTanh::default(), [-1.0, 0.0], [1.0, 0.0])]
#[case::elu(Elu { alpha: 0.5 }, [-0.5, 0.0], [f64::NAN, 1.0])]
#[case::selu(Selu, [-Selu::LAMBDA * Selu::ALPHA, 0.0], [f64::NAN, Selu::LAMBDA])]
#[case::softplus(Softplus { beta: 2.0 }, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::gelu(Gelu, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::gelu_tanh(GeluTanh, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::silu(Silu, [0.0, 0.0], [f64::NAN, 1.0])]
#[case::mish(Mish, [0.0, 0.0], [f64::NAN, 1.0])]
fn far_out_value_and_slope_are_the_limits(
    #[case] f: impl Both,
    #[case] left: [f64; 2],
    #[case] right: [f64; 2],
    #[values(1e13, 1e30, 3e38, f64::INFINITY)] far: f64,
) {
    for (z, [y, slope]) in [(-far, left), (far, right)] {
        check(f, z, [if y.is_nan() { z * slope } else { y }, slope]);
    }
}

#[rstest]
#[case::sigmoid(Sigmoid, [0.5, 0.25])]
#[case::tanh(Tanh, [0.0, 1.0])]
#[case::elu(Elu { alpha: 0.5 }, [0.0, 0.5])]
#[case::selu(Selu, [0.0, Selu::LAMBDA * Selu::ALPHA])]
#[case::softplus(Softplus { beta: 2.0 }, [0.5 * std::f64::consts::LN_2, 0.5])]
#[case::gelu(Gelu, [0.0, 0.5])]
#[case::gelu_tanh(GeluTanh, [0.0, 0.5])]
#[case::silu(Silu, [0.0, 0.5])]
#[case::mish(Mish, [0.0, 0.6])]
fn at_zero_of_either_sign(#[case] f: impl Both, #[case] expected: [f64; 2]) {
    for zero in [0.0, -0.0] {
        check(f, zero, expected);
    }
}

/// From where the slope is a subnormal number to where it is 0: it never jumps.
#[rstest]
#[case::gelu(Gelu)]
#[case::gelu_tanh(GeluTanh)]
#[case::silu(Silu)]
#[case::mish(Mish)]
fn gated_functions_fade_out_on_the_left(#[case] f: impl Both) {
    for i in 0..20_000 {
        let z = f64::from(-8.0 - 0.01 * i as f32);
        for (found, exact) in both::<f32, _>(f, z).into_iter().zip(both::<f64, _>(f, z)) {
            assert!(
                (found - exact).abs() <= 1e-4 * exact.abs() + 2e-36,
                "{z}: {found} for {exact}"
            );
        }
    }
}
