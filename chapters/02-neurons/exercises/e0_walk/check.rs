use super::exercise::*;
use check::guarded;

/// The neuron of the chapter's first program.
const WEIGHTS: [f64; 3] = [2.0, -1.0, -3.0];
const BIAS: f64 = -0.5;

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// Names the slip that gives this sum, or says what the case is about.
fn slip(w: [f64; 3], b: f64, x: [f64; 3], z: f64, reason: &str) -> &str {
    let sum = |product: &dyn Fn(usize) -> f64| (0..3).map(product).sum::<f64>();
    let right = sum(&|i| w[i] * x[i]);
    let slips = [
        (right, "The bias is missing."),
        (right - b, "The bias is to be added, not subtracted."),
        (right + 3.0 * b, "The bias counts once, not once for each input."),
        (sum(&|i| w[0] * x[i]) + b, "One weight was taken for all inputs; each has its own."),
        (sum(&|i| w[2 - i] * x[i]) + b, "The weights are taken from the last to the first."),
        (sum(&|i| w[i] + x[i]) + b, "A weight and its input are to be multiplied, not added."),
        (
            sum(&|i| w[i] * x[i].abs()) + b,
            "An input may be negative, and then counts the other way.",
        ),
        (
            sum(&|i| WEIGHTS[i] * x[i]) + BIAS,
            "That is the sum of the neuron above, whatever w and b are: use the arguments.",
        ),
        (
            if right + b >= 0.0 { 1.0 } else { 0.0 },
            "The sum itself is asked for, not whether it is positive.",
        ),
    ];
    slips.iter().find(|(by_slip, _)| is_close(*by_slip, z)).map_or(reason, |(_, words)| words)
}

/// Compares a weighted sum with the expected one.
#[track_caller]
fn check_neuron(w: [f64; 3], b: f64, x: [f64; 3], expected: f64, reason: &str) {
    let asked = format!("w = {w:?}, b = {b}, x = {x:?}");
    let z = guarded(|| asked.clone(), || weighted_sum(w, b, x));
    let slip = slip(w, b, x, z, reason);
    assert!(is_close(z, expected), "{asked}: z is {z}, expected {expected}. {slip}");
}

#[track_caller]
fn check(x: [f64; 3], expected: f64, reason: &str) {
    check_neuron(WEIGHTS, BIAS, x, expected, reason);
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
    check([-1.0, -0.5, -0.25], -1.25, "Each weight is multiplied by its input.");
}

#[test]
fn other_neurons_have_other_weights() {
    check_neuron([-4.0, 0.5, 8.0], 0.25, [1.0, 2.0, -0.5], -6.75, "Another neuron, all the same.");
}
