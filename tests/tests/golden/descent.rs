//! Full-batch gradient descent: the points of 25 steps on four functions.

use crate::support::Golden;
use check::Tolerance;
use gradient_descent::{
    FiniteSum, GradientDescent, LeastSquares, LogisticRegression, Objective, Quadratic, Rosenbrock,
    StopCriteria,
};
use nalgebra::DMatrix;
use numeric::Float;
use tensor::Tensor;

#[test]
fn f32() {
    Golden::<f32>::test("descent", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("descent", |golden| {
        golden.tolerance = Tolerance::OPTIMIZER_F64;
        all(golden);
    });
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let curvatures: Vec<f64> =
        golden.tensor("bowl.curvatures").as_slice().iter().map(|c| c.as_f64()).collect();
    let bowl = Quadratic::new(curvatures);
    path(golden, "bowl", &bowl, bowl.optimal_step_size());
    path(golden, "rosenbrock", &Rosenbrock, 1e-3);
    let [x, targets, classes] =
        ["x", "targets", "classes"].map(|name| golden.tensor(&format!("samples.{name}")));
    let [samples, inputs] = x.dims();
    // A sample is a row there and a column here: the same numbers in memory.
    let x = DMatrix::from_column_slice(inputs, samples, x.as_slice());
    let model = LeastSquares::new(x.clone(), targets.as_slice().to_vec());
    path(golden, "least_squares", &model.mean(), 0.1);
    let model = LogisticRegression::new(x, classes.as_slice().to_vec());
    path(golden, "logistic", &model.mean(), 1.0);
}

/// Asserts that every point on the way is that of the file.
fn path<T: Float>(golden: &mut Golden<T>, name: &str, f: &impl Objective<T>, step_size: f64) {
    let name = format!("{name}.path");
    let expected = golden.tensor(&name);
    let [points, dimensions] = expected.dims();
    let stop =
        StopCriteria { gradient_tolerance: 0.0, value_tolerance: 0.0, max_iterations: points - 1 };
    let start = &expected.as_slice()[..dimensions];
    let (_, path) = GradientDescent { step_size, stop }.minimize_with_history(f, start);
    let found = path.into_iter().flat_map(|on_the_way| on_the_way.point).collect();
    golden.check(&name, &Tensor::new([points, dimensions], found));
}
