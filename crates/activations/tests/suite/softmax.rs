//! Softmax and its logarithm.

use activations::{log_softmax, log_softmax_backward, softmax, softmax_backward};
use numeric::{Float, central_difference};
use proptest::collection::vec;
use proptest::prelude::*;
use rstest::rstest;

fn softmax_of<T: Float>(z: &[T]) -> Vec<T> {
    let mut p = z.to_vec();
    softmax(&mut p);
    p
}

fn log_softmax_of<T: Float>(z: &[T]) -> Vec<T> {
    let mut y = z.to_vec();
    log_softmax(&mut y);
    y
}

/// The maximum difference of corresponding elements.
fn distance<T: Float>(a: &[T], b: &[T]) -> f64 {
    assert_eq!(a.len(), b.len());
    let far = |(a, b): (&T, &T)| (a.as_f64() - b.as_f64()).abs();
    a.iter().zip(b).map(far).fold(0.0, |max, d| if d > max || d.is_nan() { d } else { max })
}

#[test]
fn probabilities_by_hand() {
    let ln = f64::ln;
    let found = softmax_of(&[ln(1.0), ln(2.0), ln(5.0)]);
    assert!(distance(&found, &[0.125, 0.25, 0.625]) < 1e-15, "{found:?}");
    assert_eq!(softmax_of(&[3.0f32; 4]), [0.25; 4]);
    assert_eq!(softmax_of(&[-7.0f32]), [1.0]);
    assert_eq!(softmax_of::<f32>(&[]), []);
    assert_eq!(log_softmax_of::<f32>(&[]), []);
    assert_eq!(log_softmax_of(&[-7.0f32]), [0.0]);
}

proptest! {
    #[test]
    fn probabilities_are_not_negative_and_add_up_to_one(z in vec(-1e4f32..1e4, 1..50)) {
        let p = softmax_of(&z);
        prop_assert!(p.iter().all(|p| (0.0..=1.0).contains(p)), "{:?}", p);
        let total: f64 = p.iter().map(|p| f64::from(*p)).sum();
        prop_assert!((total - 1.0).abs() < 1e-5, "{total}");
    }

    #[test]
    fn a_larger_logit_has_no_smaller_probability(z in vec(-50f32..50.0, 2..20)) {
        let p = softmax_of(&z);
        for (i, a) in z.iter().enumerate() {
            for (j, b) in z.iter().enumerate() {
                prop_assert!(a < b || p[i] >= p[j], "{:?}", p);
            }
        }
    }

    #[test]
    fn only_differences_matter(z in vec(-20f64..20.0, 1..20), shift in -1e4f64..1e4) {
        let shifted: Vec<f64> = z.iter().map(|z| z + shift).collect();
        prop_assert!(distance(&softmax_of(&z), &softmax_of(&shifted)) < 1e-11);
        prop_assert!(distance(&log_softmax_of(&z), &log_softmax_of(&shifted)) < 1e-10);
    }

    #[test]
    fn the_logarithm_is_that_of_the_probabilities(z in vec(-30f64..30.0, 1..20)) {
        let logarithms: Vec<f64> = softmax_of(&z).iter().map(|p| p.ln()).collect();
        prop_assert!(distance(&log_softmax_of(&z), &logarithms) < 1e-12);
    }

    #[test]
    fn single_precision_agrees_with_double(z in vec(-30f32..30.0, 1..20)) {
        let wide: Vec<f64> = z.iter().copied().map(f64::from).collect();
        let widened = |y: Vec<f32>| y.into_iter().map(f64::from).collect::<Vec<_>>();
        prop_assert!(distance(&widened(softmax_of(&z)), &softmax_of(&wide)) < 1e-6);
        prop_assert!(distance(&widened(log_softmax_of(&z)), &log_softmax_of(&wide)) < 1e-5);
    }
}

#[rstest]
#[case::large(&[1000.0, 0.0], &[1.0, 0.0], &[0.0, -1000.0])]
#[case::both_large(&[1e4, 1e4 - 2.0], &[0.880_797, 0.119_203], &[-0.126_928, -2.126_928])]
#[case::very_negative(&[-1e4, -1e4 - 2.0], &[0.880_797, 0.119_203], &[-0.126_928, -2.126_928])]
#[case::max_of_the_type(&[f32::MAX, -f32::MAX], &[1.0, 0.0], &[0.0, -f32::INFINITY])]
fn large_logits_do_not_overflow(
    #[case] z: &[f32],
    #[case] probabilities: &[f32],
    #[case] logarithms: &[f32],
) {
    assert!(distance(&softmax_of(z), probabilities) < 1e-6, "{:?}", softmax_of(z));
    for (found, expected) in log_softmax_of(z).iter().zip(logarithms) {
        assert!(found == expected || (found - expected).abs() < 1e-5, "{found} for {expected}");
    }
}

/// Where the logits are large, `ln Σ` must not be added to their maximum first: the sum would be
/// rounded to the few digits that are left behind the point.
#[rstest]
#[case::thousands(4096.0)]
#[case::millions(1e6)]
#[case::millions_below_zero(-1e6)]
#[case::hundred_millions(1e8)]
fn the_logarithm_of_a_half_is_exact_anywhere(#[case] z: f32) {
    let found = log_softmax_of(&[z, z]);
    assert!(distance(&found, &[-std::f32::consts::LN_2; 2]) < 1e-6, "{found:?}");
}

/// Minus infinity masks an element out.
#[test]
fn a_masked_element_has_probability_zero() {
    assert_eq!(softmax_of(&[f32::NEG_INFINITY, 0.0, 0.0]), [0.0, 0.5, 0.5]);
    assert_eq!(softmax_of(&[0.0, -1e9, f32::MIN, 0.0]), [0.5, 0.0, 0.0, 0.5]);
    let y = log_softmax_of(&[0.0f64, f64::NEG_INFINITY]);
    assert_eq!(y, [0.0, f64::NEG_INFINITY]);
}

/// As in PyTorch 2.15.0: there is nothing to choose from.
#[test]
fn a_sample_that_is_masked_whole_is_nan() {
    let masked = [f32::NEG_INFINITY; 3];
    assert!(softmax_of(&masked).iter().chain(&log_softmax_of(&masked)).all(|y| y.is_nan()));
}

#[rstest]
fn a_nan_spoils_its_sample(#[values(0, 1, 2)] i: usize) {
    let mut z = [0.5f32, -1.0, 2.0];
    z[i] = f32::NAN;
    assert!(softmax_of(&z).iter().all(|p| p.is_nan()));
    assert!(log_softmax_of(&z).iter().all(|y| y.is_nan()));
}

/// The gradient of `Σ weightᵢ·f(z)ᵢ`, analytic and numerical.
#[rstest]
#[case::softmax(softmax, softmax_backward)]
#[case::log_softmax(log_softmax, log_softmax_backward)]
fn gradients_are_the_numerical_ones(
    #[case] f: fn(&mut [f64]),
    #[case] gradient: fn(&[f64], &mut [f64]),
    #[values(1, 2, 5, 16, 33)] len: usize,
) {
    let z: Vec<f64> = (0..len).map(|i| ((i * 7 % 11) as f64 - 5.0) * 0.3).collect();
    let weights: Vec<f64> = (0..len).map(|i| 0.5 + (i as f64 * 0.37) % 1.0).collect();
    let loss = |z: &[f64]| {
        let mut y = z.to_vec();
        f(&mut y);
        y.iter().zip(&weights).map(|(y, w)| y * w).sum::<f64>()
    };
    let mut y = z.clone();
    f(&mut y);
    let mut analytic = weights.clone();
    gradient(&y, &mut analytic);
    for (i, analytic) in analytic.iter().enumerate() {
        let perturbed = |value| {
            let mut z = z.clone();
            z[i] = value;
            loss(&z)
        };
        let numerical = central_difference(perturbed, z[i], 1e-5);
        assert!((analytic - numerical).abs() < 1e-8, "{i} of {len}: {analytic}, not {numerical}");
    }
}

/// Probabilities add up to one for any logits: the same change of all of them changes nothing.
#[test]
fn a_gradient_of_softmax_adds_up_to_zero() {
    let p = softmax_of(&[0.3f64, -1.0, 2.0, 0.1]);
    let mut dz = [5.0, -3.0, 0.25, 1.0];
    softmax_backward(&p, &mut dz);
    assert!(dz.iter().sum::<f64>().abs() < 1e-15 && dz.iter().any(|d| d.abs() > 0.1), "{dz:?}");
}
