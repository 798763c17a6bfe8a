//! The end of a training that gets nowhere.

use nn::{Module, Path, state_dict};
use numeric::Float;
use std::collections::BTreeMap;
use tensor::Tensor;

/// Early stopping: training ends when a number that was measured on held-back samples, such as their
/// loss, has not become smaller for `patience` epochs.
///
/// Source: L. Prechelt, "Early stopping – but when?", in "Neural Networks: Tricks of the Trade",
/// Lecture Notes in Computer Science 1524 (1998), which compares rules for when; this one is that of
/// Keras's callback.
///
/// `Trainer` of crate `training` has a place for one. By itself:
///
/// ```
/// use autograd::Param;
/// use regularization::EarlyStopping;
/// use tensor::Tensor;
///
/// let model = Param::new(Tensor::<f32>::scalar(0.0));
/// let mut stopping = EarlyStopping { patience: 2, ..EarlyStopping::default() };
/// let losses = [0.9, 0.5, 0.6, 0.4, 0.45, 0.41];
/// let last = losses.iter().position(|loss| stopping.observe(*loss, &model).should_stop());
/// assert_eq!(last, Some(5));             // twice not below 0.4
/// ```
#[derive(Clone, Debug)]
pub struct EarlyStopping<T: Float = f32> {
    /// The epochs in a row without improvement that end training: 10. With 0, as with 1, the first
    /// does.
    pub patience: usize,
    /// An improvement is more than this: 0.
    pub min_delta: f64,
    /// Whether the best model is kept, to be given back when training ends: yes.
    pub restore_best_weights: bool,
    /// The smallest number so far: infinity.
    pub best: f64,
    /// The epochs since then: 0.
    pub wait: usize,
    /// The tensors of the best model, by name: none yet.
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
    /// Takes note of what the epoch that is over came to: `measured`, where smaller is better. A
    /// number that is none, NaN, is no improvement. A model that is kept shares its numbers until
    /// the next step changes them.
    pub fn update(&mut self, measured: f64, model: &(impl Module<T> + ?Sized)) -> &mut Self {
        if measured < self.best - self.min_delta {
            (self.best, self.wait) = (measured, 0);
            if self.restore_best_weights {
                let named = state_dict(model).into_iter();
                self.best_weights = named.map(|(name, tensor)| (name, tensor.clone())).collect();
            }
        } else {
            self.wait += 1;
        }
        self
    }

    /// Whether training is to end.
    pub fn should_stop(&self) -> bool {
        self.wait >= self.patience.max(1)
    }

    /// Gives the model the numbers it had when it was best, buffers too; none if nothing was kept.
    pub fn restore(&self, model: &mut (impl Module<T> + ?Sized)) {
        model.visit_mut(&mut Path::default(), &mut |path, state| {
            if let Some(best) = self.best_weights.get(path.as_str()) {
                *state.tensor() = best.clone();
            }
        });
    }
}
