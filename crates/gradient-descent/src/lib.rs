//! Gradient descent: full-batch, stochastic and mini-batch, on any function with a gradient.
//!
//! The gradient of a function points where it grows fastest. Descent goes the other way, a step at
//! a time, `xₖ₊₁ = xₖ − αₖ·∇f(xₖ)`, and all its art is in the length of the step.
//!
//! | you have | it is | and is descended by |
//! | --- | --- | --- |
//! | a function and its gradient | an [`Objective`], perhaps made of closures ([`Function`]) | [`GradientDescent`] |
//! | a mean over samples | a [`FiniteSum`], whose [`mean`](FiniteSum::mean) is an [`Objective`] | [`StochasticDescent`], or as a whole |
//!
//! | step size `αₖ` | how it is found |
//! | --- | --- |
//! | a number | it stays the same |
//! | [`PowerDecay`] | it shrinks with the number of steps, as noisy gradients want it |
//! | [`Backtracking`] | shortened until the step pays (Armijo's condition) |
//! | [`StrongWolfe`] | lengthened and shortened until the slope is less steep, too |
//!
//! Functions to try are [`Quadratic`], [`Rosenbrock`], [`LeastSquares`] and [`LogisticRegression`].
//! Descent ends with an [`End`]: where, and with which [`FitOutcome`]. What happens on the way can be
//! [watched](GradientDescent::watch) or [kept](GradientDescent::trace).
//!
//! ```
//! use gradient_descent::{Backtracking, GradientDescent, Outcome, Rosenbrock, Stop};
//!
//! let stop = Stop { max_steps: 20_000, ..Stop::default() };
//! let descent = GradientDescent { step_size: Backtracking::default(), stop };
//! let (end, path) = descent.trace(&Rosenbrock, &[-1.2f64, 1.0]);
//! assert!(end.outcome.is_converged());
//! assert!((end.point[0] - 1.0).abs() < 1e-5 && (end.point[1] - 1.0).abs() < 1e-5);
//!
//! // Falling into the valley takes a few steps; following its floor takes thousands.
//! let in_the_valley = path.iter().position(|on_the_way| on_the_way.value < 5.0);
//! assert!(in_the_valley.unwrap() < 10 && end.steps > 1_000);
//! ```

mod descent;
mod evaluation;
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
