//! How descent ends.

use crate::support::noisy_line;
use gradient_descent::{
    Criterion, FiniteSum, Function, GradientDescent, Objective, Outcome, Quadratic,
    StochasticDescent, StopCriteria,
};

const ENDLESS: StopCriteria =
    StopCriteria { gradient_tolerance: 0.0, value_tolerance: 0.0, max_iterations: 20 };

#[test]
fn a_small_gradient() {
    let stop = StopCriteria { gradient_tolerance: 1e-3, ..StopCriteria::default() };
    let (end, path) = GradientDescent { step_size: 0.3, stop }
        .minimize_with_history(&Quadratic::new([1.0, 2.0]), &[1.0, 1.0]);
    assert_eq!(end.outcome, Outcome::Converged(Criterion::GradientNorm));
    assert!(end.gradient_norm < 1e-3);
    assert!(path[..path.len() - 1].iter().all(|iterate| iterate.gradient_norm >= 1e-3));
}

#[test]
fn a_small_change() {
    let stop =
        StopCriteria { gradient_tolerance: 0.0, value_tolerance: 1e-4, max_iterations: 1_000 };
    let (end, path) = GradientDescent { step_size: 0.1, stop }
        .minimize_with_history(&Quadratic::new([1.0]), &[1.0]);
    assert_eq!(end.outcome, Outcome::Converged(Criterion::Change));
    let changes: Vec<f64> = path.windows(2).map(|pair| pair[0].value - pair[1].value).collect();
    let (last, others) = changes.split_last().unwrap();
    assert!(*last < 1e-4 && others.iter().all(|change| *change >= 1e-4));
}

#[test]
fn the_maximum_number_of_steps() {
    let (end, path) = GradientDescent { step_size: 0.1, stop: ENDLESS }
        .minimize_with_history(&Quadratic::new([1.0]), &[1.0]);
    assert_eq!((end.outcome, end.steps, path.len()), (Outcome::MaxIterations, 20, 21));
    // The last iterate of the history is the result.
    let last = &path[20];
    assert_eq!(
        (&last.point, last.value, last.gradient_norm),
        (&end.point, end.value, end.gradient_norm)
    );
    assert_eq!((path[0].step_size, path[1].step_size, last.step), (0.0, 0.1, 20));
    // No step at all is valid, too.
    let stop = StopCriteria { max_iterations: 0, ..ENDLESS };
    let end = GradientDescent { step_size: 0.1, stop }.minimize(&Quadratic::new([1.0]), &[1.0]);
    assert_eq!((end.outcome, end.steps, end.point), (Outcome::MaxIterations, 0, vec![1.0]));
}

/// A function with a bounded domain: beyond it there is no value.
#[test]
fn after_divergence_the_last_finite_point_is_the_result() {
    let edge = Function {
        dimensions: 1,
        value: |x: &[f64]| (x[0] - 1.0).ln(),
        gradient: |x: &[f64], gradient: &mut [f64]| gradient[0] = 1.0 / (x[0] - 1.0),
    };
    let (end, path) =
        GradientDescent { step_size: 0.5, stop: ENDLESS }.minimize_with_history(&edge, &[2.0]);
    assert_eq!((end.outcome, end.steps), (Outcome::Diverged, path.len() - 1));
    assert_eq!(end.point, path[end.steps].point);
    assert!(end.value.is_finite() && end.point[0] > 1.0);
    let mut gradient = [0.0];
    let value = edge.value_and_gradient(&end.point, &mut gradient);
    assert_eq!((end.value, end.gradient_norm), (value, gradient[0]));
}

#[test]
fn a_start_that_is_not_finite_is_divergence() {
    let (end, path) = GradientDescent { step_size: 0.5, stop: ENDLESS }
        .minimize_with_history(&Quadratic::new([1.0]), &[f64::NAN]);
    assert_eq!((end.outcome, end.steps, path.len()), (Outcome::Diverged, 0, 0));
}

#[test]
fn a_gradient_that_is_not_finite_is_divergence() {
    let kink = Function {
        dimensions: 1,
        value: |x: &[f64]| x[0].abs().sqrt(),
        gradient: |x: &[f64], gradient: &mut [f64]| {
            gradient[0] = 0.5 / x[0].abs().sqrt() * x[0].signum()
        },
    };
    let end = GradientDescent { step_size: 2.0, stop: ENDLESS }.minimize(&kink, &[1.0]);
    assert_eq!((end.outcome, end.point, end.steps), (Outcome::Diverged, vec![1.0], 0));
}

#[test]
fn stochastic_descent_ends_in_the_same_ways() {
    let model = noisy_line(3, 50);
    let descent = |step_size, stop| StochasticDescent { step_size, batch_size: 5, seed: 1, stop };
    let (end, path) = descent(0.1, ENDLESS).minimize_with_history(&model, &[0.0; 3]);
    assert_eq!((end.outcome, end.steps, path.len()), (Outcome::MaxIterations, 20, 20));
    let mut gradient = [0.0; 3];
    assert_eq!(end.value, model.mean().value_and_gradient(&end.point, &mut gradient));

    let stop = StopCriteria { max_iterations: 100_000, ..ENDLESS };
    let (end, path) = descent(50.0, stop).minimize_with_history(&model, &[0.0; 3]);
    assert_eq!(end.outcome, Outcome::Diverged);
    assert_eq!((end.steps, &end.point), (path.len() - 1, &path[path.len() - 1].point));
    assert!(path[path.len() - 1].value.is_finite());

    let stop =
        StopCriteria { value_tolerance: 1e-3, max_iterations: 100_000, gradient_tolerance: 0.0 };
    let end = descent(0.1, stop).minimize(&model, &[0.0; 3]);
    assert_eq!(end.outcome, Outcome::Converged(Criterion::Change));
    assert_eq!(end.steps % 10, 0);
}

#[test]
#[should_panic(expected = "start (3) and f (2 dimensions) do not fit")]
fn a_start_must_fit() {
    let f = Quadratic::with_condition_number(2.0);
    GradientDescent { step_size: 0.1, stop: ENDLESS }.minimize(&f, &[0.0; 3]);
}

#[test]
#[should_panic(expected = "there must be samples and batches")]
fn batches_must_not_be_empty() {
    let descent = StochasticDescent { step_size: 0.1, batch_size: 0, seed: 1, stop: ENDLESS };
    descent.minimize(&noisy_line(2, 5), &[0.0; 2]);
}
