//! `f32`'s power compared with the standard library's in `f64`.

use crate::ulps::{max_or_nan, ulps};
use numeric::Float;

/// The maximum error in ulps over pairs; where the exact value is not a number, or infinite as `f32`,
/// the power must be the same.
fn worst(pairs: impl Iterator<Item = (f32, f32)>) -> f64 {
    max_or_nan(pairs.map(|(x, y)| {
        let (found, exact) = (x.fast_pow(y), f64::from(x).powf(f64::from(y)));
        match exact as f32 {
            end if end.is_nan() && found.is_nan() || end == found => 0.0,
            end if end.is_finite() => ulps(found, exact),
            _ => f64::NAN,
        }
    }))
}

#[test]
fn powers_are_exact_on_a_grid() {
    let bases = (1..1000).map(|i| i as f32 * 0.013);
    let pairs = bases.flat_map(|x| (-400..400).map(move |i| (x, i as f32 * 0.0917)));
    let worst = worst(pairs);
    assert!(worst <= 0.6, "{worst:.3} ulps");
}

#[test]
fn powers_are_exact_for_a_sample_of_all_pairs() {
    let bits = (0..=u32::MAX).step_by(2_999_999);
    let number = f32::from_bits;
    let worst = worst(bits.clone().flat_map(|x| bits.clone().map(move |y| (number(x), number(y)))));
    assert!(worst <= 0.6, "{worst:.3} ulps");
}

#[test]
fn powers_near_one_are_exact() {
    let bases = (0..2000).map(|i| f32::from_bits(1f32.to_bits() - 1000 + i));
    let worst = worst(bases.flat_map(|x| [-1e8, -3e5, -2.5, 0.5, 1e4, 1e6, 5e7].map(|y| (x, y))));
    assert!(worst <= 0.6, "{worst:.3} ulps");
}

/// C's values, of which the standard library's are the same.
#[test]
fn powers_end_as_those_of_the_standard_library() {
    let ends = [0.0, 0.5, 1.0, 2.0, 3.0, 2.5, 16_777_215.0, 1e10, 1e-42, f32::MAX, f32::INFINITY];
    let ends = ends.iter().flat_map(|x| [*x, -x]).chain([f32::NAN]);
    for x in ends.clone() {
        for y in ends.clone() {
            let (found, exact) = (x.fast_pow(y), x.powf(y));
            let sign = (found.is_sign_negative(), exact.is_sign_negative());
            let is_same = ulps(found, f64::from(exact)) <= 1.0 || found == exact;
            assert!(
                is_same && sign.0 == sign.1 || found.is_nan() && exact.is_nan(),
                "{x}^{y}: {found}, not {exact}"
            );
        }
    }
    assert_eq!((2f64.fast_pow(0.5), (-8f64).fast_pow(3.0)), (2f64.sqrt(), -512.0));
}
