//! Gradient check: backward passes compared with central differences.

use crate::{Tape, Var};
use numeric::central_difference;
use tensor::Tensor;

/// A gradient that the backward pass got wrong, or that central differences cannot tell (a kink).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "{op}: the gradient of input {input}, element {element}, is {analytic} by the backward pass \
     but {numerical} by central differences"
)]
pub struct GradientMismatch {
    /// The operation.
    pub op: String,
    /// Which input, counted from 0.
    pub input: usize,
    /// Which element of it, counted from 0 in memory order.
    pub element: usize,
    /// The derivative by the backward pass.
    pub analytic: f64,
    /// The derivative by central differences.
    pub numerical: f64,
}

/// The step of the central differences. Their error is about its square, and rounding over it.
const STEP: f64 = 1e-5;
/// How much analytic and numerical may differ, relative to 1 or to the larger of them.
const TOLERANCE: f64 = 1e-6;

/// Compares the gradient of `f` with central differences, for every element of every input:
/// PyTorch's `gradcheck`. To check a layer's parameters too, there is `nn::gradcheck_module`.
///
/// If `f` has more than one output element, they are summed with different weights, so that a
/// gradient added at the wrong index is found.
///
/// ```
/// use autograd::gradcheck;
/// use tensor::Tensor;
///
/// let x = Tensor::new([3], vec![0.5, -1.0, 2.0]);
/// assert!(gradcheck("softmax", &[x], |_, x| x[0].softmax()).is_ok());
/// ```
///
/// # Errors
/// The first element whose derivative is wrong.
pub fn gradcheck(
    op: &str,
    inputs: &[Tensor<f64>],
    f: impl for<'t> Fn(&'t Tape<f64>, &[Var<'t, f64>]) -> Var<'t, f64>,
) -> Result<(), GradientMismatch> {
    let gradients = Tape::new().gradients(|tape| {
        let vars: Vec<_> = inputs.iter().map(|x| tape.leaf(x)).collect();
        weighted_sum(f(tape, &vars))
    });
    let mut perturbed = inputs.to_vec();
    for (input, x) in inputs.iter().enumerate() {
        let loss = |element: usize, value| {
            perturbed[input].as_mut_slice()[element] = value;
            // A training step as well, and on a new tape, so that dropout drops the same.
            let gradients = Tape::new().gradients(|tape| {
                let vars: Vec<_> = perturbed.iter().map(|x| tape.constant(x)).collect();
                weighted_sum(f(tape, &vars))
            });
            perturbed[input].as_mut_slice()[element] = x.as_slice()[element];
            gradients.loss()
        };
        compare_gradient(gradients.leaf(input), x, loss).map_err(
            |ElementMismatch { element, analytic, numerical }| GradientMismatch {
                op: op.into(),
                input,
                element,
                analytic,
                numerical,
            },
        )?;
    }
    Ok(())
}

/// An element whose derivative is wrong.
#[doc(hidden)]
#[derive(Debug)]
pub struct ElementMismatch {
    /// Which one, counted from 0 in memory order.
    pub element: usize,
    /// The derivative by the backward pass.
    pub analytic: f64,
    /// The derivative by central differences.
    pub numerical: f64,
}

/// Compares a gradient (`None`: zero) with central differences at `x`, of which
/// `loss(element, value)` is the loss with one element changed.
#[doc(hidden)]
pub fn compare_gradient(
    gradient: Option<&Tensor<f64>>,
    x: &Tensor<f64>,
    mut loss: impl FnMut(usize, f64) -> f64,
) -> Result<(), ElementMismatch> {
    for (element, &value) in x.as_slice().iter().enumerate() {
        let numerical = central_difference(|value| loss(element, value), value, STEP);
        let analytic = gradient.map_or(0.0, |g| g.as_slice()[element]);
        let tolerance = TOLERANCE * 1f64.max(analytic.abs()).max(numerical.abs());
        let difference = (analytic - numerical).abs();
        if difference > tolerance || difference.is_nan() {
            return Err(ElementMismatch { element, analytic, numerical });
        }
    }
    Ok(())
}

/// The sum of all elements, each with a weight of its own: 1, 1.37, 0.74, 1.11, …
#[doc(hidden)]
pub fn weighted_sum(y: Var<'_, f64>) -> Var<'_, f64> {
    let mut n = 0.0;
    let weights = Tensor::from_fn(y.shape(), || {
        n += 0.37;
        0.5 + (n + 0.13) % 1.0
    });
    (y * &weights).sum()
}
