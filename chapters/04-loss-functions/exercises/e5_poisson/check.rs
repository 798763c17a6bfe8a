use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

/// The mean of a sample's loss over all samples.
fn mean(z: &[f64], k: &[u32], loss: impl Fn(f64, f64) -> f64) -> f64 {
    z.iter().zip(k).map(|(z, k)| loss(*z, f64::from(*k))).sum::<f64>() / z.len() as f64
}

/// The loss of one sample.
fn sample_loss(z: f64, k: f64) -> f64 {
    z.exp() - k * z
}

/// `ln k!`
fn ln_factorial(k: f64) -> f64 {
    (1..=k as u32).map(|i| f64::from(i).ln()).sum()
}

/// Names the slip that gives this loss, if exactly one does.
fn loss_slip(z: &[f64], k: &[u32], found: f64) -> Option<&'static str> {
    if !found.is_finite() {
        return Some(
            "NaN or ∞ comes of ln 0, or of a negative: the logarithm of the rate is z itself, \
             without exp and ln",
        );
    }
    let n = z.len() as f64;
    let slips = [
        (n * mean(z, k, sample_loss), "that is the sum: divide by the number of samples"),
        (-mean(z, k, sample_loss), "the sign is turned: the loss is minus the log-likelihood"),
        (
            -n * mean(z, k, sample_loss),
            "that is the log-likelihood: the mean of minus it is asked for",
        ),
        (
            mean(z, k, |z, k| z - k * z.ln()),
            "z is the logarithm of the rate, not the rate: λ = e^z",
        ),
        (mean(z, k, |z, k| z - k * z), "the rate is e^z: its first term lacks the exp"),
        (
            mean(z, k, |z, k| sample_loss(z, k) + ln_factorial(k)),
            "ln k! does not depend on z: leave it out",
        ),
        (mean(z, k, |z, k| z.exp() + k * z), "the two terms have opposite signs: e^z − k·z"),
        (mean(z, k, |z, _| z.exp() - z), "the count is missing: e^z − k·z"),
        (
            mean(z, k, |z, k| z.exp() - k * z.exp()),
            "the logarithm of the rate is z: k·ln λ = k·z, not k·λ",
        ),
        (mean(z, k, |z, k| (z.exp() - k).powi(2)), "that is the squared error of the rate"),
    ];
    let fits = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    let mut fitting = slips.iter().filter(|(value, _)| fits(*value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Names the slip that gives this gradient, if exactly one does.
fn gradient_slip(z: &[f64], k: &[u32], found: &[f64]) -> Option<&'static str> {
    if found.iter().any(|element| !element.is_finite()) {
        return Some(
            "NaN or ∞ comes of a division by the rate: ∂L/∂z = e^z − k divides by nothing",
        );
    }
    let n = z.len() as f64;
    let with = |element: fn(f64, f64) -> f64, n: f64| -> Vec<f64> {
        z.iter().zip(k).map(|(z, k)| element(*z, f64::from(*k)) / n).collect()
    };
    let of_sum = "the loss is a mean, so its gradient is divided by n as well";
    let of_rate = "that is the gradient with respect to the rate, 1 − k/λ: the one with respect to \
                   z is that times λ";
    let slips = [
        (with(|z, k| z.exp() - k, 1.0), of_sum),
        (with(|z, k| z.exp() - k, n * n), "that was divided by n twice"),
        (with(|z, k| k - z.exp(), n), "every sign is turned: e^z − k, not k − e^z"),
        (with(|z, k| k - z.exp(), 1.0), "every sign is turned, and the gradient is that of a sum"),
        (with(|z, k| 1.0 - k / z.exp(), n), of_rate),
        (with(|z, k| 1.0 - k / z.exp(), 1.0), of_rate),
        (with(|z, k| z - k, n), "the rate is e^z, not z: e^z − k"),
        (with(|z, k| 1.0 - k / z, n), "the rate is e^z, not z"),
        (with(|z, k| z.exp() - k * z, n), "these are the losses; their derivatives are asked for"),
        (with(|z, k| (z.exp() - k) * z.exp(), n), "e^z was multiplied in once too often: e^z − k"),
    ];
    let fits =
        |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GRADIENT).is_ok();
    let mut fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares loss and gradient with what is expected, and names the slip if it can.
#[track_caller]
fn check_both(z: &[f64], k: &[u32], loss: f64, gradient: &[f64], tolerance: Tolerance) {
    let given = format!("of z = {z:?}, k = {k:?}");
    let found = guarded(|| format!("`poisson_loss` {given}"), || poisson_loss(z, k));
    let name = format!("the loss {given}");
    let mismatch = compare(&name, &[], &[found.0], &[loss], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || loss_slip(z, k, found.0));
    let name = format!("the gradient {given}");
    let mismatch = compare(&name, &[z.len()], &found.1, gradient, tolerance);
    assert_or_name_slip(mismatch, || gradient_slip(z, k, &found.1));
}

#[test]
fn agrees_with_paper() {
    let (ln_3, exact) = (3f64.ln(), Tolerance::F64_GOLDEN);
    check_both(&[0.0, ln_3], &[2, 1], (4.0 - ln_3) / 2.0, &[-0.5, 1.0], exact);
    let (loss, gradient) = ((1.0 / 3.0 + 4.0 * ln_3 + 3.0 - 5.0 * ln_3) / 2.0, [-11.0 / 6.0, -1.0]);
    check_both(&[-ln_3, ln_3], &[4, 5], loss, &gradient, exact);
}

/// The numbers of PyTorch 2.15, of `poisson_nll_loss` with `log_input` and without `full`.
#[test]
fn it_agrees_with_pytorch() {
    let gradient =
        [-0.07025574585997435, 0.057300959372038024, 0.47781121978613017, 0.0, 0.00995741367357279];
    let z = [0.5, -1.25, 2.0, 0.0, -3.0];
    check_both(&z, &[2, 0, 5, 1, 0], -0.1251861530282335, &gradient, Tolerance::F64_GOLDEN);
}

#[test]
fn the_gradient_is_the_one_that_is_measured() {
    let (z, k) = ([1.5, -0.5, 0.25, -2.0], [3, 0, 7, 2]);
    let slope = |i: usize| {
        let moved = |value| {
            let mut z = z;
            z[i] = value;
            mean(&z, &k, sample_loss)
        };
        central_difference(moved, z[i], 1e-5)
    };
    let measured: Vec<f64> = (0..z.len()).map(slope).collect();
    check_both(&z, &k, mean(&z, &k, sample_loss), &measured, Tolerance::F64_GRADIENT);
}

#[test]
fn a_single_sample_is_its_own_mean() {
    check_both(&[0.0], &[3], 1.0, &[-2.0], Tolerance::F64_GOLDEN);
    check_both(&[2f64.ln()], &[1], 2.0 - 2f64.ln(), &[1.0], Tolerance::F64_GOLDEN);
}

#[test]
fn where_the_rate_is_the_count_the_gradient_is_zero() {
    let z = [1.0, 2.0, 5.0].map(f64::ln);
    let loss = (8.0 - 2.0 * 2f64.ln() - 5.0 * 5f64.ln()) / 3.0;
    check_both(&z, &[1, 2, 5], loss, &[0.0; 3], Tolerance::F64_GOLDEN);
}

/// Where nothing was counted only the rate is left.
#[test]
fn counts_may_be_zero() {
    let z = [1.0, 2.0, 4.0].map(f64::ln);
    check_both(&z, &[0, 0, 0], 7.0 / 3.0, &[1.0, 2.0, 4.0].map(|z| z / 3.0), Tolerance::F64_GOLDEN);
}

#[test]
fn a_rate_that_rounds_to_zero_has_a_finite_loss() {
    check_both(&[-1000.0, -1000.0], &[3, 0], 1500.0, &[-1.5, 0.0], Tolerance::F64_GOLDEN);
    check_both(&[-800.0], &[2], 1600.0, &[-2.0], Tolerance::F64_GOLDEN);
}
