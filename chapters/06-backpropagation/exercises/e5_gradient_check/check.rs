use super::exercise::*;
use check::guarded;

/// A function, a point, and the function's gradient there, by pencil.
struct Case {
    f: fn(&[f64]) -> f64,
    x: Vec<f64>,
    gradient: Vec<f64>,
}

/// Curved, and each element's slope depends on the others.
fn curved() -> Case {
    let (f, x): (fn(&[f64]) -> f64, _) =
        (|x| x[0].sin() * x[1] + x[1] * x[2] * x[2] + x[2].exp(), vec![0.4f64, -1.5, 0.8]);
    let gradient =
        vec![x[0].cos() * x[1], x[0].sin() + x[2] * x[2], 2.0 * x[1] * x[2] + x[2].exp()];
    Case { f, x, gradient }
}

/// Linear, with slopes of very different sizes.
fn unequal() -> Case {
    let f = |x: &[f64]| 1e3 * x[0] + 0.03 * x[1] - 2e-4 * x[2] + 2.0 * x[3];
    Case { f, x: vec![0.0, 1.0, -1.0, 0.0], gradient: vec![1e3, 0.03, -2e-4, 2.0] }
}

/// The reader's verdict.
#[track_caller]
fn is_right(case: &Case, gradient: &[f64]) -> bool {
    let given = || format!("`gradient_is_right` of the gradient {gradient:?} at {:?}", case.x);
    guarded(given, || gradient_is_right(case.f, gradient, &case.x))
}

#[track_caller]
fn check_passes(case: &Case, words: &str) {
    assert!(
        is_right(case, &case.gradient),
        "At {:?} the gradient is {:?}, and this is right, but the check calls it wrong: {words}",
        case.x,
        case.gradient
    );
}

#[track_caller]
fn check_fails(case: &Case, gradient: &[f64], words: &str) {
    assert!(
        !is_right(case, gradient),
        "At {:?} the gradient is {:?}, but the check calls {gradient:?} right: {words}",
        case.x,
        case.gradient
    );
}

/// The gradient with one element changed.
fn changed(case: &Case, i: usize, change: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut gradient = case.gradient.clone();
    gradient[i] = change(gradient[i]);
    gradient
}

#[test]
fn a_right_gradient_passes() {
    check_passes(&curved(), "is the slope the difference over 2·h, and the bound 1e-6?");
    check_passes(&unequal(), "is the error divided by the slopes' own size?");
    let square = Case { f: |x| x[0] * x[0], x: vec![3.0], gradient: vec![6.0] };
    check_passes(&square, "is the slope the difference over 2·h?");
    let nothing = Case { f: |_| 1.0, x: vec![], gradient: vec![] };
    check_passes(&nothing, "it has no element that could be wrong");
}

/// A one-sided difference is off by `h·f″/2`, here `1e-5`; a central one is exact but for rounding.
#[test]
fn the_measurement_is_central() {
    let f = |x: &[f64]| x.iter().map(|x| x * x).sum();
    let case = Case { f, x: vec![1.0, -2.0, 0.5], gradient: vec![2.0, -4.0, 1.0] };
    check_passes(&case, "a one-sided difference is off by h·f″/2, so measure on both sides of x");
}

/// The slope in each element is the product of the others.
#[test]
fn each_element_is_moved_alone() {
    let f = |x: &[f64]| x[0] * x[1] * x[2];
    let case = Case { f, x: vec![0.5, -2.0, 1.5], gradient: vec![-3.0, 0.75, -1.0] };
    check_passes(&case, "is each element put back before the next one is moved?");
}

/// At a minimum, and where the function does not depend on an element at all.
#[test]
fn near_zero_a_right_gradient_passes() {
    let f = |x: &[f64]| (x[0] - 3.0).powi(2) + x[1].cos() + 0.0 * x[2];
    let case = Case { f, x: vec![3.0, 0.7, 5.0], gradient: vec![0.0, -(0.7f64.sin()), 0.0] };
    check_passes(
        &case,
        "where the slope is 0, |a| + |n| is rounding or 0: divide by no less than 1e-4",
    );
}

#[test]
fn large_values_with_a_right_gradient_pass() {
    let case = curved();
    let f = |x: &[f64]| 1e6 * (curved().f)(x);
    let case = Case { f, gradient: case.gradient.iter().map(|a| 1e6 * a).collect(), ..case };
    check_passes(
        &case,
        "slopes of 1e6 carry rounding of their own size, so divide the error by |a| + |n|",
    );
}

#[test]
fn off_by_a_thousandth_fails() {
    for case in [curved(), unequal()] {
        for i in 0..case.x.len() {
            for factor in [1.001, 0.999] {
                let words = format!("element {i} is off by 0.1 %");
                check_fails(&case, &changed(&case, i, |a| factor * a), &words);
            }
        }
    }
}

#[test]
fn a_wrong_last_element_fails() {
    for case in [curved(), unequal()] {
        let last = changed(&case, case.x.len() - 1, |a| 1.02 * a);
        check_fails(&case, &last, "only the last element is wrong; does the loop reach it?");
    }
}

#[test]
fn a_turned_sign_fails() {
    for case in [curved(), unequal()] {
        for i in 0..case.x.len() {
            let words = format!("element {i} has the opposite sign; compare it with its sign");
            check_fails(&case, &changed(&case, i, |a| -a), &words);
        }
    }
}

#[test]
fn a_missing_element_fails() {
    let case = curved();
    let words = "there are not as many elements as in x; compare the lengths, `zip` does not";
    check_fails(&case, &case.gradient[..2], words);
    check_fails(&case, &[], words);
    let more = [case.gradient.as_slice(), &[0.0]].concat();
    check_fails(&case, &more, words);
}

/// In the norm of the whole gradient its error is lost, and so it is in an absolute one.
#[test]
fn a_small_element_among_large_ones_counts() {
    let case = unequal();
    for i in [1, 2] {
        let words = format!(
            "element {i} is off by 0.1 %, but small beside others: judge each element by its own size"
        );
        check_fails(&case, &changed(&case, i, |a| 1.001 * a), &words);
    }
}

#[test]
fn zero_fails_where_the_slope_is_not_zero() {
    let case = unequal();
    for i in 0..case.x.len() {
        let words = format!("element {i} is 0 and should not be; no element may be left out");
        check_fails(&case, &changed(&case, i, |_| 0.0), &words);
    }
}

#[test]
fn errors_that_cancel_fail() {
    let case = curved();
    let mut gradient = case.gradient.clone();
    gradient[0] += 0.01;
    gradient[1] -= 0.01;
    let words = "one element is too large and one too small by the same amount: judge each alone";
    check_fails(&case, &gradient, words);
}

#[test]
fn nan_and_infinity_fail() {
    let case = curved();
    for i in 0..3 {
        let nan = changed(&case, i, |_| f64::NAN);
        let words = "NaN is neither > a bound nor ≤ it: ask whether the error is ≤ the bound";
        check_fails(&case, &nan, words);
        for infinite in [f64::INFINITY, f64::NEG_INFINITY] {
            let words = "the error is infinite, but so is bound·(|a| + |n|): compare the quotient";
            check_fails(&case, &changed(&case, i, |_| infinite), words);
        }
    }
}
