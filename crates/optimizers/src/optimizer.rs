//! What all optimizers have in common.

use crate::{OptimizerState, ParamGroup};
use autograd::Gradients;
use nn::{LeafMut, Module, Path, update_buffers};
use numeric::Float;
use tensor::Tensor;

/// A rule that changes parameters, given their gradients.
pub trait Optimizer<T: Float>: Send {
    /// Changes one parameter: `name` is its dotted name in the model. [`State::steps`] is already
    /// the number of this step, counted from 1.
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>);

    /// How far to go, for a [`Schedule`](crate::schedule::Schedule) to change.
    fn learning_rate_mut(&mut self) -> &mut f64;

    /// What is remembered between steps.
    fn state(&self) -> &OptimizerState<T>;

    /// What is remembered between steps, to count on or to restore from a checkpoint.
    fn state_mut(&mut self) -> &mut OptimizerState<T>;

    /// What each of the tensors that are remembered for a parameter is called in a checkpoint.
    fn state_keys(&self) -> &'static [&'static str];

    /// The settings of single parts of a model, which a wrapper around this optimizer must know.
    fn groups(&self) -> &[ParamGroup];

    /// Changes every parameter of `model` that had part in the loss, and gives its buffers, such as
    /// running statistics, what the forward pass wants them to become.
    fn step(&mut self, model: &mut dyn Module<T>, gradients: &Gradients<T>) {
        self.state_mut().steps += 1;
        update_buffers(model, gradients);
        model.visit_mut(&mut Path::default(), &mut |path, state| {
            let LeafMut::Parameter(param) = state else { return };
            if let Some(gradient) = gradients.get(param) {
                self.update(path.as_str(), &mut param.value, gradient);
            }
        });
    }
}

/// An optimizer chosen while the program runs.
impl<T: Float, O: Optimizer<T> + ?Sized> Optimizer<T> for Box<O> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        (**self).update(name, value, gradient);
    }

    fn step(&mut self, model: &mut dyn Module<T>, gradients: &Gradients<T>) {
        (**self).step(model, gradients);
    }

    fn learning_rate_mut(&mut self) -> &mut f64 {
        (**self).learning_rate_mut()
    }

    fn state(&self) -> &OptimizerState<T> {
        (**self).state()
    }

    fn state_mut(&mut self) -> &mut OptimizerState<T> {
        (**self).state_mut()
    }

    fn state_keys(&self) -> &'static [&'static str] {
        (**self).state_keys()
    }

    fn groups(&self) -> &[ParamGroup] {
        (**self).groups()
    }
}
