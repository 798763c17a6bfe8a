//! On a quadratic the theory is exact.

use crate::support::norm;
use gradient_descent::{GradientDescent, OptimizeResult, Outcome, Quadratic, StopCriteria};
use rstest::rstest;

/// As far as the precision of `f64` reaches.
fn to_the_end() -> StopCriteria {
    StopCriteria { gradient_tolerance: 1e-100, ..StopCriteria::default() }
}

#[rstest]
fn the_optimal_step_contracts_as_predicted(#[values(1.5, 4.0, 10.0, 100.0)] kappa: f64) {
    let factor = (kappa - 1.0) / (kappa + 1.0);
    // Curvatures of 2, of 2κ, and one between.
    let f = Quadratic::new([2.0, 1.0 + kappa, 2.0 * kappa]);
    assert_eq!(f.condition_number(), kappa);
    let descent = GradientDescent { step_size: f.optimal_step_size(), stop: to_the_end() };
    let (_, path) = descent.minimize_with_history(&f, &[1.0, 5.0, 0.1]);
    assert!(path.len() > 100);
    let ratios: Vec<f64> =
        path.windows(2).map(|pair| norm(&pair[1].point) / norm(&pair[0].point)).collect();
    for ratio in &ratios {
        assert!(*ratio <= factor * (1.0 + 1e-12), "κ = {kappa}: {ratio} is more than {factor}");
    }
    let last = ratios[ratios.len() - 1];
    assert!((last - factor).abs() < 1e-12, "κ = {kappa}: {last} instead of {factor}");
}

#[rstest]
fn beyond_two_over_l_it_diverges(#[values(1.0, 10.0, 100.0)] kappa: f64) {
    let f = Quadratic::with_condition_number(kappa);
    let limit = 2.0 / f.max_curvature();
    let end = |step_size, max_iterations| -> OptimizeResult<f64> {
        let stop = StopCriteria { max_iterations, ..StopCriteria::default() };
        GradientDescent { step_size, stop }.minimize(&f, &[1.0, 1.0])
    };
    assert!(end(0.99 * limit, 10_000).outcome.is_converged());
    let beyond = end(1.01 * limit, 50);
    assert_eq!(beyond.outcome, Outcome::MaxIterations);
    assert!(beyond.value > 1.0);
    // It takes a while until the squares overflow; then the last finite point is the result.
    let far_beyond = end(1.01 * limit, 100_000);
    assert_eq!(far_beyond.outcome, Outcome::Diverged);
    assert!(far_beyond.value.is_finite() && far_beyond.gradient_norm.is_finite());
    assert!(far_beyond.gradient_norm > 1e150);
}

#[test]
fn at_exactly_two_over_l_it_oscillates() {
    let stop = StopCriteria { max_iterations: 101, ..StopCriteria::default() };
    let end = GradientDescent { step_size: 2.0, stop }.minimize(&Quadratic::new([1.0]), &[3.0]);
    assert_eq!((end.outcome, end.point), (Outcome::MaxIterations, vec![-3.0]));
}

#[test]
fn in_f32_the_same_path_is_taken() {
    let f = Quadratic::with_condition_number(8.0);
    let stop = StopCriteria { gradient_tolerance: 1e-4, ..StopCriteria::default() };
    let descent = GradientDescent { step_size: f.optimal_step_size(), stop };
    let (single, double) = (descent.minimize(&f, &[1.0f32; 2]), descent.minimize(&f, &[1.0f64; 2]));
    assert_eq!((single.steps, single.outcome), (double.steps, double.outcome));
    assert!((f64::from(single.point[0]) - double.point[0]).abs() < 1e-7);
}

#[rstest]
#[case(&[])]
#[case(&[1.0, 0.0])]
#[case(&[1.0, f64::NAN])]
#[should_panic(expected = "the curvatures must be positive and finite")]
fn curvatures_must_be_positive(#[case] curvatures: &[f64]) {
    Quadratic::new(curvatures);
}
