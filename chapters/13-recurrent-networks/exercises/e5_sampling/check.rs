use super::exercise::*;
use check::guarded;

/// The largest number below one.
const ALMOST_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// How many numbers `u` are tried, evenly from 0 to 1.
const TRIES: usize = 8400;

/// The reader's draw.
#[track_caller]
fn draw(logits: &[f64], temperature: f64, top_k: usize, u: f64) -> usize {
    let given = || format!("logits {logits:?}, T = {temperature}, k = {top_k}, u = {u}");
    let drawn = guarded(given, || sample(logits, temperature, top_k, u));
    assert!(drawn < logits.len(), "{}: {drawn} is no index of {} logits", given(), logits.len());
    drawn
}

/// How often each index is drawn, as a fraction of all tries.
fn fractions(logits: &[f64], temperature: f64, top_k: usize) -> Vec<f64> {
    let mut counts = vec![0; logits.len()];
    for at in 0..TRIES {
        let u = (at as f64 + 0.5) / TRIES as f64;
        counts[draw(logits, temperature, top_k, u)] += 1;
    }
    counts.into_iter().map(|count| f64::from(count) / TRIES as f64).collect()
}

/// Checks how often each index is drawn, and names the slip if it can.
#[track_caller]
fn check(logits: &[f64], temperature: f64, top_k: usize, expected: &[f64]) {
    let found = fractions(logits, temperature, top_k);
    let is = |other: &[f64]| found.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-3);
    let softmax = |factor: f64, keeps: &dyn Fn(usize) -> bool| -> Vec<f64> {
        let max = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weight = |i: usize| if keeps(i) { (factor * (logits[i] - max)).exp() } else { 0.0 };
        let total: f64 = (0..logits.len()).map(weight).sum();
        (0..logits.len()).map(|i| weight(i) / total).collect()
    };
    let is_kept = |i: usize| expected[i] > 0.0;
    let mut sorted = logits.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let least = sorted[top_k.clamp(1, logits.len()) - 1];
    let slip = if is(&softmax(temperature, &is_kept)) {
        ": the temperature divides the logits, here they are multiplied by it"
    } else if is(&softmax(1.0, &is_kept)) {
        ": the temperature does nothing"
    } else if is(&softmax(1.0 / temperature, &|i| logits[i] >= least)) {
        ": of equal logits at the limit all are kept, more than k"
    } else if is(&softmax(1.0 / temperature, &|i| {
        let from = |j: usize| logits[j] > logits[i] || logits[j] == logits[i] && j >= i;
        (0..logits.len()).filter(|j| from(*j)).count() <= top_k
    })) {
        ": of equal logits at the limit the last stay, the first should"
    } else if is(&softmax(1.0 / temperature, &|_| true)) {
        ": k does nothing"
    } else if is(&softmax(1.0 / temperature, &|i| i < top_k)) {
        ": the first k are kept, not those with the largest logits"
    } else if logits.iter().all(|z| !(z / temperature).exp().is_normal()) {
        ": every exp(z/T) overflows or vanishes here: subtract the maximum first"
    } else {
        ""
    };
    assert!(
        is(expected),
        "logits {logits:?}, T = {temperature}, k = {top_k}: of {TRIES} numbers u each index is drawn by \
         this fraction: {found:.3?}, expected {expected:.3?}{slip}"
    );
}

#[test]
fn agrees_with_paper() {
    let logits = [1f64.ln(), 2f64.ln(), 5f64.ln()];
    for (u, expected) in [(0.1, 0), (0.2, 1), (0.5, 2), (0.0, 0), (0.9, 2)] {
        let drawn = draw(&logits, 1.0, 3, u);
        assert!(
            drawn == expected,
            "with the probabilities 1/8, 2/8, 5/8 the number u = {u} draws {expected}, here {drawn}: \
             the parts of the line lie in the order of the indices"
        );
    }
    check(&logits, 1.0, 2, &[0.0, 2.0 / 7.0, 5.0 / 7.0]);
}

#[test]
fn the_temperature_divides() {
    let logits = [1f64.ln(), 2f64.ln(), 5f64.ln()];
    check(&logits, 1.0, 3, &[0.125, 0.25, 0.625]);
    check(&logits, 0.5, 3, &[1.0 / 30.0, 4.0 / 30.0, 25.0 / 30.0]);
    let roots = [1.0, 2f64.sqrt(), 5f64.sqrt()];
    let total: f64 = roots.iter().sum();
    check(&logits, 2.0, 3, &roots.map(|root| root / total));
}

#[test]
fn temperature_zero_is_argmax() {
    for u in [0.0, 0.5, ALMOST_ONE] {
        for (logits, expected) in
            [([0.0, 2.0, 1.0], 1), ([-3.0, -5.0, -3.0], 0), ([-0.0, 0.0, -1.0], 0)]
        {
            let drawn = draw(&logits, 0.0, 3, u);
            assert!(
                drawn == expected,
                "logits {logits:?}, T = 0, u = {u}: {drawn} is drawn, expected the first maximum, \
                 {expected}{}",
                if logits[drawn] == logits[expected] { ": this is another, equal one" } else { "" }
            );
        }
    }
    // Near the limit equal maxima are equally likely.
    check(&[0.0, 2.0, 1.0, 2.0], 1e-6, 4, &[0.0, 0.5, 0.0, 0.5]);
}

#[test]
fn large_logits_do_not_overflow() {
    check(&[1e4, 1e4 + 3f64.ln(), -1e4], 1.0, 3, &[0.25, 0.75, 0.0]);
    check(&[-1e4, -1e4 + 3f64.ln(), -2e4], 1.0, 3, &[0.25, 0.75, 0.0]);
    check(&[1e300, 1e299, -1e300], 1e-6, 3, &[1.0, 0.0, 0.0]);
}

#[test]
fn k_keeps_the_largest_logits() {
    let logits = [3.0, 0.0, 4.0, 1.0];
    check(&logits, 1.0, 1, &[0.0, 0.0, 1.0, 0.0]);
    let e = 1f64.exp();
    check(&logits, 1.0, 2, &[1.0 / (1.0 + e), 0.0, e / (1.0 + e), 0.0]);
    let all = [3f64.exp(), 1.0, 4f64.exp(), e];
    let total: f64 = all.iter().sum();
    for k in [4, 5, 1000, usize::MAX] {
        check(&logits, 1.0, k, &all.map(|weight| weight / total));
    }
}

#[test]
fn of_equal_logits_the_first_stay() {
    check(&[1.0, 2.0, 1.0, 1.0], 1e9, 3, &[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0]);
    check(&[0.0; 5], 1.0, 2, &[0.5, 0.5, 0.0, 0.0, 0.0]);
}

/// The parts of the line are whole halves and quarters, so that `u` can be the very end of one.
#[test]
fn the_end_of_a_part_belongs_to_the_next() {
    for (count, u, expected) in [(2, 0.5, 1), (4, 0.25, 1), (4, 0.5, 2), (4, 0.75, 3)] {
        let drawn = draw(&vec![-1.5; count], 1.0, count, u);
        let note = if drawn + 1 == expected {
            ": it is the first i with a sum > u, not ≥ u"
        } else {
            ""
        };
        assert!(
            drawn == expected,
            "{count} equal logits, u = {u}, which is where the part of {} ends: {drawn} is drawn, \
             expected {expected}{note}",
            expected - 1
        );
    }
}

#[test]
fn what_is_impossible_is_never_drawn() {
    let never = f64::NEG_INFINITY;
    for (logits, possible) in [
        (vec![0.0, never], 0..1),
        (vec![never, 0.0, never], 1..2),
        // The sum of ten tenths is a little less than one.
        ([vec![0.0; 10], vec![never]].concat(), 0..10),
        ([vec![never], vec![0.0; 10], vec![never; 2]].concat(), 1..11),
    ] {
        for (u, expected) in [(0.0, possible.start), (ALMOST_ONE, possible.end - 1)] {
            let drawn = draw(&logits, 1.0, logits.len(), u);
            assert!(
                drawn == expected,
                "logits {logits:?}, u = {u}: {drawn} is drawn, expected {expected}, the {} that is \
                 possible",
                if u == 0.0 { "first" } else { "last" }
            );
        }
    }
}
