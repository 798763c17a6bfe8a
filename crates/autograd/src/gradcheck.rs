//! Is the gradient right? Nudge every number of every input and see.

use crate::{Tape, Var};
use numeric::central_difference;
use tensor::Tensor;

/// A derivative that the way back got wrong, or that could not be measured (a kink).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "{op}: the gradient of input {input}, element {element}, is {analytic} by the backward pass but {numerical} \
     by central differences"
)]
pub struct GradientMismatch {
    /// The operation.
    pub op: String,
    /// Which input, counted from 0.
    pub input: usize,
    /// Which number of it, counted from 0 in memory.
    pub element: usize,
    /// What the way back says.
    pub analytic: f64,
    /// What the central difference says.
    pub numerical: f64,
}

/// The nudge. The measured slope is wrong by about its square, and by rounding over its size.
const STEP: f64 = 1e-5;
/// How much derived and measured may differ, of 1 or of the larger of them.
const TOLERANCE: f64 = 1e-6;

/// Holds the gradient of `f` against central differences, for every number of every input.
///
/// If `f` gives more than one number, they are added up with different weights, so that a
/// gradient sent to the wrong place is found.
///
/// # Errors
/// The first number whose derivative is wrong.
pub fn gradcheck(
    op: &str,
    inputs: &[Tensor<f64>],
    f: impl for<'t> Fn(&'t Tape<f64>, &[Var<'t, f64>]) -> Var<'t, f64>,
) -> Result<(), GradientMismatch> {
    let gradients = Tape::new().gradients(|tape| {
        let vars: Vec<_> = inputs.iter().map(|x| tape.leaf(x)).collect();
        weighted_sum(f(tape, &vars))
    });
    let mut nudged = inputs.to_vec();
    for (input, x) in inputs.iter().enumerate() {
        for (element, &number) in x.as_slice().iter().enumerate() {
            let mut loss = |number| {
                nudged[input].as_mut_slice()[element] = number;
                // A training step as well, and on a new tape, so that dropout drops the same.
                let gradients = Tape::new().gradients(|tape| {
                    let vars: Vec<_> = nudged.iter().map(|x| tape.constant(x)).collect();
                    weighted_sum(f(tape, &vars))
                });
                gradients.loss()
            };
            let measured = central_difference(&mut loss, number, STEP);
            nudged[input].as_mut_slice()[element] = number;
            let derived = gradients.leaf(input).map_or(0.0, |g| g.as_slice()[element]);
            let most = TOLERANCE * 1f64.max(derived.abs()).max(measured.abs());
            let difference = (derived - measured).abs();
            if difference > most || difference.is_nan() {
                return Err(GradientMismatch {
                    op: op.into(),
                    input,
                    element,
                    analytic: derived,
                    numerical: measured,
                });
            }
        }
    }
    Ok(())
}

/// One number out of many, each with a weight of its own: 1, 1.37, 0.74, 1.11, …
fn weighted_sum(y: Var<'_, f64>) -> Var<'_, f64> {
    let mut n = 0.0;
    let weights = Tensor::from_fn(y.shape(), || {
        n += 0.37;
        0.5 + (n + 0.13) % 1.0
    });
    (y * &weights).sum()
}
