use super::exercise::*;
use check::guarded;

/// Sums of every size; their negatives are tested as well.
const SUMS: [f64; 5] = [2.5, 0.25, 1.0, 1000.0, 1e-300];

/// Names the slip that gives this output, or says what the case is about.
fn output_slip(z: f64, y: f64) -> &'static str {
    match (z > 0.0, y) {
        _ if y.is_nan() => "No sum that is a number gives NaN.",
        (true, y) if y == -z => "A positive sum keeps its sign.",
        (true, 0.0) => "The two sides are exchanged: a positive sum passes.",
        (true, 1.0) => "That is a step, or the slope; a positive sum passes as it is.",
        (true, _) => "A positive sum passes as it is, however small or large.",
        (false, y) if y == z => "A sum below 0 does not pass: the output is 0.",
        (false, y) if y == -z => "That is the absolute value; a sum below 0 gives 0.",
        (false, y) if y < 0.0 => {
            "Nothing leaks through: every sum below 0 gives 0, not a part of it."
        }
        (false, _) => "A sum that is not positive gives 0.",
    }
}

/// Names the slip that gives this slope, or says what the case is about.
fn slope_slip(z: f64, slope: f64) -> &'static str {
    match (z, slope) {
        _ if slope.is_nan() => "No slope is NaN: there is nothing to divide.",
        (0.0, 1.0) => "At the kink the slope counts as 0 (>, not >=).",
        (0.0, 0.5) => "Half of both sides is another convention; here the kink counts as 0.",
        (0.0, _) => "At the kink the slope counts as 0.",
        (z, slope) if slope == z => {
            "That is the sum; the slope says how steep the function is there."
        }
        (z, slope) if z > 0.0 && slope == 0.0 => {
            "The two sides are exchanged: the line goes up on the right."
        }
        (z, _) if z > 0.0 => {
            "On the right the line goes up by 1 for each 1 to the right, everywhere."
        }
        (_, -1.0) => "That is the slope of the absolute value; the rectifier is flat on the left.",
        (_, 1.0) => "On the left the function is flat: its slope is 0.",
        _ => "On the left the function is flat, everywhere.",
    }
}

#[track_caller]
fn check_output(z: f64, expected: f64) {
    let y = guarded(|| format!("`relu({z:?})`"), || relu(z));
    assert!(y == expected, "relu({z:?}) is {y:?}, expected {expected:?}. {}", output_slip(z, y));
}

#[track_caller]
fn check_slope(z: f64, expected: f64) {
    let slope = guarded(|| format!("`relu_slope({z:?})`"), || relu_slope(z));
    let slip = slope_slip(z, slope);
    assert!(slope == expected, "relu_slope({z:?}) is {slope:?}, expected {expected:?}. {slip}");
}

#[test]
fn a_positive_sum_passes_as_it_is() {
    for z in SUMS {
        check_output(z, z);
    }
}

#[test]
fn a_negative_sum_gives_zero() {
    for z in SUMS {
        check_output(-z, 0.0);
    }
}

#[test]
fn the_slope_is_one_on_the_right() {
    for z in SUMS {
        check_slope(z, 1.0);
    }
}

#[test]
fn the_slope_is_zero_on_the_left() {
    for z in SUMS {
        check_slope(-z, 0.0);
    }
}

#[test]
fn both_are_zero_at_the_kink() {
    for z in [0.0, -0.0] {
        check_output(z, 0.0);
        check_slope(z, 0.0);
    }
}
