use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// The sum of a term over all classes.
fn add(p: &[f64], q: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    p.iter().zip(q).map(|(p, q)| term(*p, *q)).sum()
}

/// The divergence of distributions, with its rules for zeros.
fn divergence(p: &[f64], q: &[f64]) -> f64 {
    add(p, q, |p, q| if p > 0.0 { p * (p.ln() - q.ln()) } else { 0.0 })
}

/// Names the slip that gives this divergence, if one does.
fn slip(p: &[f64], q: &[f64], found: f64) -> Option<&'static str> {
    if found.is_nan() && p.contains(&0.0) {
        return Some("0·ln 0 is NaN: where p is 0 the term is 0, so leave it out");
    }
    let expected = divergence(p, q);
    if expected == f64::INFINITY {
        return Some(if found == f64::NEG_INFINITY {
            "the sign is turned: p·ln(p/q), not p·ln(q/p)"
        } else {
            "where q is 0 and p is not, the divergence is ∞: no class is left out there, nothing is \
             added to q, and q is not clamped"
        });
    }
    if found == f64::INFINITY && p.iter().zip(q).any(|(p, q)| *p > 0.0 && p / q == f64::INFINITY) {
        return Some("p/q overflows, though neither is 0: take ln p − ln q");
    }
    if found == f64::INFINITY && p.iter().zip(q).any(|(p, q)| *p == 0.0 && *q == 0.0) {
        return Some("where p is 0 the term is 0, even if q is 0 too: ask for p first");
    }
    let n = p.len() as f64;
    let tiny = 1e-3;
    let skipped = add(p, q, |p, q| if p > 0.0 && q > tiny { p * (p.ln() - q.ln()) } else { 0.0 });
    let turned = add(p, q, |p, q| if q > 0.0 { q * (q.ln() - p.ln()) } else { 0.0 });
    let slips = [
        (turned, "that is KL(q‖p), the other direction: p, written first, gives the weights"),
        (-turned, "the weights are p, not q"),
        (-expected, "the sign is turned: p·ln(p/q), not p·ln(q/p)"),
        (expected / 2f64.ln(), "that is in bits: the natural logarithm is asked for, `ln`"),
        (expected / 10f64.ln(), "the natural logarithm is asked for, `ln`"),
        (expected / n, "there is nothing to divide by: the weights p add up to 1 already"),
        (
            add(p, q, |p, q| if p > 0.0 { -p * q.ln() } else { 0.0 }),
            "that is the cross-entropy, −Σ p·ln q: the entropy of p is to be subtracted",
        ),
        (
            add(p, q, |p, q| if p > 0.0 { p.ln() - q.ln() } else { 0.0 }),
            "the weights p are missing before the logarithm",
        ),
        (
            add(p, q, |p, q| if p > 0.0 { (p * (p.ln() - q.ln())).abs() } else { 0.0 }),
            "single terms may be negative: only their sum is not",
        ),
        ((turned + expected) / 2.0, "that is the mean of both directions"),
        (turned + expected, "that is the sum of both directions"),
        (skipped, "a probability of 1e-310 is no zero: only where p is exactly 0 the term is 0"),
    ];
    let is = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    let near = || (found - expected).abs() < 1e-4;
    let named = slips.iter().find(|(value, _)| is(*value)).map(|(_, words)| *words);
    named.or_else(|| {
        near().then_some("this is close, but not exact: is something small added to p or q?")
    })
}

#[track_caller]
fn check_divergence(p: &[f64], q: &[f64], expected: f64) {
    let name = format!("KL(p‖q) of p = {p:?}, q = {q:?}");
    let found = guarded(|| name.clone(), || kl_divergence(p, q));
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(p, q, found));
}

#[test]
fn agrees_with_paper() {
    let (p, q) = ([0.5, 0.5], [0.25, 0.75]);
    check_divergence(&p, &q, 0.5 * (4f64 / 3.0).ln());
    check_divergence(&q, &p, 0.25 * 0.5f64.ln() + 0.75 * 1.5f64.ln());
    check_divergence(
        &[0.125, 0.5, 0.375],
        &[0.25, 0.5, 0.25],
        0.375 * 1.5f64.ln() - 2f64.ln() / 8.0,
    );
}

#[test]
fn of_equal_distributions_it_is_zero() {
    check_divergence(&[0.25, 0.75], &[0.25, 0.75], 0.0);
    check_divergence(&[0.5, 0.0, 0.375, 0.125], &[0.5, 0.0, 0.375, 0.125], 0.0);
    check_divergence(&[1.0], &[1.0], 0.0);
}

/// The numbers of PyTorch 2.15, whose `kl_div` takes `ln q` first and `p` second.
#[test]
fn it_agrees_with_pytorch() {
    let (p, q) = ([0.1, 0.2, 0.3, 0.4], [0.25, 0.35, 0.15, 0.25]);
    check_divergence(&p, &q, 0.19239337509177767);
    check_divergence(&q, &p, 0.20346522435051093);
    check_divergence(&[0.0, 0.5, 0.2, 0.3], &q, 0.29057035349790883);
}

#[test]
fn where_p_is_zero_the_term_is_zero() {
    check_divergence(&[1.0, 0.0], &[0.5, 0.5], 2f64.ln());
    check_divergence(&[0.0, 0.25, 0.75], &[0.5, 0.25, 0.25], 0.75 * 3f64.ln());
}

#[test]
fn where_both_are_zero_the_term_is_zero() {
    check_divergence(&[0.0, 1.0, 0.0], &[0.0, 0.25, 0.75], 4f64.ln());
    check_divergence(&[0.5, 0.0, 0.5], &[0.25, 0.0, 0.75], 0.5 * (4f64 / 3.0).ln());
}

#[test]
fn where_q_alone_is_zero_it_is_infinite() {
    check_divergence(&[0.5, 0.5], &[1.0, 0.0], f64::INFINITY);
    check_divergence(&[0.0, 0.25, 0.75], &[0.5, 0.5, 0.0], f64::INFINITY);
    check_divergence(&[1e-310, 1.0], &[0.0, 1.0], f64::INFINITY);
}

/// `p/q` is infinite there, or 0, but its logarithm is not.
#[test]
fn tiny_probabilities_are_no_zeros() {
    let ln_tiny = 1e-310f64.ln();
    check_divergence(&[1.0, 0.0], &[1e-310, 1.0], -ln_tiny);
    check_divergence(&[0.5, 0.5], &[1.0, 1e-310], 0.5 * (0.25f64.ln() - ln_tiny));
}
