//! Functions to descend: two that are easily drawn, and models that learn from data.

mod bowl;
mod linear_model;
mod penalty;
mod rosenbrock;

pub use bowl::Bowl;
pub use linear_model::{LeastSquares, LinearModel, LogisticRegression};
pub use penalty::Penalized;
pub use rosenbrock::Rosenbrock;
