//! `f32`'s sine and cosine compared with the standard library's in `f64`.

use crate::ulps::{max_or_nan, ulps};
use numeric::Float;
use rstest::rstest;
use std::f32::consts::FRAC_PI_4;

fn sin_cos<T: Float>(x: &[T]) -> Vec<[T; 2]> {
    let (mut sines, mut cosines) = (vec![T::zero(); x.len()], vec![T::zero(); x.len()]);
    T::fast_sin_cos(x, &mut sines, |dst, [sin, _]| *dst = sin);
    T::fast_sin_cos(x, &mut cosines, |dst, [_, cos]| *dst = cos);
    sines.into_iter().zip(cosines).map(|(sin, cos)| [sin, cos]).collect()
}

/// The maximum errors in ulps over the numbers with these bits; an infinity, as a NaN, has no sine.
fn worst(bits: impl Iterator<Item = u32>) -> [f64; 2] {
    let mut bits = bits.peekable();
    let mut worst = [0.0; 2];
    while bits.peek().is_some() {
        let x: Vec<f32> = bits.by_ref().take(256).map(f32::from_bits).collect();
        let found = sin_cos(&x);
        for (i, exact) in [f64::sin, f64::cos].into_iter().enumerate() {
            let error = |(x, y): (&f32, &[f32; 2])| match x.is_finite() {
                true => ulps(y[i], exact(f64::from(*x))),
                false if y[i].is_nan() => 0.0,
                false => f64::NAN,
            };
            worst[i] = max_or_nan(x.iter().zip(&found).map(error).chain([worst[i]]));
        }
    }
    worst
}

#[rstest]
#[case::one_turn(0.0, 7.0)]
#[case::up_to_where_the_library_takes_over(99_990.0, 100_000.0)]
#[case::beyond(100_000.0, 100_100.0)]
fn sin_and_cos_are_exact_to_the_last_places(#[case] from: f32, #[case] to: f32) {
    let worst = worst((from.to_bits()..to.to_bits()).step_by(97));
    assert!(worst.iter().all(|ulps| *ulps <= 2.0), "{worst:.3?} ulps");
}

#[test]
fn sin_and_cos_are_exact_for_a_sample_of_all_numbers() {
    let worst = worst((0..=u32::MAX).step_by(4_999));
    assert!(worst.iter().all(|ulps| *ulps <= 2.0), "{worst:.3?} ulps");
}

/// Where `r` is a small difference of large numbers.
#[test]
fn sin_and_cos_are_exact_at_multiples_of_a_quarter_turn() {
    let multiples = (1..127_000).map(|k| (f64::from(k) * f64::from(FRAC_PI_4)) as f32);
    let near = multiples.flat_map(|x| x.to_bits() - 1..=x.to_bits() + 1);
    let worst = worst(near);
    assert!(worst.iter().all(|ulps| *ulps <= 2.0), "{worst:.3?} ulps");
}

/// Below, sin x = x and cos x = 1; above, the standard library computes both.
#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn sin_and_cos_are_exact_for_every_number_from_a_ten_thousandth_to_a_hundred_thousand() {
    let worst = worst(1e-4f32.to_bits()..100_000f32.to_bits());
    assert!(worst.iter().all(|ulps| *ulps <= 2.0), "{worst:.3?} ulps");
}

#[test]
fn ends_are_exact_whatever_else_is_in_the_block() {
    fn check<T: Float>() {
        for far in [0.0, 1e6] {
            let x = [0.0, -0.0, 1e-30, -1e-30, f64::INFINITY, f64::NAN, far].map(T::of);
            let y = sin_cos(&x).iter().map(|y| y.map(T::as_f64)).collect::<Vec<_>>();
            for (x, [sin, cos]) in x[..4].iter().zip(&y) {
                let x = x.as_f64();
                assert_eq!((*sin, sin.is_sign_negative(), *cos), (x, x.is_sign_negative(), 1.0));
            }
            assert!(y[4..6].as_flattened().iter().all(|y| y.is_nan()), "{}", T::NAME);
        }
    }
    check::<f32>();
    check::<f64>();
}
