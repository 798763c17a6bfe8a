//! Gradients compared with central differences.

use crate::support::noise;
use check::{Tolerance, assert_close};
use gradient_descent::{
    FiniteSum, L2Regularized, LeastSquares, LinearModel, LogisticRegression, Objective, Quadratic,
    Rosenbrock,
};
use losses::Huber;
use nalgebra::DMatrix;
use numeric::central_difference;
use rstest::rstest;

#[rstest]
fn of_functions_over_the_plane(#[values(-1.2, 0.0, 0.7)] x: f64, #[values(-2.0, 1.0)] y: f64) {
    check_gradient("quadratic", &Quadratic::with_condition_number(30.0), &[x, y]);
    check_gradient("Rosenbrock", &Rosenbrock, &[x, y]);
}

#[rstest]
fn of_models(#[values(1, 2, 5, 19)] inputs: usize, #[values(1, 3, 40)] samples: usize) {
    let x = DMatrix::from_fn(inputs, samples, |i, j| 2.0 * noise(j * inputs + i));
    let targets: Vec<f64> = (0..samples).map(|j| 3.0 * noise(500 + j)).collect();
    let probabilities: Vec<f64> = targets.iter().map(|t| t.abs() / 3.0).collect();
    let w: Vec<f64> = (0..inputs).map(|i| noise(900 + i)).collect();
    check_model("least squares", LeastSquares::new(x.clone(), targets.clone()), &w);
    check_model("logistic regression", LogisticRegression::new(x.clone(), probabilities), &w);
    check_model("Huber", LinearModel::with_loss(x, targets, Huber::default()), &w);
}

/// The model, the same with L2 regularization, and a batch of it.
fn check_model(name: &str, model: impl FiniteSum<f64>, w: &[f64]) {
    check_gradient(name, &model.mean(), w);
    let batch: Vec<u32> = (0..model.samples() as u32).rev().step_by(2).collect();
    check_values(name, w, |w, dw| model.batch_value_and_gradient(&batch, w, dw));
    let regularized = L2Regularized { objective: model, strength: 0.3 };
    check_gradient(&format!("{name}, regularized"), &regularized.mean(), w);
}

/// Whether the gradient is the numerical one, and the same computed together with the value and
/// alone.
fn check_gradient(name: &str, f: &impl Objective<f64>, x: &[f64]) {
    assert_eq!(f.dimensions(), x.len(), "{name}");
    check_values(name, x, |x, gradient| f.value_and_gradient(x, gradient));
    let (mut together, mut alone) = (vec![f64::NAN; x.len()], vec![f64::NAN; x.len()]);
    let value = f.value_and_gradient(x, &mut together);
    f.gradient(x, &mut alone);
    assert_eq!((value, together), (f.value(x), alone), "{name}: the same, together and alone");
}

fn check_values(name: &str, x: &[f64], f: impl Fn(&[f64], &mut [f64]) -> f64) {
    let mut analytic = vec![f64::NAN; x.len()];
    f(x, &mut analytic);
    let numerical: Vec<f64> = (0..x.len())
        .map(|i| {
            let perturbed = |value| {
                let mut x = x.to_vec();
                x[i] = value;
                f(&x, &mut vec![0.0; x.len()])
            };
            central_difference(perturbed, x[i], 1e-5)
        })
        .collect();
    assert_close(name, &analytic, &numerical, Tolerance::F64_GRADIENT);
}
