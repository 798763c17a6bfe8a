use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use std::f64::consts::{E, PI, SQRT_2, TAU};

type Function = fn(f64) -> f64;

/// What the trapezoidal rule allows for.
const SMOOTH: Tolerance = Tolerance { absolute: 0.0, relative: 1e-6 };
/// Where a kink lies at another point than 0.
const KINKED: Tolerance = Tolerance { absolute: 0.0, relative: 1e-4 };

/// The reader's gain.
#[track_caller]
fn gain_of(name: &str, phi: Function) -> f64 {
    guarded(|| format!("`gain` of {name}"), || gain(phi))
}

/// The integral of `f`, zero outside of ±12.
fn integral(f: impl Fn(f64) -> f64) -> f64 {
    (-24_000..=24_000).map(|k| f(f64::from(k) / 2000.0)).sum::<f64>() / 2000.0
}

fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp() / TAU.sqrt()
}

/// Names the slip that gives this gain, if exactly one does.
fn slip(phi: Function, found: f64, tolerance: Tolerance) -> Option<&'static str> {
    let mean = |f: &dyn Fn(f64) -> f64| integral(|z| f(z) * density(z));
    let square = mean(&|z| phi(z).powi(2));
    let (average, right) = (mean(&phi), 1.0 / square.sqrt());
    let of_mean_square = |square: f64| 1.0 / square.sqrt();
    let slips = [
        (
            of_mean_square(square - average * average),
            "that is made with the variance of φ(z): no mean is to be subtracted, the mean square counts",
        ),
        (1.0 / square, "the root is missing: the gain is 1/√E, as weights are squared as well"),
        (
            1.0 / mean(&|z| phi(z).abs()),
            "that is made with the mean of |φ(z)|: square each value, and take the root of the mean",
        ),
        (of_mean_square(average), "φ(z) is not squared under the integral"),
        (square.sqrt(), "that is √E, the factor by which φ shrinks z: the gain undoes it, 1/√E"),
        (square, "that is E, the mean square: the gain is 1/√E"),
        (
            of_mean_square(square * TAU.sqrt()),
            "the density lacks its factor 1/√(2π): the one of all z must add up to 1",
        ),
        (
            of_mean_square(square * TAU.sqrt() / TAU),
            "the density has 1/(2π) for its factor: it is 1/√(2π), the root of it",
        ),
        (
            of_mean_square(mean(&|z| phi(z).powi(2) * (-z * z / 2.0).exp())),
            "the density has e^(−z²) in it: the exponent is −z²/2",
        ),
        (
            of_mean_square(mean(&|z| phi(z).powi(2) * density(z))),
            "the density is squared as well: only φ(z) is",
        ),
        (
            of_mean_square(mean(&|z| if z > 0.0 { phi(z).powi(2) } else { 0.0 })),
            "only one half of the integral is there: z runs from −12 to 12",
        ),
    ];
    let fits = |value: f64| value.is_finite() && tolerance.is_close(found, value);
    let mut fitting = slips.iter().filter(|(value, _)| fits(*value)).map(|(_, words)| *words);
    if let Some(words) = fitting.next() {
        return Some(words).filter(|_| fitting.next().is_none());
    }
    match found / right {
        ratio if ratio > 1e3 || ratio.is_nan() => {
            Some("almost 1/0: is a mean subtracted? A constant has no variance, but a mean square")
        }
        ratio if (3.1..5.0).contains(&ratio) => Some(
            "too large: was the sum divided by the number of points? Multiply it by the step h",
        ),
        ratio if ratio < 0.2 => Some("much too small: is the sum multiplied by the step h?"),
        ratio if (0.9..1.1).contains(&ratio) => Some(
            "it is close: are the points near enough to each other, do they reach from −12 to 12, and \
             is 0 one of them?",
        ),
        _ => Some(
            "try the constant 1 first: its E is the integral of the density alone, which must be 1; \
             then the identity, whose E is 1 as well",
        ),
    }
}

#[track_caller]
fn check_gain(name: &str, phi: Function, expected: f64, tolerance: Tolerance) {
    let found = gain_of(name, phi);
    let about = format!("the gain of {name}");
    let mismatch = compare(&about, &[], &[found], &[expected], tolerance);
    assert_or_name_slip(mismatch, || slip(phi, found, tolerance));
}

/// Leaky ReLU with the slope 0.1.
fn leaky(z: f64) -> f64 {
    z.max(0.1 * z)
}

#[test]
fn what_keeps_the_mean_square_has_the_gain_one() {
    check_gain("the identity", |z| z, 1.0, SMOOTH);
    check_gain("−z", |z| -z, 1.0, SMOOTH);
    check_gain("|z|", f64::abs, 1.0, SMOOTH);
    check_gain("the constant 1", |_| 1.0, 1.0, SMOOTH);
}

#[test]
fn rectifiers_agree_with_paper() {
    check_gain("ReLU", |z| z.max(0.0), SQRT_2, SMOOTH);
    check_gain("ReLU of −z", |z| (-z).max(0.0), SQRT_2, SMOOTH);
    check_gain("leaky ReLU with the slope 0.1", leaky, (2.0_f64 / 1.01).sqrt(), SMOOTH);
}

#[test]
fn a_factor_divides_the_gain() {
    check_gain("4·z", |z| 4.0 * z, 0.25, SMOOTH);
    check_gain("10⁻⁸·z", |z| 1e-8 * z, 1e8, SMOOTH);
    check_gain("10⁸·ReLU", |z| 1e8 * z.max(0.0), 1e-8 * SQRT_2, SMOOTH);
}

/// These have a closed form.
#[test]
fn smooth_functions_agree_with_paper() {
    check_gain("sin z", f64::sin, (2.0 / (1.0 - E.powi(-2))).sqrt(), SMOOTH);
    check_gain("cos z", f64::cos, (2.0 / (1.0 + E.powi(-2))).sqrt(), SMOOTH);
    check_gain("z²", |z| z * z, 1.0 / 3.0_f64.sqrt(), SMOOTH);
}

/// Far from 0 the density is small, but these are large there.
#[test]
fn what_grows_fast_needs_a_wide_range() {
    check_gain("z³", |z| z.powi(3), 1.0 / 15.0_f64.sqrt(), SMOOTH);
    check_gain("e^z", f64::exp, 1.0 / E, SMOOTH);
}

/// The constant has no variance at all.
#[test]
fn the_mean_square_counts_not_the_variance() {
    check_gain("the logistic sigmoid", |z| 1.0 / (1.0 + (-z).exp()), 1.8462285453386054, SMOOTH);
    check_gain("softplus", |z| z.exp().ln_1p(), 1.0418668355353018, SMOOTH);
    check_gain("the constant 3", |_| 3.0, 1.0 / 3.0, SMOOTH);
}

/// Integrated with PyTorch 2.15 in `f64`.
#[test]
fn tanh_and_silu_agree_with_another_integration() {
    check_gain("tanh", f64::tanh, 1.5925374197228312, SMOOTH);
    check_gain("SiLU", |z| z / (1.0 + (-z).exp()), 1.6765324703310909, SMOOTH);
}

/// E = 1 − 2p(1).
#[test]
fn a_kink_elsewhere_is_close_to_paper() {
    let expected = (1.0 - 2.0 / (2.0 * PI * E).sqrt()).sqrt().recip();
    check_gain("z, cut off at ±1,", |z| z.clamp(-1.0, 1.0), expected, KINKED);
}

/// The mean square of the sums after layers of `size` neurons with this activation function and
/// gain. The first sums have mean square 1.
fn mean_square_after(
    layers: usize,
    size: usize,
    phi: Function,
    gain: f64,
    rng: &mut impl Rng,
) -> f64 {
    // Uniform in ±√3 has variance 1.
    let mut draw = || 3.0_f64.sqrt() * (2.0 * rng.random::<f64>() - 1.0);
    let mut z: Vec<f64> = (0..size).map(|_| draw()).collect();
    for _ in 0..layers {
        let x: Vec<f64> = z.iter().map(|z| phi(*z)).collect();
        let scale = gain / (size as f64).sqrt();
        z = (0..size).map(|_| x.iter().map(|x| scale * draw() * x).sum()).collect();
    }
    z.iter().map(|z| z * z).sum::<f64>() / size as f64
}

#[test]
fn through_ten_layers_the_signal_keeps_its_size() {
    let functions: [(&str, Function); 2] = [("leaky ReLU", leaky), ("0.2·|z|", |z| 0.2 * z.abs())];
    for (name, phi) in functions {
        let gain = gain_of(name, phi);
        let after = mean_square_after(10, 150, phi, gain, &mut ChaCha8Rng::seed_from_u64(5));
        let tendency = if after < 1.0 { "vanishes" } else { "explodes" };
        assert!(
            (0.2..5.0).contains(&after),
            "with your gain {gain} for {name} the signal {tendency}: 10 layers of 150 neurons take the \
             mean square of the sums from 1 to {after:.1e}, expected about 1"
        );
    }
}
