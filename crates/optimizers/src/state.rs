//! What an optimizer remembers between steps.

use numeric::Float;
use std::collections::BTreeMap;
use tensor::Tensor;

/// What an optimizer remembers between steps: how many there were, and some tensors for each
/// parameter, by the parameter's name.
#[derive(Clone, Debug)]
pub struct OptimizerState<T: Float = f32> {
    /// The steps made so far.
    pub steps: u64,
    /// The tensors of each parameter, in the order of [`Optimizer::slots`](crate::Optimizer::slots).
    pub tensors: BTreeMap<String, Vec<Tensor<T>>>,
}

impl<T: Float> Default for OptimizerState<T> {
    fn default() -> Self {
        OptimizerState { steps: 0, tensors: BTreeMap::new() }
    }
}

impl<T: Float> OptimizerState<T> {
    /// The `N` tensors remembered for the parameter `name`: zeros, shaped like `value`, the first
    /// time.
    ///
    /// # Panics
    /// If another number of tensors was put in for this parameter.
    #[track_caller]
    pub fn get_or_zeros<const N: usize>(
        &mut self,
        name: &str,
        value: &Tensor<T>,
    ) -> &mut [Tensor<T>; N] {
        if !self.tensors.contains_key(name) {
            let zeros = (0..N).map(|_| Tensor::zeros(value.shape())).collect();
            self.tensors.insert(name.to_string(), zeros);
        }
        let tensors = self.tensors.get_mut(name).expect("it was put in if it was not there");
        tensors.as_mut_slice().try_into().expect("one tensor for each slot of the optimizer")
    }
}
