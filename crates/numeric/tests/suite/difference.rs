//! The numerical derivative.

use numeric::central_difference;
use rstest::rstest;

#[rstest]
#[case::square(|x| x * x, 3.0, 6.0)]
#[case::cube(|x| x * x * x, -2.0, 12.0)]
#[case::exp(f64::exp, 1.0, std::f64::consts::E)]
#[case::sine(f64::sin, 0.0, 1.0)]
#[case::constant(|_| 7.0, 5.0, 0.0)]
fn derivatives_of_smooth_functions(
    #[case] f: fn(f64) -> f64,
    #[case] x: f64,
    #[case] analytic: f64,
) {
    let numerical = central_difference(f, x, 1e-5);
    let tolerance = 1e-9 * analytic.abs().max(1.0);
    assert!((numerical - analytic).abs() < tolerance, "{numerical} for {analytic}");
}

/// Far from zero `x ± h` is rounded; what is divided by is the step that was really taken.
#[rstest]
fn the_slope_of_a_line_is_exact_anywhere(#[values(0.0, 1.0, 1e5, -3e6, 1e9)] x: f64) {
    assert_eq!(central_difference(|x| x, x, 1e-5), 1.0);
}

#[test]
fn the_error_shrinks_with_the_square_of_the_step() {
    let error = |h| (central_difference(f64::sin, 1.0, h) - 1f64.cos()).abs();
    let ratio = error(1e-2) / error(1e-3);
    assert!((99.0..101.0).contains(&ratio), "{ratio}");
}

#[test]
fn the_function_is_evaluated_above_and_below() {
    let mut points = Vec::new();
    let slope = central_difference(
        |x| {
            points.push(x);
            x * x
        },
        2.0,
        0.5,
    );
    assert_eq!((slope, points), (4.0, vec![2.5, 1.5]));
}
