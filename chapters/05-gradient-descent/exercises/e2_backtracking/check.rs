use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use std::cell::RefCell;

/// A line search: the function, its slope at 0, and what is asked for.
#[derive(Clone, Copy)]
struct Line {
    name: &'static str,
    f: fn(f64) -> f64,
    slope: f64,
    start: f64,
    c: f64,
    shrink: f64,
}

impl Line {
    /// The first step size for which `is_taken`, of those up to `start·shrink¹⁹⁹`.
    fn first(self, is_taken: impl Fn(f64) -> bool) -> Option<f64> {
        let next = |alpha: &f64| Some(alpha * self.shrink);
        std::iter::successors(Some(self.start), next).take(200).find(|alpha| is_taken(*alpha))
    }

    /// The reader's step size, and the step sizes that were tried for it.
    #[track_caller]
    fn search(self) -> (f64, Vec<f64>) {
        let tried = RefCell::new(Vec::new());
        let f = |alpha: f64| {
            tried.borrow_mut().push(alpha);
            assert!(
                tried.borrow().len() < 10_000,
                "{} is evaluated 10 000 times, the last time at {alpha:e}: the search does not \
                 end (for small α the condition holds: does it hold α, c and the slope as it should?)",
                self.name
            );
            (self.f)(alpha)
        };
        let Line { slope, start, c, shrink, .. } = self;
        let alpha = guarded(
            || format!("`backtracking` of {}", self.name),
            || backtracking(f, (self.f)(0.0), slope, start, c, shrink),
        );
        (alpha, tried.into_inner())
    }

    /// Names the slip that gives this step size, if one does.
    fn slip(self, found: f64, expected: f64, tried: &[f64]) -> Option<&'static str> {
        let Line { f, slope, c, .. } = self;
        let value = f(0.0);
        let is = |slip: Option<f64>| {
            slip.is_some_and(|slip| Tolerance::F64_GOLDEN.is_close(found, slip))
        };
        let is_equal = f(expected) == value + c * expected * slope;
        Some(if is_equal && is(self.first(|alpha| f(alpha) < value + c * alpha * slope)) {
            "where both sides are equal the condition is met: ≤, not <"
        } else if is(Some(expected * self.shrink)) && !tried.contains(&self.start) {
            "`start` is a candidate too: it is tried before the first shrinking"
        } else if is(Some(expected * self.shrink)) {
            "that is shrunk once too often: the step size that meets the condition is the result"
        } else if f(found).is_nan() {
            "f is NaN there: ask whether the condition holds, not whether it is violated"
        } else if f(found) > value {
            "f is larger there than at 0. The slope is negative and is added, so that the bound lies \
             below f(0): is a sign turned?"
        } else if f(found) > value + c * found * slope {
            "f is not larger there than at 0, but Armijo's condition asks for more: a decrease in \
             proportion to α and to the slope, f(α) ≤ f(0) + c·α·f'(0)"
        } else if is(self.first(|alpha| f(alpha) <= value + c * slope)) {
            "the condition lacks α: a smaller step need not decrease f as much as a large one"
        } else if is(self.first(|alpha| f(alpha) <= value + alpha * slope)) {
            "the condition lacks c: only the fraction c of what the slope promises is asked for"
        } else if is(self.first(|alpha| f(alpha) <= c * alpha * slope)) {
            "the condition lacks f(0): what is bounded is the decrease from there"
        } else {
            return None;
        })
    }

    /// Compares the step size with what is expected.
    #[track_caller]
    fn check(self, expected: f64) {
        let (found, tried) = self.search();
        let Line { start, c, shrink, .. } = self;
        let name =
            format!("the step size for {} (start {start}, c = {c}, shrink {shrink})", self.name);
        let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
        assert_or_name_slip(mismatch, || self.slip(found, expected, &tried));
    }
}

/// The bowl of the statement: its minimum is at ¼.
const BOWL: Line = Line {
    name: "f(α) = 2(1 − 4α)²",
    f: |alpha| 2.0 * (1.0 - 4.0 * alpha).powi(2),
    slope: -16.0,
    start: 1.0,
    c: 0.25,
    shrink: 0.5,
};

#[test]
fn agrees_with_paper() {
    BOWL.check(0.25);
    Line { start: 1.5, c: 1e-4, shrink: 0.5, ..BOWL }.check(0.375);
    Line { start: 3.0, c: 0.4, shrink: 0.25, ..BOWL }.check(0.1875);
}

#[test]
fn a_start_that_pays_is_taken() {
    Line { start: 0.125, ..BOWL }.check(0.125);
    Line { start: 0.3, c: 1e-4, shrink: 0.1, ..BOWL }.check(0.3);
}

/// At 0.49 f is 1.8432, less than 2; the condition asks for 0.04 at most.
#[test]
fn to_be_below_the_value_at_zero_is_not_enough() {
    Line { start: 0.49, ..BOWL }.check(0.245);
    Line { start: 0.45, c: 0.5, shrink: 0.8, ..BOWL }.check(0.2304);
}

/// At 0.55 f is 2.88.
#[test]
fn a_step_uphill_is_never_taken() {
    Line { start: 0.55, ..BOWL }.check(0.275);
    Line { start: 0.52, c: 0.9, shrink: 0.1, ..BOWL }.check(0.0052);
}

/// At ¼ the loss is 0, and the condition with c = ½ asks for 0 at most.
#[test]
fn equality_is_enough() {
    Line { c: 0.5, ..BOWL }.check(0.25);
}

/// A loss that is negative everywhere: nothing may depend on the sign of `value`.
#[test]
fn the_value_may_be_negative() {
    let line = Line {
        name: "f(α) = −10 − α + α²",
        f: |alpha| -10.0 - alpha + alpha * alpha,
        slope: -1.0,
        start: 2.0,
        c: 0.25,
        shrink: 0.5,
    };
    line.check(0.5);
    Line { c: 0.75, ..line }.check(0.25);
}

#[test]
fn a_steep_valley_takes_many_trials() {
    let line = Line {
        name: "f(α) = 1 − 10⁶α + ½·10¹²α²",
        f: |alpha| 1.0 - 1e6 * alpha + 0.5e12 * alpha * alpha,
        slope: -1e6,
        start: 1.0,
        c: 0.1,
        shrink: 0.1,
    };
    line.check(1e-6);
}

/// `ln(1 − 3α)` is NaN from α = ⅓ on.
#[test]
fn where_the_function_overflows_a_step_is_rejected() {
    let line = Line {
        name: "f(α) = −ln(1 − 3α) − 4α",
        f: |alpha| -(1.0 - 3.0 * alpha).ln() - 4.0 * alpha,
        slope: -1.0,
        start: 2.0,
        c: 0.5,
        shrink: 0.5,
    };
    line.check(0.0625);
    let line = Line {
        name: "f(α) = e^(1000α) − 2000α",
        f: |alpha| (1000.0 * alpha).exp() - 2000.0 * alpha,
        slope: -1000.0,
        start: 1.0,
        c: 0.25,
        shrink: 0.1,
    };
    line.check(1e-3);
}
