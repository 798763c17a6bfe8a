//! Gradient check of a module: its inputs and its own parameters.

use crate::{Leaf, LeafMut, Module, Path};
use autograd::{Param, Tape, Var, compare_gradient, weighted_sum};
use tensor::Tensor;

/// A gradient of a module that its backward pass got wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "the gradient of {tensor}, element {element}, is {analytic} by the backward pass but \
     {numerical} by central differences"
)]
pub struct ModuleGradientMismatch {
    /// The parameter's dotted name, such as `hidden.weight`; for an input, `input 0`.
    pub tensor: String,
    /// Which element of it, counted from 0 in memory order.
    pub element: usize,
    /// The derivative by the backward pass.
    pub analytic: f64,
    /// The derivative by central differences.
    pub numerical: f64,
}

/// Compares the gradient of a module's forward pass `f` with central differences, for every element
/// of every input and of every parameter of the module: [`autograd::gradcheck`] for layers.
///
/// Each forward pass is in training mode on a new tape. The parameters are changed one element at a
/// time and have their values again at the end.
///
/// ```
/// use activations::Tanh;
/// use nn::{Dense, Forward, gradcheck_module};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// let mut layer = Dense::new(2, 3, Tanh, &mut ChaCha8Rng::seed_from_u64(1));
/// let x = Tensor::new([2, 2], vec![0.5, -1.0, 2.0, 0.25]);
/// gradcheck_module(&mut layer, &[x], |_, layer, x| layer.forward(x[0])).unwrap();
/// ```
///
/// # Errors
/// The first element whose derivative is wrong: the inputs come first, then the parameters in their
/// order.
pub fn gradcheck_module<M: Module<f64> + ?Sized>(
    model: &mut M,
    inputs: &[Tensor<f64>],
    f: impl for<'t> Fn(&'t Tape<f64>, &M, &[Var<'t, f64>]) -> Var<'t, f64>,
) -> Result<(), ModuleGradientMismatch> {
    let gradients = |model: &M, inputs: &[Tensor<f64>]| {
        Tape::new().gradients(|tape| {
            let vars: Vec<_> = inputs.iter().map(|x| tape.leaf(x)).collect();
            weighted_sum(f(tape, model, &vars))
        })
    };
    let analytic = gradients(model, inputs);
    let mut perturbed = inputs.to_vec();
    for (input, x) in inputs.iter().enumerate() {
        let loss = |element: usize, value| {
            perturbed[input].as_mut_slice()[element] = value;
            let loss = gradients(model, &perturbed).loss();
            perturbed[input].as_mut_slice()[element] = x.as_slice()[element];
            loss
        };
        named(format!("input {input}"), compare_gradient(analytic.leaf(input), x, loss))?;
    }
    for (name, value, gradient) in parameters(model, |param| analytic.get(param).cloned()) {
        let loss = |element: usize, changed| {
            set(model, &name, element, changed);
            let loss = gradients(model, inputs).loss();
            set(model, &name, element, value.as_slice()[element]);
            loss
        };
        let result = compare_gradient(gradient.as_ref(), &value, loss);
        named(name.clone(), result)?;
    }
    Ok(())
}

/// Name, value and `gradient` of each parameter.
fn parameters<M: Module<f64> + ?Sized>(
    model: &M,
    gradient: impl Fn(&Param<f64>) -> Option<Tensor<f64>>,
) -> Vec<(String, Tensor<f64>, Option<Tensor<f64>>)> {
    let mut parameters = Vec::new();
    model.visit(&mut Path::default(), &mut |path, leaf| {
        if let Leaf::Parameter(param) = leaf {
            parameters.push((path.to_string(), param.value.clone(), gradient(param)));
        }
    });
    parameters
}

/// Sets one element of the parameter of this name.
fn set<M: Module<f64> + ?Sized>(model: &mut M, name: &str, element: usize, value: f64) {
    model.visit_mut(&mut Path::default(), &mut |path, leaf| {
        if let LeafMut::Parameter(param) = leaf
            && path.as_str() == name
        {
            param.value.as_mut_slice()[element] = value;
        }
    });
}

fn named(
    tensor: String,
    result: Result<(), autograd::ElementMismatch>,
) -> Result<(), ModuleGradientMismatch> {
    result.map_err(|autograd::ElementMismatch { element, analytic, numerical }| {
        ModuleGradientMismatch { tensor, element, analytic, numerical }
    })
}
