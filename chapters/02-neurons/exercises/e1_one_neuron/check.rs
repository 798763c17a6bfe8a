use super::exercise::*;

/// Compares a sum with the expected one, and names the slip that accounts for the difference.
#[track_caller]
fn check_sum(w: &[f64], b: f64, x: &[f64], expected: f64) {
    let z = weighted_sum(w, b, x);
    let off = z - expected;
    let slips = [
        (-b, "The bias is missing."),
        (-2.0 * b, "The bias is to be added, not subtracted."),
        (b * (x.len() as f64 - 1.0), "The bias counts once, not once for each input."),
    ];
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let slip = slips.iter().find(|slip| same(slip.0, off)).map_or("", |slip| slip.1);
    let n = x.len();
    assert!(same(off, 0.0), "z is {z}, expected {expected} ({n} inputs, bias {b}). {slip}");
}

#[test]
fn the_sum_agrees_with_paper() {
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

/// One expected answer, shown with the sum that leads to it.
#[track_caller]
fn check_answer(w: &[f64], b: f64, x: &[f64], z: f64, expected: f64, why: &str) {
    let y = answer(w, b, x);
    assert!(
        y == expected,
        "w = {w:?}, b = {b}, x = {x:?}: y is {y}, expected {expected}: z = {z} {why}"
    );
}

#[test]
fn it_fires_above_zero() {
    check_answer(&[2.0, -1.0], -0.5, &[1.0, 1.0], 0.5, 1.0, "is positive");
    check_answer(&[0.0], 1e-9, &[7.0], 1e-9, 1.0, "is positive, however small");
}

#[test]
fn it_answers_zero_below_zero() {
    let why = "is negative; this neuron answers 1 or 0, never −1";
    check_answer(&[2.0, -1.0], -0.5, &[0.0, 1.0], -1.5, 0.0, why);
    check_answer(&[0.0], -1e-9, &[7.0], -1e-9, 0.0, why);
}

#[test]
fn it_fires_on_the_line() {
    let why = "lies on the line, which belongs to the side that fires (≥, not >)";
    check_answer(&[0.5, -3.0, 2.0], 4.0, &[2.0, 1.0, -1.0], 0.0, 1.0, why);
    check_answer(&[0.0, 0.0], 0.0, &[3.0, 1.0], 0.0, 1.0, why);
}
