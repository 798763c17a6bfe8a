use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

/// For losses and logarithms of probabilities that are differences of two logits as large as 1000,
/// whose last digit is worth about 1e-13.
const OF_DIFFERENCES: Tolerance = Tolerance { absolute: 1e-12, relative: 1e-12 };

/// The probabilities, by their definition: good for small logits.
fn softmax(z: &[f64]) -> Vec<f64> {
    let sum: f64 = z.iter().map(|z| z.exp()).sum();
    z.iter().map(|z| z.exp() / sum).collect()
}

/// Names the slip that gives this loss, if one does.
fn loss_slip(z: &[f64], class: usize, found: f64, expected: f64) -> Option<&'static str> {
    let p = softmax(z);
    let max = z.iter().fold(f64::NEG_INFINITY, |max, z| max.max(*z));
    let is = |value: f64| OF_DIFFERENCES.is_close(found, value);
    Some(if found.is_nan() {
        "NaN comes of ∞/∞ or ∞ − ∞: subtract the maximum before exp, and let no exponential overflow"
    } else if found == f64::INFINITY {
        "a loss of ∞ comes of ln 0 or of e to more than 709: L = lse(z) − z_t needs no probability, \
         and lse no exponent above 0"
    } else if found == f64::NEG_INFINITY {
        "every exponential is 0: subtract the maximum of the logits, whatever its sign (a search \
         for it that begins at 0 does not find one below 0)"
    } else if expected > 20.0 && found > 5.0 && found < expected / 2.0 {
        "the loss stays small where the probability underflows: is something added to it, or is it \
         clamped? L = lse(z) − z_t needs no probability"
    } else if is(-expected) {
        "the sign is turned: −ln p is at least 0"
    } else if is(expected + z[class]) {
        "that is lse(z): the logit of the true class is to be subtracted"
    } else if is(expected - max) || is(expected + z[class] - max) {
        "the maximum was subtracted, but not added again"
    } else if is(expected / 2f64.ln()) || is(expected / 10f64.ln()) {
        "the natural logarithm is asked for, `ln`"
    } else if is(expected / z.len() as f64) {
        "there is nothing to divide by: this is one sample, and its loss is that of one class"
    } else if is(p[class]) || is(1.0 - p[class]) {
        "the logarithm is missing: −ln p"
    } else if (0..z.len()).any(|other| other != class && is(expected + z[class] - z[other])) {
        "that is the loss of another class: classes are counted from 0"
    } else {
        return None;
    })
}

/// Names the slip that gives this gradient, if exactly one does.
fn gradient_slip(z: &[f64], class: usize, found: &[f64]) -> Option<&'static str> {
    if found.iter().any(|element| element.is_nan()) {
        return Some("NaN comes of ∞/∞: subtract the maximum, or lse(z), before exp");
    }
    if found.iter().any(|element| element.is_infinite()) {
        return Some(
            "no element is beyond ±1: is there an e to more than 709, or a division by 0?",
        );
    }
    let p = softmax(z);
    let with = |element: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        let one_hot = |i| if i == class { 1.0 } else { 0.0 };
        (0..z.len()).map(|i| element(p[i], one_hot(i))).collect()
    };
    let (own, count) = (p[class], z.len() as f64);
    let slips = [
        (with(&|p, _| p), "these are the probabilities: 1 is to be subtracted at the true class"),
        (with(&|p, t| t - p), "every sign is turned: pᵢ − [i = t], not [i = t] − pᵢ"),
        (
            with(&|p, t| t * (p - 1.0)),
            "the other classes have a gradient as well: a larger zᵢ makes p_t smaller",
        ),
        (
            with(&|p, t| -t / p),
            "that is the gradient with respect to the probabilities; the one with respect to the \
             logits is asked for",
        ),
        (with(&|p, t| (p - t) / count), "one sample was divided by the number of classes"),
        (
            with(&|p, t| (p - t) * p * (1.0 - p)),
            "the derivative of softmax is multiplied in once more: p − [i = t] holds it already",
        ),
        (with(&|p, t| own * (p - t)), "that is the gradient of −p_t: the logarithm is missing"),
        (with(&|p, _| p - 1.0), "the 1 is subtracted at the true class alone"),
    ];
    let fits =
        |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GRADIENT).is_ok();
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares loss and gradient with what is expected, and names the slip if it can.
#[track_caller]
fn check_both(z: &[f64], class: usize, loss: f64, gradient: &[f64], tolerance: Tolerance) {
    let given = format!("of z = {z:?}, class {class}");
    let found = guarded(|| format!("`cross_entropy` {given}"), || cross_entropy(z, class));
    let mismatch = compare(&format!("the loss {given}"), &[], &[found.0], &[loss], OF_DIFFERENCES);
    assert_or_name_slip(mismatch, || loss_slip(z, class, found.0, loss));
    let name = format!("the gradient {given}");
    let mismatch = compare(&name, &[z.len()], &found.1, gradient, tolerance);
    assert_or_name_slip(mismatch, || gradient_slip(z, class, &found.1));
}

#[test]
fn agrees_with_paper() {
    let (ln_3, tolerance) = (3f64.ln(), Tolerance::F64_GOLDEN);
    check_both(&[0.0, ln_3], 0, 4f64.ln(), &[-0.75, 0.75], tolerance);
    check_both(&[0.0, ln_3], 1, 4f64.ln() - ln_3, &[0.25, -0.25], tolerance);
    let z = [-2.0, -2.0 + ln_3, -2.0, -2.0 + ln_3];
    check_both(&z, 2, 8f64.ln(), &[0.125, 0.375, -0.875, 0.375], tolerance);
    check_both(&[-7.0], 0, 0.0, &[0.0], tolerance);
}

/// The numbers of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    let gradient =
        [0.07329888299947025, 0.012737435949330743, 0.8929631994673568, -0.978999518416158];
    let z = [0.5, -1.25, 3.0, -0.75];
    check_both(&z, 3, 3.8632099089577534, &gradient, Tolerance::F64_GOLDEN);
    let gradient = [-0.9583882746520987, 0.6509169016831617, 0.3074713729689371];
    check_both(&[-2.5, 0.25, -0.5], 0, 3.179373292105246, &gradient, Tolerance::F64_GOLDEN);
}

#[test]
fn the_gradient_is_the_one_that_is_measured() {
    let z = [1.5, -0.5, 0.25, -2.0, 2.0];
    let loss = |z: &[f64], class: usize| -softmax(z)[class].ln();
    for class in 0..z.len() {
        let slope = |i: usize| {
            let moved = |value| {
                let mut z = z;
                z[i] = value;
                loss(&z, class)
            };
            central_difference(moved, z[i], 1e-5)
        };
        let measured: Vec<f64> = (0..z.len()).map(slope).collect();
        check_both(&z, class, loss(&z, class), &measured, Tolerance::F64_GRADIENT);
    }
}

#[test]
fn large_logits_do_not_overflow() {
    check_both(&[1000.0, 1000.0], 1, 2f64.ln(), &[0.5, -0.5], OF_DIFFERENCES);
    check_both(&[720.0, -3.0, 720.0], 0, 2f64.ln(), &[-0.5, 0.0, 0.5], OF_DIFFERENCES);
    check_both(&[-1000.0, 1000.0], 1, 0.0, &[0.0, 0.0], OF_DIFFERENCES);
}

#[test]
fn very_negative_logits_do_not_vanish() {
    check_both(&[-1000.0, -1000.0], 0, 2f64.ln(), &[-0.5, 0.5], OF_DIFFERENCES);
    check_both(&[-1000.0, -800.0, -800.0], 2, 2f64.ln(), &[0.0, 0.5, -0.5], OF_DIFFERENCES);
}

/// Its probability is 0 to the last bit, but not its loss.
#[test]
fn an_improbable_class_has_a_finite_loss() {
    check_both(&[0.0, 1000.0], 0, 1000.0, &[-1.0, 1.0], OF_DIFFERENCES);
    check_both(&[1000.0, -1000.0, -1000.0], 2, 2000.0, &[1.0, 0.0, -1.0], OF_DIFFERENCES);
    check_both(&[-60.0, 0.0, -1000.0], 0, 60.0, &[-1.0, 1.0, 0.0], OF_DIFFERENCES);
}
