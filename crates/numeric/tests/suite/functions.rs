//! `f32`'s fast functions compared with the standard library's in `f64`.

use crate::ulps::{max_or_nan, ulps};
use numeric::Float;
use rstest::rstest;

/// The maximum error in ulps on a dense grid, or NaN if one result is NaN.
fn worst(range: (f64, f64), fast: fn(f32) -> f32, exact: fn(f64) -> f64) -> f64 {
    const STEPS: u32 = 400_000;
    let step = (range.1 - range.0) / f64::from(STEPS);
    let at = |i: u32| {
        let x = (range.0 + f64::from(i) * step) as f32;
        ulps(fast(x), exact(f64::from(x)))
    };
    max_or_nan((0..=STEPS).map(at))
}

fn gauss(x: f64) -> f64 {
    (-x * x).exp()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[rstest]
#[case::exp((-87.33, 88.72), f32::fast_exp, f64::exp, 1.1)]
#[case::exp_near_zero((-0.01, 0.01), f32::fast_exp, f64::exp, 1.1)]
#[case::exp_m1((-20.0, 88.72), f32::fast_exp_m1, f64::exp_m1, 3.0)]
#[case::exp_m1_near_zero((-1e-3, 1e-3), f32::fast_exp_m1, f64::exp_m1, 3.0)]
#[case::exp_m1_tiny((-1e-30, 1e-30), f32::fast_exp_m1, f64::exp_m1, 3.0)]
#[case::tanh((-12.0, 12.0), f32::fast_tanh, f64::tanh, 4.0)]
#[case::tanh_near_zero((-1e-3, 1e-3), f32::fast_tanh, f64::tanh, 4.0)]
#[case::tanh_tiny((-1e-30, 1e-30), f32::fast_tanh, f64::tanh, 4.0)]
#[case::sigmoid((-87.33, 40.0), f32::fast_sigmoid, sigmoid, 4.0)]
#[case::gauss((-9.345, 9.345), f32::fast_exp_neg_sq, gauss, 3.0)]
#[case::ln((1e-3, 20.0), f32::fast_ln, f64::ln, 1.0)]
#[case::ln_near_one((0.999, 1.001), f32::fast_ln, f64::ln, 1.0)]
#[case::ln_of_small((1e-38, 1e-35), f32::fast_ln, f64::ln, 1.0)]
#[case::ln_of_subnormal((1e-44, 1e-38), f32::fast_ln, f64::ln, 1.0)]
#[case::ln_of_large((1.0, 3.4e38), f32::fast_ln, f64::ln, 1.0)]
#[case::ln_1p((0.0, 1.0), f32::fast_ln_1p, f64::ln_1p, 4.0)]
#[case::erf((-4.5, 4.5), f32::fast_erf, f64::fast_erf, 2.0)]
#[case::erf_near_zero((-1e-3, 1e-3), f32::fast_erf, f64::fast_erf, 2.0)]
#[case::erf_tiny((-1e-30, 1e-30), f32::fast_erf, f64::fast_erf, 2.0)]
#[case::erfc((-6.0, 9.19), f32::fast_erfc, f64::fast_erfc, 6.0)]
#[case::erfc_near_zero((-1e-3, 1e-3), f32::fast_erfc, f64::fast_erfc, 6.0)]
fn fast_functions_are_exact_to_the_last_places(
    #[case] range: (f64, f64),
    #[case] fast: fn(f32) -> f32,
    #[case] exact: fn(f64) -> f64,
    #[case] max_ulps: f64,
) {
    let worst = worst(range, fast, exact);
    assert!(worst <= max_ulps, "{worst:.2} ulps, but only {max_ulps} are allowed");
}

#[test]
fn the_logarithm_where_it_ends() {
    assert_eq!(
        [0.0, -0.0, f32::INFINITY].map(f32::fast_ln),
        [-f32::INFINITY, -f32::INFINITY, f32::INFINITY]
    );
    assert!([-1.0, -f32::INFINITY, f32::NAN].iter().all(|x| x.fast_ln().is_nan()));
    assert_eq!(1f32.fast_ln(), 0.0);
}

/// The ends of the range, from mpmath.
#[rstest]
#[case(-87.336_54, 1.175_499_673_925e-38)]
#[case(88.5, 2.723_087_825_068e38)]
#[case(88.722_83, 3.402_798_537_419e38)]
fn exp_is_exact_at_both_ends(#[case] x: f32, #[case] exact: f64) {
    assert!(ulps(x.fast_exp(), exact) <= 1.0, "e^{x} = {}", x.fast_exp());
}

#[test]
fn exp_is_zero_and_infinite_beyond_the_range() {
    for far in [88.722_84, 89.0, 100.0, 1e4, 1e30, f32::MAX, f32::INFINITY] {
        assert_eq!((-far).fast_exp(), 0.0, "e^-{far}");
        assert_eq!(far.fast_exp(), f32::INFINITY, "e^{far}");
        assert_eq!((-far).fast_exp_m1(), -1.0, "e^-{far} - 1");
        assert_eq!(far.fast_exp_m1(), f32::INFINITY, "e^{far} - 1");
    }
}

/// The maximum error in ulps over the numbers with these bits. Where the exact value is subnormal
/// 0 is right, where it is larger than all finite numbers infinity.
fn worst_exp(bits: impl Iterator<Item = u32>) -> f64 {
    let error = |bits: u32| {
        let x = f32::from_bits(bits);
        let (found, exact) = (x.fast_exp(), f64::from(x).exp());
        if x.is_nan() {
            return if found.is_nan() { 0.0 } else { f64::NAN };
        }
        let is_flushed = exact < f64::from(f32::MIN_POSITIVE) && found == 0.0;
        let is_overflow = exact as f32 == f32::INFINITY && found == f32::INFINITY;
        if is_flushed || is_overflow { 0.0 } else { ulps(found, exact) }
    };
    max_or_nan(bits.map(error))
}

#[test]
fn exp_is_exact_for_a_sample_of_all_numbers() {
    let worst = worst_exp((0..=u32::MAX).step_by(4_999));
    assert!(worst <= 1.1, "{worst:.3} ulps");
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn exp_is_exact_for_every_number() {
    let worst = worst_exp(0..=u32::MAX);
    assert!(worst <= 1.1, "{worst:.3} ulps");
}

#[test]
fn tanh_and_sigmoid_end_where_they_should() {
    for far in [20.0, 88.4, 1e4, f32::MAX, f32::INFINITY] {
        assert_eq!((far.fast_tanh(), (-far).fast_tanh()), (1.0, -1.0), "tanh ±{far}");
        assert_eq!(far.fast_sigmoid(), 1.0, "sigmoid {far}");
    }
    for (z, max) in [(-20.0, 2.1e-9), (-88.4, 4.1e-39), (-88.8, 0.0), (f32::NEG_INFINITY, 0.0)] {
        let y = f32::fast_sigmoid(z);
        assert!((0.0..=max).contains(&y), "sigmoid {z} = {y}");
    }
}

/// Never a denormal number on the way to 0, and exactly 0 and 2 at the ends.
#[test]
fn error_functions_end_where_their_documentation_says() {
    let min = 9.19f32.fast_erfc();
    assert!((1.2e-38..1.3e-38).contains(&min), "{min}");
    for far in [9.190_001, 9.5, 100.0, 1e4, 1e30, f32::MAX, f32::INFINITY] {
        assert_eq!((far.fast_erfc(), (-far).fast_erfc()), (0.0, 2.0), "erfc ±{far}");
    }
    for far in [3.95, 4.0, 100.0, f32::MAX, f32::INFINITY] {
        assert_eq!((far.fast_erf(), (-far).fast_erf()), (1.0, -1.0), "erf ±{far}");
    }
    let (inside, beyond) = (9.345f32.fast_exp_neg_sq(), 9.345_001f32.fast_exp_neg_sq());
    assert!(inside >= f32::MIN_POSITIVE && beyond == 0.0, "{inside} and {beyond}");
    for far in [9.5, 100.0, 1e4, 1e30, f32::MAX, f32::INFINITY] {
        assert_eq!((far.fast_exp_neg_sq(), (-far).fast_exp_neg_sq()), (0.0, 0.0), "e^-{far}²");
    }
}

#[test]
fn at_zero_of_either_sign_the_functions_are_exact() {
    for zero in [0.0f32, -0.0] {
        assert_eq!((zero.fast_exp(), zero.fast_exp_m1()), (1.0, 0.0));
        assert_eq!((zero.fast_tanh(), zero.fast_sigmoid()), (0.0, 0.5));
        assert_eq!((zero.fast_erf(), zero.fast_erfc()), (0.0, 1.0));
    }
}

#[test]
fn nan_stays_nan() {
    fn check<T: Float>() {
        let nan = T::of(f64::NAN);
        let results = [
            nan.fast_exp(),
            nan.fast_exp_m1(),
            nan.fast_tanh(),
            nan.fast_sigmoid(),
            nan.fast_erf(),
            nan.fast_erfc(),
            nan.fast_exp_neg_sq(),
            nan.fast_ln_1p(),
        ];
        assert_eq!(results.map(|y| y.as_f64().is_nan()), [true; 8], "{}", T::NAME);
    }
    check::<f32>();
    check::<f64>();
    // The sign and the payload of a NaN are whatever came before.
    let odd =
        [f32::from_bits(0xffc0_0001), f32::from_bits(0x7f80_0001), f32::from_bits(0xffff_ffff)];
    for nan in odd {
        assert!(nan.fast_exp().is_nan() && nan.fast_tanh().is_nan(), "{:#x}", nan.to_bits());
    }
}

/// Never falling, even where one piece of the approximation meets the next.
#[rstest]
#[case::exp(f32::fast_exp, 1.0 - 3e-7)]
#[case::sigmoid(f32::fast_sigmoid, 1.0 - 6e-7)]
#[case::erfc(|x: f32| (-x).fast_erfc(), 1.0 - 1e-6)]
fn neighbours_do_not_fall_by_more_than_rounding(#[case] f: fn(f32) -> f32, #[case] min_ratio: f32) {
    let grid = (0..100_000).map(|i| -90.0 + 0.0018 * i as f32);
    let values: Vec<f32> = grid.map(f).collect();
    for pair in values.windows(2) {
        assert!(pair[1] >= pair[0] * min_ratio, "{} after {}", pair[1], pair[0]);
    }
}

/// Abramowitz and Stegun, table 7.1 and 7.3; the far tail from its asymptotic series.
#[rstest]
#[case(0.5, 0.479_500_122_186_953_5)]
#[case(1.0, 0.157_299_207_050_285_13)]
#[case(-1.0, 1.842_700_792_949_714_8)]
#[case(3.0, 2.209_049_699_858_544e-5)]
#[case(10.0, 2.088_487_583_762_545e-45)]
#[case(26.0, 5.663_192_408_856_143e-296)]
#[case(40.0, 0.0)]
#[case(-40.0, 2.0)]
#[case(f64::INFINITY, 0.0)]
#[case(f64::NEG_INFINITY, 2.0)]
fn erfc_is_exact_far_out(#[case] x: f64, #[case] exact: f64) {
    let found = x.fast_erfc();
    assert!((found - exact).abs() <= 1e-13 * exact.abs(), "erfc({x}) = {found:e}");
}

#[test]
fn values_are_rounded_to_the_nearest() {
    assert_eq!((f32::of(0.1), f64::of(0.1)), (0.1f32, 0.1f64));
    assert_eq!(f32::of(1e300), f32::INFINITY);
    assert_eq!((0.1f32.as_f64(), 0.1f64.as_f64()), (0.100_000_001_490_116_12, 0.1));
    assert_eq!((f32::NAME, f64::NAME), ("F32", "F64"));
    assert_eq!((f32::MIN_POSITIVE, f64::MIN_POSITIVE), (f32::MIN_POSITIVE, f64::MIN_POSITIVE));
}
