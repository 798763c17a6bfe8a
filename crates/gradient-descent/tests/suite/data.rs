//! Real data: least squares on diabetes; logistic regression on digits, full-batch, mini-batch and
//! single samples.

use crate::support::distance;
use check::{Tolerance, assert_close};
use data::{Dataset, Standardizer};
use gradient_descent::{
    FiniteSum, GradientDescent, L2Regularized, LeastSquares, LogisticRegression, Objective,
    PowerDecay, StochasticDescent, StopCriteria, StrongWolfe,
};
use nalgebra::{DMatrix, DVector};

/// The 442 patients, one in each column, with standardized features and a row of ones.
fn diabetes() -> (DMatrix<f64>, Vec<f64>) {
    let patients = data::diabetes();
    let all: Vec<u32> = (0..442).collect();
    let mut batch = Dataset::<f64>::get_batch(&patients, &all);
    Standardizer::fit(&batch.inputs, 10).transform(&mut batch.inputs);
    let x = DMatrix::from_column_slice(10, 442, batch.inputs.as_slice());
    (x.insert_row(10, 1.0), batch.targets)
}

/// nalgebra's solution of the normal equations `X·Xᵀ·w = X·t`.
fn solved(x: &DMatrix<f64>, targets: &[f64]) -> DVector<f64> {
    let square = x * x.transpose();
    let right = x * DVector::from_column_slice(targets);
    square.cholesky().expect("no feature is made of the others").solve(&right)
}

#[test]
fn least_squares_finds_what_nalgebra_solves() {
    let (x, targets) = diabetes();
    let expected = solved(&x, &targets);
    let model = LeastSquares::new(x.clone(), targets);
    // The curvatures of the mean squared error are the eigenvalues of 2·X·Xᵀ/n.
    let curvatures = (&x * x.transpose() * (2.0 / 442.0)).symmetric_eigenvalues();
    let step_size = 2.0 / (curvatures.max() + curvatures.min());
    let stop =
        StopCriteria { gradient_tolerance: 1e-9, value_tolerance: 0.0, max_iterations: 100_000 };
    let end = GradientDescent { step_size, stop }.minimize(&model.mean(), &[0.0; 11]);
    assert!(end.outcome.is_converged(), "{:?} after {} steps", end.outcome, end.steps);
    let tolerance = Tolerance { absolute: 1e-6, relative: 1e-8 };
    assert_close("w", &end.point, expected.as_slice(), tolerance);

    // The theory's bound on the number of steps.
    let kappa = curvatures.max() / curvatures.min();
    let factor = (kappa - 1.0) / (kappa + 1.0);
    let start = curvatures.max() * expected.norm();
    assert!(end.steps as f64 <= (1e-9 / start).log(factor).ceil());
}

#[test]
fn a_line_search_finds_it_too() {
    let (x, targets) = diabetes();
    let expected = solved(&x, &targets);
    let model = LeastSquares::new(x, targets);
    let stop =
        StopCriteria { gradient_tolerance: 1e-3, value_tolerance: 0.0, max_iterations: 100_000 };
    let step_size = StrongWolfe { c2: 0.1, ..StrongWolfe::default() };
    let end = GradientDescent { step_size, stop }.minimize(&model.mean(), &[0.0; 11]);
    assert!(end.outcome.is_converged(), "{:?} after {} steps", end.outcome, end.steps);
    assert!(distance(&end.point, expected.as_slice()) < 0.2);
}

#[test]
fn batches_come_near() {
    let (x, targets) = diabetes();
    let expected = solved(&x, &targets);
    let model = LeastSquares::new(x, targets);
    let best = model.mean().value(expected.as_slice());
    for batch_size in [1, 32] {
        let step_size = PowerDecay { initial: 0.01, time_scale: 5_000.0, power: 1.0 };
        let stop =
            StopCriteria { gradient_tolerance: 0.0, value_tolerance: 0.0, max_iterations: 40_000 };
        let end =
            StochasticDescent { step_size, batch_size, seed: 1, stop }.minimize(&model, &[0.0; 11]);
        let excess = end.value / best - 1.0;
        assert!((0.0..0.01).contains(&excess), "batches of {batch_size}: {excess}");
    }
}

/// Is it a 3 or an 8? With the full batch, with batches of 16 and with single samples.
#[test]
fn logistic_regression_tells_digits_apart() {
    let digits = data::digits();
    let (train, test) = (of_two(&digits.train), of_two(&digits.test));
    let sum = LogisticRegression::new(train.0, train.1);
    let model = L2Regularized { objective: sum, strength: 1e-3 };
    let stop =
        StopCriteria { gradient_tolerance: 1e-3, value_tolerance: 0.0, max_iterations: 5_000 };
    let start = [0.0; 65];
    let full = GradientDescent { step_size: 0.5, stop }.minimize(&model.mean(), &start);
    let stop = StopCriteria { gradient_tolerance: 1e-2, ..stop };
    let batches = |batch_size| {
        let step_size = PowerDecay { initial: 0.2, time_scale: 500.0, power: 0.75 };
        StochasticDescent { step_size, batch_size, seed: 1, stop }.minimize(&model, &start)
    };
    for (name, end) in [("full", full), ("batches", batches(16)), ("single", batches(1))] {
        assert!(end.outcome.is_converged(), "{name}: {:?}, {}", end.outcome, end.gradient_norm);
        let logits = test.0.tr_mul(&DVector::from_vec(end.point));
        let correct =
            logits.iter().zip(&test.1).filter(|(y, t)| (**y > 0.0) == (**t > 0.5)).count();
        assert!(
            correct as f64 >= 0.95 * test.1.len() as f64,
            "{name}: {correct} of {}",
            test.1.len()
        );
    }
}

/// The 3s and 8s, one in each column with a one at the end, and whether it is an 8.
fn of_two(images: &data::LabelledImages) -> (DMatrix<f64>, Vec<f64>) {
    let chosen: Vec<usize> =
        (0..images.len()).filter(|&i| [3, 8].contains(&images.labels()[i])).collect();
    let pixels = |i: usize, column: usize| match i {
        64 => 1.0,
        _ => f64::from(images.image(chosen[column])[i]) / 16.0,
    };
    let x = DMatrix::from_fn(65, chosen.len(), pixels);
    (x, chosen.iter().map(|&i| f64::from(u8::from(images.labels()[i] == 8))).collect())
}
