//! Objectives: two test functions, and models that learn from data.

mod linear_model;
mod penalty;
mod quadratic;
mod rosenbrock;

pub use linear_model::{LeastSquares, LinearModel, LogisticRegression};
pub use penalty::L2Regularized;
pub use quadratic::Quadratic;
pub use rosenbrock::Rosenbrock;
