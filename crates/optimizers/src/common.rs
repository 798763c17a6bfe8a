//! What every optimizer has, whatever its rule: settings and state.

use crate::setting::check_not_negative;
use crate::{ParamGroup, SettingError};
use numeric::Float;
use std::collections::BTreeMap;
use tensor::{Shape, Tensor};

/// The settings that every optimizer has, and its state.
///
/// ```
/// use optimizers::{Common, ParamGroup};
///
/// let slow = ParamGroup { lr_scale: 0.5, ..ParamGroup::new("blocks.0") };
/// let common = Common::<f32> { weight_decay: 0.25, groups: vec![slow], ..Common::new(0.1) };
/// assert_eq!(common.rates_for("blocks.0.weight"), (0.05, 0.25));
/// assert_eq!(common.rates_for("blocks.1.weight"), (0.1, 0.25));
/// ```
#[derive(Clone, Debug)]
pub struct Common<T: Float = f32> {
    /// The learning rate, `η`.
    pub learning_rate: f64,
    /// The weight decay, `λ`: how strongly parameters are drawn to zero.
    pub weight_decay: f64,
    /// The parameter groups: other learning rates and weight decays for some parameters.
    pub groups: Vec<ParamGroup>,
    /// The optimizer state.
    pub state: OptimizerState<T>,
}

impl<T: Float> Common<T> {
    /// This learning rate, without weight decay, groups and state.
    ///
    /// ```
    /// let common = optimizers::Common::<f32>::new(0.1);
    /// assert_eq!((common.weight_decay, common.state.steps), (0.0, 0));
    /// ```
    pub fn new(learning_rate: f64) -> Self {
        let state = OptimizerState::default();
        Common { learning_rate, weight_decay: 0.0, groups: Vec::new(), state }
    }

    /// The learning rate `η` and the weight decay `λ` of one parameter, by its dotted name: scaled
    /// by every group it belongs to.
    ///
    /// ```
    /// use optimizers::{Common, ParamGroup};
    ///
    /// let frozen = ParamGroup { lr_scale: 0.0, ..ParamGroup::new("encoder") };
    /// let common = Common::<f32> { groups: vec![frozen], ..Common::new(0.1) };
    /// assert_eq!(common.rates_for("encoder.bias"), (0.0, 0.0));
    /// ```
    pub fn rates_for(&self, name: &str) -> (f64, f64) {
        let (lr_scale, weight_decay_scale) = ParamGroup::scales_for(&self.groups, name);
        (self.learning_rate * lr_scale, self.weight_decay * weight_decay_scale)
    }
}

impl<T: Float> Common<T> {
    /// Checks learning rate, weight decay and the factors of the groups.
    ///
    /// ```
    /// let error = optimizers::Common::<f32>::new(-0.1).validate().unwrap_err();
    /// assert_eq!(error.to_string(), "learning_rate must be finite and at least 0, but is -0.1");
    /// ```
    ///
    /// # Errors
    /// If one of them is negative, infinite or NaN.
    pub fn validate(&self) -> Result<(), SettingError> {
        check_not_negative("learning_rate", self.learning_rate)?;
        check_not_negative("weight_decay", self.weight_decay)?;
        self.groups.iter().try_for_each(|group| {
            check_not_negative("lr_scale", group.lr_scale)?;
            check_not_negative("weight_decay_scale", group.weight_decay_scale)
        })
    }
}

/// The state of an optimizer: the number of steps, and some tensors for each parameter, such as its
/// moments, by the parameter's name.
///
/// ```
/// use optimizers::OptimizerState;
/// use tensor::Tensor;
///
/// let mut state = OptimizerState::<f32>::default();
/// let weight = Tensor::full([2], 1.0);
/// let [m, v] = state.get_or_zeros("weight", &weight);
/// assert_eq!((m.as_slice(), v.as_slice()), (&[0.0; 2][..], &[0.0; 2][..]));
/// assert!(state.tensors.contains_key("weight"));
/// ```
#[derive(Clone, Debug)]
pub struct OptimizerState<T: Float = f32> {
    /// The number of steps so far.
    pub steps: u64,
    /// The tensors of each parameter, in the order of
    /// [`Optimizer::state_keys`](crate::Optimizer::state_keys).
    pub tensors: BTreeMap<String, Vec<Tensor<T>>>,
}

impl<T: Float> Default for OptimizerState<T> {
    fn default() -> Self {
        OptimizerState { steps: 0, tensors: BTreeMap::new() }
    }
}

impl<T: Float> OptimizerState<T> {
    /// The `N` state tensors of the parameter `name`: zeros, shaped like its value, the first time.
    ///
    /// # Panics
    /// If the state holds another number of tensors for this parameter.
    ///
    /// ```
    /// let mut state = optimizers::OptimizerState::<f32>::default();
    /// let [momentum] = state.get_or_zeros("bias", &tensor::Tensor::full([3], 1.0));
    /// assert_eq!(momentum.as_slice(), [0.0; 3]);
    /// ```
    #[track_caller]
    pub fn get_or_zeros<const N: usize>(
        &mut self,
        name: &str,
        value: &Tensor<T>,
    ) -> &mut [Tensor<T>; N] {
        let tensors = self.get_or_full(name, value, N, T::zero());
        let found = tensors.len();
        tensors.try_into().unwrap_or_else(|_| panic!("{}", wrong_count(name, found, N)))
    }

    /// The state tensors of the parameter `name`: the first time `count` tensors full of `initial`, shaped
    /// like its value. They are on its device, wherever they were before.
    pub(crate) fn get_or_full(
        &mut self,
        name: &str,
        value: &Tensor<T>,
        count: usize,
        initial: T,
    ) -> &mut [Tensor<T>] {
        if !self.tensors.contains_key(name) && count > 0 {
            let tensors = (0..count).map(|_| value.new_full(value.shape(), initial)).collect();
            self.tensors.insert(name.to_string(), tensors);
        }
        let Some(tensors) = self.tensors.get_mut(name) else { return &mut [] };
        for tensor in tensors.iter_mut().filter(|tensor| !tensor.is_on_device_of(value)) {
            *tensor = tensor.to(&value.device());
        }
        tensors
    }

    /// # Panics
    /// At the caller's line, if a parameter's state is that of other settings.
    #[track_caller]
    pub(crate) fn check_tensors(&self, expected: impl Fn(&str, Option<Shape>) -> usize) {
        for (name, tensors) in &self.tensors {
            let expected = expected(name, tensors.first().map(Tensor::shape));
            if tensors.len() != expected {
                panic!("{}", wrong_count(name, tensors.len(), expected));
            }
        }
    }
}

fn wrong_count(name: &str, found: usize, expected: usize) -> String {
    format!(
        "the optimizer state of `{name}` holds {found} tensors, but with these settings there are \
         {expected}: `momentum`, `amsgrad` or `centered` cannot change after the first step; begin \
         with a new optimizer"
    )
}
