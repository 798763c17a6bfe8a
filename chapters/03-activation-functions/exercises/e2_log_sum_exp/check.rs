use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// For differences of two numbers as large as 10000, whose last digit is worth about 2e-12.
const OF_DIFFERENCES: Tolerance = Tolerance { absolute: 1e-11, relative: 1e-12 };

const MASKED: f64 = f64::NEG_INFINITY;

/// Names the slip that gives this logarithm, if one does.
fn sum_slip(z: &[f64], found: f64, expected: f64) -> Option<&'static str> {
    let plain = z.iter().map(|z| z.exp()).sum::<f64>();
    let max = z.iter().fold(MASKED, |max, z| max.max(*z));
    let is = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    Some(if found.is_nan() && z.is_empty() {
        "an empty slice is divided by its length, or has a maximum that is NaN"
    } else if found.is_nan() && max == MASKED {
        "−∞ − (−∞) is NaN: where the maximum is −∞ there is nothing to add up, so return −∞"
    } else if found.is_nan() {
        "NaN comes of ∞ − ∞ or 0·∞: let no exponential overflow"
    } else if found == f64::INFINITY {
        "eᶻ overflows above 709: subtract the maximum from every entry first"
    } else if found == MASKED {
        "every exponential is 0: subtract the maximum of the slice first, whatever its sign (a \
         search for it that begins at 0 does not find one below 0)"
    } else if is(expected - max) {
        "the maximum was subtracted, but not added again"
    } else if is(max) {
        "that is the maximum alone: the sum's logarithm is to be added"
    } else if is(expected - (z.len() as f64).ln()) {
        "that is the logarithm of the mean; the sum is asked for"
    } else if is(plain) {
        "that is the sum; its logarithm is asked for"
    } else if is(plain.log2()) || is(plain.log10()) {
        "the natural logarithm is asked for, `ln`"
    } else if (found - expected).abs() < 1e-4 {
        "this is close, but not exact: is something small added to the sum, or an f32 on the way?"
    } else {
        return None;
    })
}

#[track_caller]
fn check_sum(z: &[f64], expected: f64) {
    let name = format!("`log_sum_exp` of {z:?}");
    let found = guarded(|| name.clone(), || log_sum_exp(z));
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || sum_slip(z, found, expected));
}

/// Compares the logarithms of probabilities with what is expected, and names the slip if it can.
#[track_caller]
fn check_logs(z: &[f64], expected: &[f64]) {
    let name = format!("`log_softmax` of {z:?}");
    let found = guarded(|| name.clone(), || log_softmax(z));
    let mismatch = compare(&name, &[z.len()], &found, expected, OF_DIFFERENCES);
    let is = |value: &dyn Fn(f64) -> f64| {
        let values: Vec<f64> = expected.iter().map(|log| value(*log)).collect();
        compare("", &[z.len()], &found, &values, OF_DIFFERENCES).is_ok()
    };
    let max = z.iter().fold(MASKED, |max, z| max.max(*z));
    let is_lost = |(found, log): (&f64, &f64)| *found == MASKED && log.is_finite();
    let slip = || {
        Some(if found.iter().any(|log| log.is_nan()) {
            "NaN comes of ∞ − ∞ or ∞/∞: of the entries nothing but lse(z) is to be subtracted"
        } else if found.iter().zip(expected).any(is_lost) {
            "the probability is 0 to the last bit, and so its logarithm −∞: compute zᵢ − lse(z), \
             without the probability"
        } else if is(&f64::exp) {
            "these are the probabilities; their logarithms are asked for"
        } else if is(&|log: f64| -log) {
            "every sign is turned: zᵢ − lse(z), not lse(z) − zᵢ"
        } else if z.iter().zip(&found).all(|(z, log)| *log == z - max) {
            "only the maximum was subtracted: lse(z) is larger by the logarithm of the sum"
        } else if found == z {
            "these are the entries themselves: lse(z) is to be subtracted from each"
        } else {
            return None;
        })
    };
    assert_or_name_slip(mismatch, slip);
}

#[test]
fn agrees_with_paper() {
    let ln_3 = 3f64.ln();
    check_sum(&[0.0, ln_3], 4f64.ln());
    check_sum(&[-ln_3, 0.0, -ln_3, -ln_3], 2f64.ln());
    check_sum(&[-2.5], -2.5);
    check_sum(&[0.0], 0.0);
    check_sum(&[0.0; 10], 10f64.ln());
}

#[test]
fn large_entries_do_not_overflow() {
    check_sum(&[1e4, 1e4], 1e4 + 2f64.ln());
    check_sum(&[-3.0, 1e4, 800.0], 1e4);
    check_sum(&[720.0, 720.0 + 3f64.ln()], 720.0 + 4f64.ln());
}

#[test]
fn very_negative_entries_do_not_vanish() {
    check_sum(&[-1e4, -1e4], -1e4 + 2f64.ln());
    check_sum(&[-2e4, -1e4], -1e4);
    check_sum(&[-800.0, -800.0, -800.0 + 2f64.ln()], -800.0 + 4f64.ln());
}

/// The maximum is not the entry of maximum magnitude, nor the first, nor the last.
#[test]
fn the_maximum_may_stand_anywhere() {
    check_sum(&[-1e4, 5.0, -800.0], 5.0);
    check_sum(&[-1e4, -900.0, -900.0, -2000.0], -900.0 + 2f64.ln());
    check_sum(&[10.0, 1500.0, 1500.0, 20.0], 1500.0 + 2f64.ln());
}

#[test]
fn masked_entries_add_nothing() {
    check_sum(&[MASKED, 0.0, 3f64.ln()], 4f64.ln());
    check_sum(&[1e4, MASKED, 1e4], 1e4 + 2f64.ln());
    check_sum(&[-1e4, MASKED], -1e4);
}

#[test]
fn where_all_are_masked_the_logarithm_is_minus_infinity() {
    check_sum(&[MASKED], MASKED);
    check_sum(&[MASKED; 3], MASKED);
}

#[test]
fn an_empty_slice_has_the_sum_zero() {
    check_sum(&[], MASKED);
}

#[test]
fn log_softmax_agrees_with_paper() {
    let ln_3 = 3f64.ln();
    check_logs(&[0.0, ln_3], &[0.25f64.ln(), 0.75f64.ln()]);
    check_logs(&[-1.0 + ln_3, -1.0, -1.0 + ln_3, -1.0], &[0.375, 0.125, 0.375, 0.125].map(f64::ln));
    check_logs(&[-7.0], &[0.0]);
}

#[test]
fn improbable_classes_have_a_finite_logarithm() {
    check_logs(&[0.0, 1000.0], &[-1000.0, 0.0]);
    check_logs(&[-1000.0, -1e4, -1000.0], &[-(2f64.ln()), -9000.0 - 2f64.ln(), -(2f64.ln())]);
    check_logs(&[1e4, 1e4 + 3f64.ln()], &[0.25f64.ln(), 0.75f64.ln()]);
}

#[test]
fn masked_classes_have_the_probability_zero() {
    check_logs(&[MASKED, 2.0, 2.0], &[MASKED, -(2f64.ln()), -(2f64.ln())]);
    check_logs(&[-1e4, MASKED], &[0.0, MASKED]);
}
