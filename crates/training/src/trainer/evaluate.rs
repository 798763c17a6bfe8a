//! Mean loss and metric of a trained model.

use super::{SupervisedDataset, Trainer};
use crate::batch_loss::batch_loss;
use crate::callers_line::at_callers_line;
use crate::pending::{Outputs, Pending};
use crate::{Metrics, Totals};
use data::Batch;
use losses::Loss;
use nn::{Forward, Module};
use numeric::Float;
use optimizers::Optimizer;
use std::borrow::Borrow;

impl<T: Float, L: Loss<T>, O: Optimizer<T>> Trainer<T, L, O> {
    /// Mean loss and metric of the model in evaluation mode; NaN if there are no samples.
    ///
    /// The loss is weighted as in training; the metric counts every sample as one.
    ///
    /// # Panics
    /// If the data do not fit the model or the loss.
    ///
    /// ```
    /// use losses::CrossEntropy;
    /// use nn::{Dense, Flatten, sequential};
    /// use optimizers::Adam;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use training::{Trainer, accuracy};
    ///
    /// let test = data::digits().test;
    /// let model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
    /// let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
    /// let metrics = trainer.evaluate(&model, &test);
    /// assert!(metrics.loss > 2.0 && metrics.metric < 0.3);             // it has learnt nothing yet
    /// ```
    #[track_caller]
    pub fn evaluate<D: SupervisedDataset<T, L>>(
        &mut self,
        model: &(impl Module<T> + Forward<T>),
        data: &D,
    ) -> Metrics {
        at_callers_line("evaluate", || self.mean_metrics(model, data))
    }

    pub(super) fn mean_metrics<D: SupervisedDataset<T, L>>(
        &mut self,
        model: &(impl Module<T> + Forward<T>),
        data: &D,
    ) -> Metrics {
        /// Enough for the products to run at full speed, little enough to stay in the cache.
        const BATCH: u32 = 256;
        let (mut totals, len) = (Totals::default(), data.len() as u32);
        let (device, metric) = (nn::device(model), self.metric);
        // On a GPU a batch is read while the next one is computed.
        let mut unread: Option<Pending<T, D::Targets>> = None;
        for start in (0..len).step_by(BATCH as usize) {
            let indices: Vec<u32> = (start..len.min(start + BATCH)).collect();
            let Batch { inputs, targets } = data.get_batch(&indices);
            let (loss, weights) = (&self.loss, data.sample_weights(&indices));
            let inputs = inputs.to(&device);
            let (mut outputs, mut divisor) = (None, 0.0);
            let mean_loss = self.tape.no_grad(|tape| {
                let y = model.forward(tape.constant(&inputs));
                outputs = Some(Outputs::new(y.value(), metric, targets.borrow()));
                let (loss, of_batch) = batch_loss(y, loss, targets.borrow(), weights.as_deref());
                divisor = of_batch;
                loss
            });
            let outputs = outputs.expect("the forward pass has outputs");
            let batch = Pending::new(&mean_loss, divisor, outputs, targets);
            if let Some(batch) = unread.replace(batch) {
                batch.add_to(&mut totals, metric);
            }
        }
        if let Some(batch) = unread {
            batch.add_to(&mut totals, metric);
        }
        totals.means()
    }
}
