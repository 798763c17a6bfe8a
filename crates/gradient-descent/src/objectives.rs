//! Objectives: two test functions, and models that learn from data.

mod l2_regularized;
mod linear_model;
mod quadratic;
mod rosenbrock;

pub use l2_regularized::L2Regularized;
pub use linear_model::{LeastSquares, LinearModel, LogisticRegression};
pub use quadratic::Quadratic;
pub use rosenbrock::Rosenbrock;
