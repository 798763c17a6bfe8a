use super::exercise::*;
use check::guarded;

/// Whether two sums are the same but for rounding.
fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Names the slip that accounts for this sum, if one does.
fn slip(z: f64, expected: f64, b: f64, inputs: usize) -> &'static str {
    let slips = [
        (-b, "The bias is missing."),
        (-2.0 * b, "The bias is to be added, not subtracted."),
        (b * (inputs as f64 - 1.0), "The bias counts once, not once for each input."),
    ];
    let off = z - expected;
    if let Some((_, words)) = slips.iter().find(|(slip, _)| is_close(*slip, off)) {
        words
    } else if off.abs() < 1e-6 * expected.abs() {
        "The last digits are lost: is there an f32 on the way?"
    } else {
        ""
    }
}

/// Compares a sum with the expected one.
#[track_caller]
fn check_sum(w: &[f64], b: f64, x: &[f64], expected: f64) {
    let asked = match x.len() {
        0..=3 => format!("`weighted_sum` of w = {w:?}, b = {b}, x = {x:?}"),
        inputs => format!("`weighted_sum` of {inputs} inputs, b = {b}"),
    };
    let z = guarded(|| asked.clone(), || weighted_sum(w, b, x));
    let slip = slip(z, expected, b, x.len());
    assert!(is_close(z, expected), "{asked}: z is {z}, expected {expected}. {slip}");
}

/// Compares an output with the expected one, if the sum is right that it comes from.
#[track_caller]
fn check_output(w: &[f64], b: f64, x: &[f64], z: f64, expected: f64, why: &str) {
    let y = guarded(|| format!("`output` of w = {w:?}, b = {b:?}, x = {x:?}"), || output(w, b, x));
    if y == expected {
        return;
    }
    let sum = weighted_sum(w, b, x);
    let cause = match (sum - z).abs() < 1e-12 {
        true => format!("z = {z:?} {why}"),
        false => format!(
            "z should be {z:?}, but `weighted_sum` gives {sum}, so mend that first. {}",
            slip(sum, z, b, x.len())
        ),
    };
    panic!("`output` of w = {w:?}, b = {b:?}, x = {x:?}: y is {y}, expected {expected}: {cause}");
}

#[test]
fn agrees_with_paper() {
    check_sum(&[2.0, -1.0], -0.5, &[1.0, 1.0], 0.5);
    check_sum(&[2.0, -1.0], -0.5, &[0.0, 1.0], -1.5);
    check_sum(&[0.5, -3.0, 2.0], 4.0, &[2.0, 1.0, -1.0], 0.0);
    check_sum(&[5.0], 1.0, &[-0.5], -1.5);
}

#[test]
fn every_input_counts() {
    let x = [1.0; 1000];
    let w: Vec<f64> = (1..=1000).map(f64::from).collect();
    check_sum(&w, -500.0, &x, 500_000.0);
}

/// 2²⁴ + 1 and 2²⁴ + 3 are the first odd numbers that an `f32` cannot hold.
#[test]
fn every_digit_counts() {
    check_sum(&[1.0], 0.25, &[16_777_217.0], 16_777_217.25);
    let why = "is negative (if the output is 1: is there an f32 on the way, which loses digits?)";
    check_output(&[1.0], -16_777_219.5, &[16_777_219.0], -0.5, 0.0, why);
}

#[test]
fn it_fires_above_zero() {
    check_output(&[2.0, -1.0], -0.5, &[1.0, 1.0], 0.5, 1.0, "is positive");
    check_output(&[0.0], 1e-300, &[7.0], 1e-300, 1.0, "is positive, however small");
}

#[test]
fn the_output_is_zero_below_zero() {
    let why = "is negative; this neuron's output is 1 or 0, never −1";
    check_output(&[2.0, -1.0], -0.5, &[0.0, 1.0], -1.5, 0.0, why);
    check_output(&[0.0], -1e-300, &[7.0], -1e-300, 0.0, "is negative, however small");
}

#[test]
fn it_fires_on_the_line() {
    let why = "lies on the line, which belongs to the side that fires (≥, not >)";
    check_output(&[0.5, -3.0, 2.0], 4.0, &[2.0, 1.0, -1.0], 0.0, 1.0, why);
    check_output(&[0.0, 0.0], 0.0, &[3.0, 1.0], 0.0, 1.0, why);
    let why = "is 0 whatever its sign, so it lies on the line; compare with 0";
    check_output(&[-1.0], -0.0, &[0.0], -0.0, 1.0, why);
}
