use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

type Matrix = [[f64; 2]; 2];

/// The reader's rate.
#[track_caller]
fn rate_of(a: Matrix) -> f64 {
    guarded(|| format!("`critical_rate` of {a:?}"), || critical_rate(a))
}

/// Names the slip that gives this rate, if exactly one does. `min` and `max`: the eigenvalues.
fn slip([[a, b], [_, d]]: Matrix, [min, max]: [f64; 2], found: f64) -> Option<&'static str> {
    if found.is_nan() {
        return Some(
            "NaN comes of a negative number under the root: for nearly equal eigenvalues \
             (a + d)²/4 − (ad − b²) can be rounded to one, ((a − d)/2)² + b² cannot",
        );
    }
    let slips = [
        (
            1.0 / max,
            "that is 1/λ_max: with it an eigenvector shrinks to 0 in one step. Up to twice that rate \
             a step lands beyond the minimum, but closer to it",
        ),
        (2.0 / min, "that is 2/λ_min: along the steeper direction descent diverges long before"),
        (
            2.0 / (a + d),
            "that has the trace in place of the maximum eigenvalue: with the sum of both, the rate \
             is too small",
        ),
        (
            4.0 / (a + d),
            "that has the mean of the eigenvalues, half the trace; the maximum is above it",
        ),
        (2.0 / a.max(d), "that has only the diagonal: b makes the maximum eigenvalue larger"),
        (
            2.0 / (a.max(d) + b.abs()),
            "that has the maximum sum of a row, which is only a bound for the eigenvalue",
        ),
        (
            2.0 / (a * d - b * b),
            "that has the determinant, the product of the eigenvalues; their maximum is asked for",
        ),
        (max, "that is the eigenvalue itself, not a rate"),
        (2.0 * max, "the rate is in inverse proportion to the eigenvalue: divide by it"),
        (
            2.0 / ((a + d) / 2.0 + (a - d).hypot(b)),
            "look at the root again: half the difference of a and d is squared, not all of it",
        ),
        (
            2.0 / ((a + d) / 2.0 + (a - d).hypot(b) / 2.0),
            "look at the root again: with (a − d)² goes 4b², with ((a − d)/2)² goes b²",
        ),
    ];
    let fits = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    let mut fitting = slips.iter().filter(|(value, _)| fits(*value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Compares the rate with what is expected. `eigenvalues`: the minimum and the maximum.
#[track_caller]
fn check_rate(a: Matrix, eigenvalues: [f64; 2], tolerance: Tolerance) {
    let found = rate_of(a);
    let name = format!("the critical rate for A = {a:?}");
    let mismatch = compare(&name, &[], &[found], &[2.0 / eigenvalues[1]], tolerance);
    assert_or_name_slip(mismatch, || slip(a, eigenvalues, found));
}

/// How far from 0 descent ends after 3000 steps, or after fewer if it is far off by then.
fn distance_after_descent([[a, b], [_, d]]: Matrix, start: [f64; 2], rate: f64) -> f64 {
    let [mut x, mut y] = start;
    for _ in 0..3000 {
        [x, y] = [x - rate * (a * x + b * y), y - rate * (b * x + d * y)];
        if x.hypot(y) > 1e100 {
            break;
        }
    }
    x.hypot(y)
}

/// Matrices of several shapes. Each start has a component along the eigenvector of the maximum
/// eigenvalue.
const BOWLS: [Matrix; 5] = [
    [[2.0, 1.0], [1.0, 2.0]],
    [[1.0, -0.75], [-0.75, 4.0]],
    [[30.0, 5.0], [5.0, 1.5]],
    [[0.02, 0.0], [0.0, 0.5]],
    [[3.0, 0.0], [0.0, 3.0]],
];
const STARTS: [[f64; 2]; 3] = [[1.0, 0.25], [-2.0, 3.0], [0.5, -4.0]];

#[test]
fn agrees_with_paper() {
    check_rate([[0.75, 1.0], [1.0, 2.25]], [0.25, 2.75], Tolerance::F64_GOLDEN);
    check_rate([[2.0, 1.0], [1.0, 2.0]], [1.0, 3.0], Tolerance::F64_GOLDEN);
    check_rate([[5.0, 2.0], [2.0, 2.0]], [1.0, 6.0], Tolerance::F64_GOLDEN);
}

#[test]
fn below_it_descent_converges() {
    for a in BOWLS {
        let rate = rate_of(a);
        for start in STARTS {
            let end = distance_after_descent(a, start, 0.98 * rate);
            assert!(
                end < 1e-9,
                "A = {a:?}: at 98 % of your rate {rate} descent from {start:?} ends at the distance \
                 {end:.1e} from the minimum, expected it to arrive: the rate is too large (which \
                 direction is the steepest?)"
            );
        }
    }
}

#[test]
fn above_it_descent_diverges() {
    for a in BOWLS {
        let rate = rate_of(a);
        for start in STARTS {
            let end = distance_after_descent(a, start, 1.02 * rate);
            assert!(
                end > 1e9 || end.is_nan(),
                "A = {a:?}: at 102 % of your rate {rate} descent from {start:?} ends at the \
                 distance {end:.1e} from the minimum, expected it to diverge: the rate is too small \
                 (how far beyond the minimum may a step land, and still be closer to it?)"
            );
        }
    }
}

/// The steeper direction may be either axis.
#[test]
fn on_a_diagonal_matrix_the_steeper_axis_decides() {
    check_rate([[8.0, 0.0], [0.0, 0.5]], [0.5, 8.0], Tolerance::F64_GOLDEN);
    check_rate([[0.5, 0.0], [0.0, 8.0]], [0.5, 8.0], Tolerance::F64_GOLDEN);
    check_rate([[1e6, 0.0], [0.0, 1e-6]], [1e-6, 1e6], Tolerance::F64_GOLDEN);
}

/// A mirror image of the bowl is as steep as the bowl.
#[test]
fn the_sign_of_b_does_not_matter() {
    check_rate([[0.75, -1.0], [-1.0, 2.25]], [0.25, 2.75], Tolerance::F64_GOLDEN);
    check_rate([[2.0, -1.0], [-1.0, 2.0]], [1.0, 3.0], Tolerance::F64_GOLDEN);
    check_rate([[2.0, -2.0], [-2.0, 5.0]], [1.0, 6.0], Tolerance::F64_GOLDEN);
}

#[test]
fn equal_eigenvalues_are_no_special_case() {
    check_rate([[4.0, 0.0], [0.0, 4.0]], [4.0, 4.0], Tolerance::F64_GOLDEN);
    // Close enough to equal that their difference is lost in a square.
    let nearly = Tolerance { absolute: 0.0, relative: 1e-6 };
    check_rate([[0.9, 0.0], [0.0, 0.900_000_001]], [0.9, 0.900_000_001], nearly);
}
