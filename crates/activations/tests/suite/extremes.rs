//! Extreme inputs and NaN: no activation makes NaN or infinity of a finite input, and none hides a
//! NaN.

use activations::{
    Activation, Elu, Gelu, GeluTanh, HardTanh, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu,
    Softplus, Step, Tanh,
};
use numeric::{Float, central_difference};

/// Compares an activation with its limits: `f(−10⁴)` and `f(10⁴)`.
fn check<T: Float, A: Activation<T>>(f: A, low: f64, high: f64) {
    for (z, expected) in [(-1e4, low), (1e4, high)] {
        let y = f.apply(T::of(z));
        let error = (y.as_f64() - expected).abs();
        assert!(error <= 1e-6 * expected.abs().max(1.0), "{}({z}) is {y}", A::NAME);
    }
    for power in -30..=4 {
        for z in [-1.0, 1.0].map(|sign| T::of(sign * 10f64.powi(power))) {
            let y = f.apply(z);
            let slope = f.derivative(z, y);
            assert!(y.is_finite() && slope.is_finite(), "{} at {z}: {y}, {slope}", A::NAME);
        }
    }
    assert!(f.apply(T::of(f64::NAN)).as_f64().is_nan(), "{} hides a NaN", A::NAME);
}

fn all<T: Float>() {
    check::<T, _>(Sigmoid, 0.0, 1.0);
    check::<T, _>(Tanh, -1.0, 1.0);
    check::<T, _>(Relu, 0.0, 1e4);
    check::<T, _>(LeakyRelu::default(), -100.0, 1e4);
    check::<T, _>(HardTanh { min_val: -2.0, max_val: 3.0 }, -2.0, 3.0);
    check::<T, _>(Elu { alpha: 0.5 }, -0.5, 1e4);
    check::<T, _>(Selu, -Selu::LAMBDA * Selu::ALPHA, Selu::LAMBDA * 1e4);
    check::<T, _>(Softplus { beta: 2.0 }, 0.0, 1e4);
    check::<T, _>(Gelu, 0.0, 1e4);
    check::<T, _>(GeluTanh, 0.0, 1e4);
    check::<T, _>(Silu, 0.0, 1e4);
    check::<T, _>(Mish, 0.0, 1e4);
    check::<T, _>(Step, 0.0, 1.0);
}

#[test]
fn f32_stays_finite_and_keeps_nan() {
    all::<f32>();
}

#[test]
fn f64_stays_finite_and_keeps_nan() {
    all::<f64>();
}

#[test]
fn softplus_is_exact_in_both_tails() {
    for z in [-700.0, -30.0, -1.0, 0.0, 0.5, 1.0, 30.0, 700.0f64] {
        let expected = z.max(0.0) + (-z.abs()).exp().ln_1p();
        let y = Softplus::default().apply(z);
        assert!((y - expected).abs() <= 4.0 * f64::EPSILON * expected, "{z}: {y}, not {expected}");
        let slope = Softplus::default().derivative(z, y);
        assert!(
            (slope - 1.0 / (1.0 + (-z).exp())).abs() <= 1e-15 * slope.max(1e-300),
            "{z}: {slope}"
        );
    }
}

#[test]
fn the_tanh_approximation_is_as_exact_as_documented() {
    let grid = (-800..=800).map(|i| f64::from(i) / 100.0);
    let worst = grid.map(|z| (GeluTanh.apply(z) - Gelu.apply(z)).abs()).fold(0.0, f64::max);
    assert!((4e-4..5e-4).contains(&worst), "{worst}");
}

/// Inputs of mean 0 and variance 1 give outputs of mean 0 and variance 1: what SELU's constants are
/// for.
#[test]
fn selu_keeps_mean_and_variance() {
    let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let step = 1e-3;
    let grid = (-10_000..10_000).map(|i| (f64::from(i) + 0.5) * step);
    let (mean, square) = grid.fold((0.0, 0.0), |(mean, square), z| {
        let (y, weight) = (Selu.apply(z), density(z) * step);
        (mean + y * weight, square + y * y * weight)
    });
    assert!(mean.abs() < 1e-6 && (square - 1.0).abs() < 1e-6, "mean {mean}, variance {square}");
}

#[test]
fn a_step_jumps_at_zero_and_has_no_gradient() {
    assert_eq!([-1e-30, 0.0, 1e-30].map(|z: f64| Step.apply(z)), [0.0, 1.0, 1.0]);
    assert_eq!(central_difference(|z| Step.apply(z), 0.5, 1e-5), Step.derivative(0.5, 1.0));
}

#[test]
#[should_panic(
    expected = "prelu: z (5), slope (2) and y (5) do not fit: they must be (n·k), (k) and (n·k)"
)]
fn prelu_wants_whole_samples() {
    activations::prelu(&[0.0; 5], &[0.1, 0.2], &mut [0.0; 5]);
}

/// Samples without elements, and no slopes for them.
#[test]
fn prelu_of_nothing() {
    activations::prelu::<f32>(&[], &[], &mut []);
    activations::prelu_backward::<f32>(&[], &[], &mut []);
    activations::prelu_weight_backward::<f32>(&[], &[], &mut []);
}

#[test]
fn prelu_keeps_nan() {
    let mut y = [0.0; 2];
    activations::prelu(&[f64::NAN, 1.0], &[0.1], &mut y);
    assert!(y[0].is_nan() && y[1] == 1.0);
}
