//! What all optimizers have in common.

use crate::fused::Updates;
use crate::{Common, ParamGroup, SettingError, UpdateKernel};
use autograd::Gradients;
use nn::{LeafMut, Module, Path, update_buffers};
use numeric::Float;
use tensor::{Shape, Tensor};

/// An update rule for parameters, given their gradients.
///
/// A rule of one's own writes [`update`](Self::update) and three accessors:
///
/// ```
/// use autograd::{Param, Tape};
/// use optimizers::{Common, Optimizer};
/// use tensor::Tensor;
///
/// /// Signed gradient descent: `p ← p − η·sign(g)`.
/// struct SignSgd(Common);
///
/// impl Optimizer<f32> for SignSgd {
///     fn update(&mut self, name: &str, value: &mut Tensor, gradient: &Tensor) {
///         let (learning_rate, _) = self.0.rates_for(name);
///         for (p, g) in value.as_mut_slice().iter_mut().zip(gradient.as_slice()) {
///             *p -= learning_rate as f32 * g.signum();
///         }
///     }
///     fn common(&self) -> &Common {
///         &self.0
///     }
///     fn common_mut(&mut self) -> &mut Common {
///         &mut self.0
///     }
///     fn state_keys(&self) -> &'static [&'static str] {
///         &[]
///     }
/// }
///
/// let mut w = Param::new(Tensor::scalar(1.0));
/// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 7.0);
/// SignSgd(Common::new(0.25)).step(&mut w, &gradients);
/// assert_eq!(w.value.item(), 0.75);
/// ```
pub trait Optimizer<T: Float>: Send {
    /// Updates one parameter: `name` is its dotted name in the model.
    /// [`OptimizerState::steps`](crate::OptimizerState::steps) is already the number of this step,
    /// counted from 1.
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>);

    /// Learning rate, weight decay, parameter groups and state.
    fn common(&self) -> &Common<T>;

    /// The same, for a [`Schedule`](crate::schedule::Schedule) to set the learning rate, or to
    /// restore the state from a checkpoint.
    fn common_mut(&mut self) -> &mut Common<T>;

    /// The names of a parameter's state tensors in a checkpoint.
    fn state_keys(&self) -> &'static [&'static str];

    /// The same for one parameter, where not all have the same: those that [`Muon`](crate::Muon)
    /// leaves to AdamW have AdamW's.
    ///
    /// ```
    /// use optimizers::{AuxiliaryAdamW, Muon, Optimizer};
    ///
    /// let muon = Muon::<f32> { adamw: Some(AuxiliaryAdamW::new(&[])), ..Muon::default() };
    /// assert_eq!(muon.state_keys_for("weight", [4, 3].into()), ["momentum"]);
    /// assert_eq!(muon.state_keys_for("bias", [3].into()), ["first_moment", "second_moment"]);
    /// ```
    fn state_keys_for(&self, _name: &str, _shape: Shape) -> &'static [&'static str] {
        self.state_keys()
    }

    /// The rule as a kernel, with the coefficients of one parameter in this step:
    /// [`step`](Self::step) then updates all parameters that are on a GPU in one launch, instead of by
    /// [`update`](Self::update). None for a rule that has no such kernel, as those of one's own.
    ///
    /// ```
    /// use optimizers::{Muon, Optimizer, Sgd};
    ///
    /// let shape = [4, 3].into();
    /// assert!(Sgd::<f32>::default().update_kernel("weight", shape).is_some());
    /// assert!(Muon::<f32>::default().update_kernel("weight", shape).is_none());  // it needs products
    /// ```
    fn update_kernel(&self, _name: &str, _shape: Shape) -> Option<UpdateKernel> {
        None
    }

    /// Checks the settings, which are public fields: [`step`](Self::step) does so before each step.
    ///
    /// ```
    /// use optimizers::{Optimizer, Sgd};
    ///
    /// let nesterov = Sgd::<f32> { nesterov: true, ..Sgd::new(0.1) };
    /// let error = nesterov.validate().unwrap_err();
    /// assert_eq!(error.to_string(), "momentum must be above 0 with nesterov, but is 0");
    /// ```
    ///
    /// # Errors
    /// If one is out of range.
    fn validate(&self) -> Result<(), SettingError> {
        self.common().validate()
    }

    /// Updates every parameter of `model` that has a gradient, and the model's buffers, such as
    /// running statistics, with the values that the forward pass computed for them.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use optimizers::{Optimizer, Sgd};
    /// use tensor::Tensor;
    ///
    /// let mut w = Param::new(Tensor::<f32>::scalar(3.0));
    /// let gradients = Tape::new().gradients(|tape| tape.param(&w) * 2.0);
    /// let mut sgd = Sgd::new(0.5);
    /// sgd.step(&mut w, &gradients);
    /// assert_eq!((w.value.item(), sgd.common.state.steps), (2.0, 1));
    /// ```
    ///
    /// # Panics
    /// If a setting is out of range, or was changed under way so that the state no longer fits.
    // ANCHOR: step
    #[track_caller]
    fn step(&mut self, model: &mut dyn Module<T>, gradients: &Gradients<T>) {
        check_settings(self);
        self.common_mut().state.steps += 1;
        update_buffers(model, gradients);
        let mut updates = Updates::new();
        model.visit_mut(&mut Path::default(), &mut |path, leaf| {
            let LeafMut::Parameter(param) = leaf else { return };
            if let Some(gradient) = gradients.get(param) {
                // On the CPU this is `self.update`; on a GPU the update waits for the launch of all.
                updates.add(self, path.as_str(), &mut param.value, gradient);
            }
        });
        updates.launch();
    }
    // ANCHOR_END: step

    /// [`update`](Self::update) of a single parameter, on whatever device it is: what an optimizer around
    /// another one calls.
    ///
    /// ```
    /// use optimizers::{Optimizer, Sgd};
    /// use tensor::Tensor;
    ///
    /// let mut w = Tensor::full([2], 3.0f32);
    /// Sgd::new(0.5).update_one("w", &mut w, &Tensor::full([2], 2.0));
    /// assert_eq!(w.as_slice(), [2.0, 2.0]);
    /// ```
    #[track_caller]
    fn update_one(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        let mut updates = Updates::new();
        updates.add(self, name, value, gradient);
        updates.launch();
    }

    /// The optimizer with this weight decay, `λ`.
    ///
    /// ```
    /// use optimizers::{AdamW, Optimizer};
    ///
    /// let adamw: AdamW = AdamW::new(1e-3).with_weight_decay(0.1);
    /// assert_eq!(adamw.common.weight_decay, 0.1);
    /// ```
    fn with_weight_decay(mut self, weight_decay: f64) -> Self
    where
        Self: Sized,
    {
        self.common_mut().weight_decay = weight_decay;
        self
    }

    /// The optimizer with these parameter groups: see [`ParamGroup`].
    ///
    /// ```
    /// use optimizers::{Optimizer, ParamGroup, Sgd};
    ///
    /// let frozen = ParamGroup { lr_scale: 0.0, ..ParamGroup::new("blocks.0") };
    /// let sgd: Sgd = Sgd::new(0.1).with_groups(vec![frozen]);
    /// assert_eq!(sgd.common.rates_for("blocks.0.weight").0, 0.0);
    /// ```
    fn with_groups(mut self, groups: Vec<ParamGroup>) -> Self
    where
        Self: Sized,
    {
        self.common_mut().groups = groups;
        self
    }
}

/// # Panics
/// At the caller's line, if a setting is out of range, or if the state is that of other settings.
#[track_caller]
fn check_settings<T: Float, O: Optimizer<T> + ?Sized>(optimizer: &O) {
    if let Err(error) = optimizer.validate() {
        panic!("optimizer: {error}");
    }
    optimizer.common().state.check_tensors(|name, shape| match shape {
        Some(shape) => optimizer.state_keys_for(name, shape).len(),
        None => optimizer.state_keys().len(),
    });
}

/// An optimizer chosen while the program runs.
impl<T: Float, O: Optimizer<T> + ?Sized> Optimizer<T> for Box<O> {
    fn update(&mut self, name: &str, value: &mut Tensor<T>, gradient: &Tensor<T>) {
        (**self).update(name, value, gradient);
    }

    fn validate(&self) -> Result<(), SettingError> {
        (**self).validate()
    }

    #[track_caller]
    fn step(&mut self, model: &mut dyn Module<T>, gradients: &Gradients<T>) {
        // Here too, where the caller's line is still known: a call through a table loses it.
        check_settings(self);
        (**self).step(model, gradients);
    }

    fn common(&self) -> &Common<T> {
        (**self).common()
    }

    fn common_mut(&mut self) -> &mut Common<T> {
        (**self).common_mut()
    }

    fn state_keys(&self) -> &'static [&'static str] {
        (**self).state_keys()
    }

    fn state_keys_for(&self, name: &str, shape: Shape) -> &'static [&'static str] {
        (**self).state_keys_for(name, shape)
    }

    fn update_kernel(&self, name: &str, shape: Shape) -> Option<UpdateKernel> {
        (**self).update_kernel(name, shape)
    }
}

impl<'a, T: Float> Updates<'a, T> {
    /// Updates a parameter; if it is on a GPU, in [`launch`](Self::launch).
    fn add<O: Optimizer<T> + ?Sized>(
        &mut self,
        optimizer: &mut O,
        name: &str,
        value: &'a mut Tensor<T>,
        gradient: &'a Tensor<T>,
    ) {
        #[cfg(feature = "cuda")]
        if let tensor::Device::Cuda(gpu) = value.device()
            && let Some(kernel) = optimizer.update_kernel(name, value.shape())
        {
            let states = optimizer.state_keys_for(name, value.shape()).len();
            let state = &mut optimizer.common_mut().state;
            let states = state.get_or_full(name, value, states, T::of(kernel.initial_state));
            return self.push(&gpu, kernel, value, gradient, states);
        }
        optimizer.update(name, value, gradient);
    }
}
