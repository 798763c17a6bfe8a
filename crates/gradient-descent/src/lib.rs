//! Gradient descent: full-batch, stochastic and mini-batch, on any function with a gradient.
//!
//! The gradient of a function points where it grows fastest. Descent goes the opposite way, a step
//! at a time, `xₖ₊₁ = xₖ − αₖ·∇f(xₖ)`; methods differ in the step size `αₖ` and in how much of the
//! data a gradient is computed from.
//!
//! | you have | it is | and is minimized by |
//! | --- | --- | --- |
//! | a function and its gradient | an [`Objective`], perhaps made of closures ([`Function`]) | [`GradientDescent`] |
//! | a mean over samples | a [`FiniteSum`], whose [`mean`](FiniteSum::mean) is an [`Objective`] | [`StochasticDescent`], or as a whole |
//!
//! | step size `αₖ` | how it is chosen |
//! | --- | --- |
//! | a number | constant |
//! | [`PowerDecay`] | decays with the number of steps, as noisy gradients need it |
//! | [`Backtracking`] | line search: reduced until the decrease is sufficient (Armijo's condition) |
//! | [`StrongWolfe`] | line search: sufficient decrease and a smaller slope (strong Wolfe conditions) |
//!
//! Test functions and models are [`Quadratic`], [`Rosenbrock`], [`LeastSquares`] and
//! [`LogisticRegression`]. The result is an [`OptimizeResult`] with its [`Outcome`]. Iterates go to
//! a [callback](GradientDescent::minimize_with_callback) or into a
//! [history](GradientDescent::minimize_with_history).
//!
//! ```
//! use gradient_descent::{Backtracking, GradientDescent, Rosenbrock, StopCriteria};
//!
//! let stop = StopCriteria { max_iterations: 20_000, ..StopCriteria::default() };
//! let descent = GradientDescent { step_size: Backtracking::default(), stop };
//! let (end, path) = descent.minimize_with_history(&Rosenbrock, &[-1.2f64, 1.0]);
//! assert!(end.outcome.is_converged());
//! assert!((end.point[0] - 1.0).abs() < 1e-5 && (end.point[1] - 1.0).abs() < 1e-5);
//!
//! // Falling into the valley takes a few steps; following its floor takes thousands.
//! let in_the_valley = path.iter().position(|iterate| iterate.value < 5.0);
//! assert!(in_the_valley.unwrap() < 10 && end.steps > 1_000);
//! ```

mod descent;
mod finite_sum;
mod iterate;
mod line;
mod objective;
mod objectives;
mod outcome;
pub mod shuffle;
mod state;
mod step_size;
mod stochastic;

pub use descent::GradientDescent;
pub use finite_sum::{FiniteSum, Mean};
pub use iterate::{Iterate, IterateRecord, IterateRef};
pub use line::LineFunction;
pub use objective::{Function, Objective};
pub use objectives::{
    L2Regularized, LeastSquares, LinearModel, LogisticRegression, Quadratic, Rosenbrock,
};
pub use outcome::{Criterion, OptimizeResult, Outcome, StopCriteria};
pub use step_size::{Backtracking, PowerDecay, Schedule, StepSize, StrongWolfe};
pub use stochastic::StochasticDescent;
