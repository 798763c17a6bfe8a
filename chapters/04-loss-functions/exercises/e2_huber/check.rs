use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;

/// The loss by its two branches.
fn loss(r: f64, delta: f64) -> f64 {
    if r.abs() <= delta { r * r / 2.0 } else { delta * r.abs() - delta * delta / 2.0 }
}

/// What a slip gives for a residual and a threshold, and what to say about it.
type Slip = (fn(f64, f64) -> f64, &'static str);

const LOSS_SLIPS: [Slip; 11] = [
    (|r, _| r * r / 2.0, "from the threshold on the loss is a line, on both sides: |r| > δ"),
    (
        |r, delta| if r <= delta { r * r / 2.0 } else { loss(r, delta) },
        "on the left it never becomes a line: compare |r| with δ, not r",
    ),
    (
        |r, delta| if r.abs() <= delta { r * r / 2.0 } else { delta * r.abs() },
        "the branches do not meet: δ·|r| is above ½r² by δ²/2 at the seam",
    ),
    (
        |r, delta| {
            if r.abs() <= delta { r * r / 2.0 } else { delta * r.abs() + delta * delta / 2.0 }
        },
        "the branches do not meet: δ²/2 is to be subtracted from δ·|r|, not added",
    ),
    (
        |r, delta| if r.abs() <= delta { r * r / 2.0 } else { delta * (r.abs() - delta) },
        "the branches do not meet: at the seam the line is at 0, and ½r² at δ²/2",
    ),
    (
        |r, delta| if r.abs() <= delta { r * r / 2.0 } else { r.abs() - 0.5 },
        "the line is the one for δ = 1: its slope is δ, and it begins at δ²/2",
    ),
    (
        |r, delta| if r.abs() <= delta { r * r / 2.0 } else { r.abs() - delta / 2.0 },
        "the line has the slope 1; where ½r² ends its slope is δ",
    ),
    (|r, _| loss(r, 1.0), "delta is not used: that is the loss for δ = 1"),
    (
        |r, delta| loss(r, delta) / delta,
        "that is the loss divided by δ, which other books call smooth L1",
    ),
    (
        |r, delta| if r.abs() <= delta { r * r } else { loss(r, delta) },
        "inside it is half the square, ½r²: without the ½ the branches do not meet",
    ),
    (
        |r, delta| if r.abs() <= delta { loss(r, delta) } else { delta * r - delta * delta / 2.0 },
        "the line needs the magnitude, |r|: a loss is not negative",
    ),
];

const SLOPE_SLIPS: [Slip; 9] = [
    (|r, _| r, "the derivative is not held: where the loss is a line its slope stays at ±δ"),
    (|r, delta| r.min(delta), "this is held on one side alone; r is to stay between −δ and δ"),
    (|r, delta| r.max(-delta), "this is held on one side alone; r is to stay between −δ and δ"),
    (|r, delta| -r.clamp(-delta, delta), "the sign is turned: r is y − t, not t − y"),
    (
        |r, delta| r.abs().min(delta),
        "the sign is lost: where the output is too low the derivative is negative",
    ),
    (|r, delta| if r.abs() <= delta { r } else { r.signum() }, "the line has the slope δ, not 1"),
    (|r, _| r.clamp(-1.0, 1.0), "delta is not used: that is the derivative for δ = 1"),
    (
        |r, delta| r.clamp(-delta, delta) / delta,
        "that is the derivative divided by δ, which belongs to the loss called smooth L1",
    ),
    (
        |r, delta| if r.abs() <= delta { r } else { delta },
        "the sign is lost: on the left the line goes down, and its slope is −δ",
    ),
];

/// Names the slip that gives all these values, if exactly one does.
fn slip(
    slips: &[Slip],
    r: &[f64],
    delta: f64,
    found: &[f64],
    if_nan: &'static str,
) -> Option<&'static str> {
    if found.iter().any(|value| value.is_nan()) {
        return Some(if_nan);
    }
    let fits = |slip: fn(f64, f64) -> f64| {
        let values: Vec<f64> = r.iter().map(|r| slip(*r, delta)).collect();
        compare("", &[r.len()], found, &values, Tolerance::F64_GOLDEN).is_ok()
    };
    let mut fitting = slips.iter().filter(|(slip, _)| fits(*slip)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares losses and derivatives at these residuals with what is expected.
///
/// Each is tried with several targets: only the difference `y − t` counts.
#[track_caller]
fn check_both(r: &[f64], delta: f64, losses: &[f64], slopes: &[f64], tolerance: Tolerance) {
    for t in [0.0, 0.25, -4.0] {
        let given = |r: &f64| {
            let name = || format!("`huber(y = {:?}, t = {t:?}, delta = {delta:?})`", t + r);
            guarded(name, || huber(t + r, t, delta))
        };
        let (loss, slope): (Vec<f64>, Vec<f64>) = r.iter().map(given).unzip();
        let of = |what: &str| format!("the {what} at r = {r:?} (t = {t:?}), δ = {delta:?}");
        let mismatch = compare(&of("loss"), &[r.len()], &loss, losses, Tolerance::F64_GOLDEN);
        let nan = "no loss is NaN: there is nothing to divide";
        assert_or_name_slip(mismatch, || slip(&LOSS_SLIPS, r, delta, &loss, nan));
        let mismatch = compare(&of("derivative"), &[r.len()], &slope, slopes, tolerance);
        let nan = "no derivative is NaN: r/|r| is 0/0 at 0";
        assert_or_name_slip(mismatch, || slip(&SLOPE_SLIPS, r, delta, &slope, nan));
    }
}

#[test]
fn agrees_with_paper() {
    let (r, exact) = ([3.0, -3.0, 1.5, -1.5, 0.0, -5.0], Tolerance::F64_GOLDEN);
    check_both(
        &r,
        2.0,
        &[4.0, 4.0, 1.125, 1.125, 0.0, 8.0],
        &[2.0, -2.0, 1.5, -1.5, 0.0, -2.0],
        exact,
    );
    let (losses, slopes) =
        ([1.375, 1.375, 0.625, 0.625, 0.0, 2.375], [0.5, -0.5, 0.5, -0.5, 0.0, -0.5]);
    check_both(&r, 0.5, &losses, &slopes, exact);
}

#[test]
fn inside_it_is_half_the_square() {
    let r = [-3.75, -1.5, -0.25, 0.5, 1.25, 3.5];
    check_both(&r, 4.0, &r.map(|r| r * r / 2.0), &r, Tolerance::F64_GOLDEN);
}

#[test]
fn outside_it_is_a_line_on_both_sides() {
    let r = [-1000.0, -8.0, -0.5, 0.5, 2.0, 1000.0];
    let losses = [249.96875, 1.96875, 0.09375, 0.09375, 0.46875, 249.96875];
    let slopes = [-0.25, -0.25, -0.25, 0.25, 0.25, 0.25];
    check_both(&r, 0.25, &losses, &slopes, Tolerance::F64_GOLDEN);
}

/// At the seam, and a little to either side of it, in value and slope.
#[test]
fn the_branches_meet_at_the_seam() {
    for delta in [0.5, 1.0, 3.0] {
        let step = 2f64.powi(-30);
        let r = [-delta - step, -delta, -delta + step, delta - step, delta, delta + step];
        let losses = r.map(|r| loss(r, delta));
        check_both(&r, delta, &losses, &r.map(|r| r.clamp(-delta, delta)), Tolerance::F64_GOLDEN);
    }
}

#[test]
fn the_derivative_is_the_one_that_is_measured() {
    let r: Vec<f64> = (-12..=12).map(|r| f64::from(r) * 0.5 + 0.125).collect();
    for delta in [0.75, 2.0] {
        let losses: Vec<f64> = r.iter().map(|r| loss(*r, delta)).collect();
        let slope = |r: &f64| central_difference(|r| loss(r, delta), *r, 1e-5);
        let slopes: Vec<f64> = r.iter().map(slope).collect();
        check_both(&r, delta, &losses, &slopes, Tolerance::F64_GRADIENT);
    }
}

/// The numbers of PyTorch 2.15, for the target 0.25.
#[test]
fn it_agrees_with_pytorch() {
    let r = [-5.25, -1.75, -0.95, 0.05, 0.5, 2.25];
    let losses = [6.75, 1.5, 0.45125, 0.00125, 0.125, 2.25];
    let slopes = [-1.5, -1.5, -0.95, 0.05, 0.5, 1.5];
    check_both(&r, 1.5, &losses, &slopes, Tolerance::F64_GOLDEN);
    let losses = [2.5, 0.75, 0.35, 0.00125, 0.125, 1.0];
    let slopes = [-0.5, -0.5, -0.5, 0.05, 0.5, 0.5];
    check_both(&r, 0.5, &losses, &slopes, Tolerance::F64_GOLDEN);
}
