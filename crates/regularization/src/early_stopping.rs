//! Early stopping.

use nn::{Module, Path, state_dict};
use numeric::Float;
use std::collections::BTreeMap;
use tensor::Tensor;

/// Early stopping: training ends when a monitored metric, such as the validation loss, has not
/// decreased for `patience` epochs.
///
/// Source: L. Prechelt, "Early stopping – but when?", in "Neural Networks: Tricks of the Trade",
/// Lecture Notes in Computer Science 1524 (1998), which compares rules for when; this one is that
/// of Keras's callback.
///
/// The `Trainer` of crate `training` takes one. By itself:
///
/// ```
/// use autograd::Param;
/// use regularization::EarlyStopping;
/// use tensor::Tensor;
///
/// let model = Param::new(Tensor::<f32>::scalar(0.0));
/// let mut stopping = EarlyStopping { patience: 2, ..EarlyStopping::default() };
/// let losses = [0.9, 0.5, 0.6, 0.4, 0.45, 0.41];
/// let last = losses.iter().position(|loss| stopping.update(*loss, &model).should_stop());
/// assert_eq!(last, Some(5));             // twice not below 0.4
/// ```
#[derive(Clone, Debug)]
pub struct EarlyStopping<T: Float = f32> {
    /// The number of successive epochs without improvement that ends training: 10. With 0, as with
    /// 1, the first one does.
    pub patience: usize,
    /// The minimum decrease that counts as an improvement, itself excluded: 0.
    pub min_delta: f64,
    /// Whether the best weights are kept, to be restored when training ends: yes.
    pub restore_best_weights: bool,
    /// The best value so far: infinity.
    pub best: f64,
    /// The number of epochs since then: 0.
    pub wait: usize,
    /// The parameters and buffers of the best model, by name: none yet.
    pub best_weights: BTreeMap<String, Tensor<T>>,
}

impl<T: Float> Default for EarlyStopping<T> {
    fn default() -> Self {
        EarlyStopping {
            patience: 10,
            min_delta: 0.0,
            restore_best_weights: true,
            best: f64::INFINITY,
            wait: 0,
            best_weights: BTreeMap::new(),
        }
    }
}

impl<T: Float> EarlyStopping<T> {
    /// Updates the state with the metric of the epoch that has ended, where lower is better. A NaN
    /// is no improvement. The best weights share their memory with the model until its next step.
    ///
    /// ```
    /// use autograd::Param;
    /// use regularization::EarlyStopping;
    /// use tensor::Tensor;
    ///
    /// let model = Param::new(Tensor::<f32>::scalar(1.0));
    /// let mut stopping = EarlyStopping::default();
    /// stopping.update(0.5, &model).update(f64::NAN, &model);
    /// assert_eq!((stopping.best, stopping.wait), (0.5, 1));
    /// ```
    ///
    /// # Panics
    /// If `min_delta` is negative or NaN.
    // ANCHOR: update
    #[track_caller]
    pub fn update(&mut self, metric: f64, model: &(impl Module<T> + ?Sized)) -> &mut Self {
        let min_delta = self.min_delta;
        assert!(
            min_delta >= 0.0,
            "early stopping: min_delta must be at least 0, but is {min_delta}"
        );
        if metric < self.best - self.min_delta {
            (self.best, self.wait) = (metric, 0);
            if self.restore_best_weights {
                let named = state_dict(model).into_iter();
                self.best_weights = named.map(|(name, tensor)| (name, tensor.clone())).collect();
            }
        } else {
            self.wait += 1;
        }
        self
    }
    // ANCHOR_END: update

    /// Whether training should stop.
    ///
    /// ```
    /// use regularization::EarlyStopping;
    ///
    /// let stopping = EarlyStopping::<f32> { patience: 3, wait: 3, ..EarlyStopping::default() };
    /// assert!(stopping.should_stop());
    /// ```
    pub fn should_stop(&self) -> bool {
        self.wait >= self.patience.max(1)
    }

    /// Restores the best weights, buffers too; without any, the model stays as it is.
    ///
    /// ```
    /// use autograd::Param;
    /// use regularization::EarlyStopping;
    /// use tensor::Tensor;
    ///
    /// let mut model = Param::new(Tensor::<f32>::scalar(1.0));
    /// let mut stopping = EarlyStopping::default();
    /// stopping.update(0.5, &model);
    /// model.value = Tensor::scalar(2.0);
    /// stopping.update(0.6, &model).restore(&mut model);
    /// assert_eq!(model.value.item(), 1.0);
    /// ```
    pub fn restore(&self, model: &mut (impl Module<T> + ?Sized)) {
        model.visit_mut(&mut Path::default(), &mut |path, leaf| {
            if let Some(best) = self.best_weights.get(path.as_str()) {
                let tensor = leaf.tensor();
                *tensor = best.to(&tensor.device());
            }
        });
    }
}
