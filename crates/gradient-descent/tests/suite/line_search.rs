//! Every step that a line search accepts meets its conditions.

use gradient_descent::{
    Backtracking, GradientDescent, IterateRecord, Objective, Outcome, Quadratic, Rosenbrock,
    StepSize, StopCriteria, StrongWolfe,
};
use numeric::dot;
use rstest::rstest;

/// The conditions of one step, computed anew from the points alone.
struct Step {
    decrease: f64,
    predicted: f64,
    slope_after: f64,
    slope_before: f64,
}

fn steps(f: &impl Objective<f64>, path: &[IterateRecord<f64>]) -> Vec<Step> {
    path.windows(2)
        .map(|pair| {
            let [from, to] = pair else { unreachable!("windows of two") };
            let gradient = |point: &[f64]| {
                let mut gradient = vec![0.0; point.len()];
                f.gradient(point, &mut gradient);
                gradient
            };
            let (before, after) = (gradient(&from.point), gradient(&to.point));
            let slope_before = -dot(&before, &before);
            Step {
                decrease: f.value(&to.point) - f.value(&from.point),
                predicted: to.step_size * slope_before,
                slope_after: -dot(&after, &before),
                slope_before,
            }
        })
        .collect()
}

fn history(step_size: impl StepSize<f64>, f: &impl Objective<f64>) -> Vec<IterateRecord<f64>> {
    let stop = StopCriteria { max_iterations: 3_000, ..StopCriteria::default() };
    let (end, path) = GradientDescent { step_size, stop }.minimize_with_history(f, &[-1.2, 1.0]);
    assert!(end.outcome.is_converged() || end.outcome == Outcome::MaxIterations);
    assert!(path.len() > 5);
    path
}

#[rstest]
fn armijo(#[values(1e-4, 0.1, 0.4)] c1: f64, #[values(0.5, 0.8)] contraction: f64) {
    let rule = Backtracking { c1, contraction, ..Backtracking::default() };
    check_armijo(rule, &Rosenbrock);
    check_armijo(rule, &Quadratic::with_condition_number(50.0));
}

fn check_armijo(rule: Backtracking, f: &impl Objective<f64>) {
    let path = history(rule, f);
    for (step, to) in steps(f, &path).iter().zip(&path[1..]) {
        assert!(step.decrease <= rule.c1 * step.predicted, "step {}", to.step);
        // The size is one of those that are tried, and the one before it would not have done.
        let tried = (to.step_size / rule.initial).log(rule.contraction);
        assert!((tried - tried.round()).abs() < 1e-9, "step {}: {}", to.step, to.step_size);
    }
}

#[rstest]
fn wolfe(#[values(0.1, 0.5, 0.9)] c2: f64, #[values(1e-3, 1.0, 100.0)] initial: f64) {
    let rule = StrongWolfe { c2, initial, ..StrongWolfe::default() };
    check_wolfe(rule, &Rosenbrock);
    check_wolfe(rule, &Quadratic::with_condition_number(50.0));
}

fn check_wolfe(rule: StrongWolfe, f: &impl Objective<f64>) {
    let path = history(rule, f);
    for (step, to) in steps(f, &path).iter().zip(&path[1..]) {
        assert!(step.decrease <= rule.c1 * step.predicted, "step {}", to.step);
        let (left, allowed) = (step.slope_after.abs(), rule.c2 * step.slope_before.abs());
        assert!(left <= allowed * (1.0 + 1e-12), "step {}: {left} of {allowed}", to.step);
    }
}

/// Backtracking that starts at 1 finds the first of 1, ½, ¼, … with a sufficient decrease.
#[test]
fn backtracking_accepts_the_first_sufficient_step() {
    let rule = Backtracking::default();
    let path = history(rule, &Rosenbrock);
    for pair in path.windows(2) {
        let [from, to] = pair else { unreachable!("windows of two") };
        if to.step_size == rule.initial {
            continue;
        }
        let longer = 2.0 * to.step_size;
        let mut gradient = [0.0; 2];
        let value = Rosenbrock.value_and_gradient(&from.point, &mut gradient);
        let point = [0, 1].map(|i| from.point[i] - longer * gradient[i]);
        let bound = value - rule.c1 * longer * dot(&gradient, &gradient);
        assert!(Rosenbrock.value(&point) > bound, "step {}: {longer} is sufficient", to.step);
    }
}

/// With a gradient of the wrong sign no step leads down.
#[rstest]
fn with_a_wrong_gradient_the_line_search_fails() {
    let wrong = gradient_descent::Function {
        dimensions: 1,
        value: |x: &[f64]| x[0] * x[0],
        gradient: |x: &[f64], gradient: &mut [f64]| gradient[0] = -2.0 * x[0],
    };
    let stop = StopCriteria::default();
    let end = GradientDescent { step_size: Backtracking::default(), stop }.minimize(&wrong, &[1.0]);
    assert_eq!((end.outcome, end.steps, end.point), (Outcome::LineSearchFailed, 0, vec![1.0]));
    let end = GradientDescent { step_size: StrongWolfe::default(), stop }.minimize(&wrong, &[1.0]);
    assert_eq!((end.outcome, end.steps), (Outcome::LineSearchFailed, 0));
}

/// Trials at points where the function overflows are rejected like others.
#[test]
fn a_trial_that_overflows_is_rejected() {
    let steep = gradient_descent::Function {
        dimensions: 1,
        value: |x: &[f64]| x[0].exp() + (-x[0]).exp(),
        gradient: |x: &[f64], gradient: &mut [f64]| gradient[0] = x[0].exp() - (-x[0]).exp(),
    };
    let stop = StopCriteria::default();
    let fixed = GradientDescent { step_size: 1.0, stop }.minimize(&steep, &[20.0]);
    assert_eq!((fixed.outcome, fixed.point), (Outcome::Diverged, vec![20.0]));
    let end =
        GradientDescent { step_size: Backtracking::default(), stop }.minimize(&steep, &[20.0]);
    assert!(end.outcome.is_converged());
    let end = GradientDescent { step_size: StrongWolfe::default(), stop }.minimize(&steep, &[20.0]);
    assert!(end.outcome.is_converged());
}
