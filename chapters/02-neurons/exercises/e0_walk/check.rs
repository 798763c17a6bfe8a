use super::exercise::*;

/// The neuron of the chapter's first program.
const WEIGHTS: [f64; 3] = [2.0, -1.0, -3.0];
const BIAS: f64 = -0.5;

/// Compares a weighted sum with the expected one.
#[track_caller]
fn check(x: [f64; 3], expected: f64, reason: &str) {
    let z = weighted_sum(WEIGHTS, BIAS, x);
    assert!(
        (z - expected).abs() < 1e-12,
        "w = {WEIGHTS:?}, b = {BIAS}, x = {x:?}: z is {z}, expected {expected}. {reason}"
    );
}

#[test]
fn without_evidence_the_bias_remains() {
    check([0.0; 3], BIAS, "All products are 0; what remains is the bias.");
}

#[test]
fn each_input_has_its_own_weight() {
    for (i, w) in WEIGHTS.into_iter().enumerate() {
        let mut x = [0.0; 3];
        x[i] = 1.0;
        check(x, w + BIAS, "Only one input is 1: z is its weight plus the bias.");
    }
}

#[test]
fn an_input_counts_as_much_as_there_is_of_it() {
    check([0.75, 0.5, 0.1], 0.2, "Each weight is multiplied by its input, as in the output above.");
}
