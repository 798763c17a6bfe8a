use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// The reader's rate.
#[track_caller]
fn rate_of(curvature: f64, mu: f64) -> f64 {
    guarded(|| format!("`critical_rate({curvature}, {mu})`"), || critical_rate(curvature, mu))
}

/// A rate that a slip gives, from the curvature and the momentum, and what to say about it.
type Slip = (fn(f64, f64) -> f64, &'static str);

const SLIPS: [Slip; 10] = [
    (
        |curvature, _| 2.0 / curvature,
        "that is the critical rate without momentum; measure with μ = ½ whether momentum changes it",
    ),
    (
        |curvature, mu| 2.0 * (1.0 - mu) / curvature,
        "momentum allows larger rates here, not smaller ones: where w jumps from side to side, the \
         gradient turns each time, and the velocity has no time to build up",
    ),
    (
        |curvature, mu| 2.0 / (curvature * (1.0 - mu)),
        "that is what 1/(1 − μ) suggests, the length of a velocity on a long slope; where w jumps \
         from side to side, the velocity is something else. Calculate the roots",
    ),
    (
        |curvature, mu| 2.0 * (1.0 + mu) / (curvature * (1.0 - mu)),
        "that is for the average, v ← μv + (1 − μ)g; here the gradient is added in full",
    ),
    (
        |curvature, mu| (1.0 + mu.sqrt()).powi(2) / curvature,
        "there the two roots meet and become real, at −√μ: still within the unit circle",
    ),
    (
        |curvature, mu| (1.0 - mu.sqrt()).powi(2) / curvature,
        "there the two roots meet and become complex, at √μ: well within the unit circle",
    ),
    (
        |curvature, mu| 2.0 / (curvature * (1.0 + mu)),
        "1 + μ belongs into the numerator: from 2(1 + μ) − ηλ = 0",
    ),
    (|curvature, _| 4.0 / curvature, "that is the limit for μ = 1; with less momentum it is less"),
    (
        |curvature, mu| 2.0 * (1.0 + mu) * curvature,
        "the rate is in inverse proportion to the curvature: divide by it",
    ),
    (
        |curvature, mu| (1.0 + mu) / curvature,
        "there the roots are ±i·√μ, within the unit circle; it is left where a root is at z = −1",
    ),
];

/// Compares the rate with what is expected.
#[track_caller]
fn check_rate(curvature: f64, mu: f64, expected: f64) {
    let found = rate_of(curvature, mu);
    let name = format!("the critical rate for λ = {curvature}, μ = {mu}");
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || {
        let is = |slip: &&Slip| Tolerance::F64_GOLDEN.is_close(found, slip.0(curvature, mu));
        let mut fitting = SLIPS.iter().filter(is);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(_, words)| *words)
    });
}

/// How far from 0 descent from 1 ends after 4000 steps, or after fewer if it is far off by then.
fn distance_after_descent(curvature: f64, mu: f64, rate: f64) -> f64 {
    let (mut w, mut v) = (1.0f64, 0.0);
    for _ in 0..4000 {
        v = mu * v + curvature * w;
        w -= rate * v;
        if w.abs() > 1e100 {
            break;
        }
    }
    w.abs()
}

const CURVATURES: [f64; 3] = [0.01, 1.0, 250.0];
const MOMENTA: [f64; 4] = [0.1, 0.5, 0.9, 0.95];

#[test]
fn agrees_with_paper() {
    check_rate(5.0, 0.9, 0.76);
    check_rate(4.0, 0.5, 0.75);
    check_rate(8.0, 0.75, 0.4375);
}

#[test]
fn below_it_descent_converges() {
    for (curvature, mu) in CURVATURES.into_iter().flat_map(|c| MOMENTA.map(|mu| (c, mu))) {
        let rate = rate_of(curvature, mu);
        let end = distance_after_descent(curvature, mu, 0.98 * rate);
        assert!(
            end < 1e-9,
            "λ = {curvature}, μ = {mu}: at 98 % of your rate {rate} descent from 1 ends at the \
             distance {end:.1e} from the minimum, expected it to arrive: the rate is too large (both \
             roots must be within the unit circle)"
        );
    }
}

#[test]
fn above_it_descent_diverges() {
    for (curvature, mu) in CURVATURES.into_iter().flat_map(|c| MOMENTA.map(|mu| (c, mu))) {
        let rate = rate_of(curvature, mu);
        let end = distance_after_descent(curvature, mu, 1.02 * rate);
        assert!(
            end > 1e9 || end.is_nan(),
            "λ = {curvature}, μ = {mu}: at 102 % of your rate {rate} descent from 1 ends at the \
             distance {end:.1e} from the minimum, expected it to diverge: the rate is too small (w may \
             jump from side to side, as long as it comes closer)"
        );
    }
}

#[test]
fn without_momentum_it_is_the_known_one() {
    check_rate(1.0, 0.0, 2.0);
    check_rate(4.0, 0.0, 0.5);
    check_rate(1e-6, 0.0, 2e6);
}

#[test]
fn a_steep_bowl_and_a_flat_one() {
    check_rate(1e8, 0.5, 3e-8);
    check_rate(1e-8, 0.5, 3e8);
}

#[test]
fn with_nearly_all_momentum_it_is_nearly_twice_as_large() {
    check_rate(1.0, 0.999, 3.998);
    let rate = rate_of(1.0, 0.999);
    assert!(
        (2.0..4.0).contains(&rate),
        "λ = 1, μ = 0.999: the critical rate is {rate}, expected between 2 and 4, without momentum \
         and twice of it"
    );
}
