//! Mean loss and metric of a trained model.

use super::{SupervisedDataset, Trainer};
use crate::batch_loss::batch_loss;
use crate::batch_metric::BatchMetric;
use crate::callers_line::at_callers_line;
use crate::{Metrics, Totals};
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
        let device = nn::device(model);
        for start in (0..len).step_by(BATCH as usize) {
            let indices: Vec<u32> = (start..len.min(start + BATCH)).collect();
            let (batch, weights) = (data.get_batch(&indices), data.sample_weights(&indices));
            let (loss, targets) = (&self.loss, batch.targets.borrow());
            let inputs = batch.inputs.to(&device);
            let (mut metric, mut divisor) = (BatchMetric::new(self.metric, targets), 0.0);
            let mean_loss = self.tape.no_grad(|tape| {
                let outputs = model.forward(tape.constant(&inputs));
                metric.see(outputs.value());
                let (loss, of_batch) = batch_loss(outputs, loss, targets, weights.as_deref());
                divisor = of_batch;
                loss
            });
            totals.add(mean_loss.item().as_f64(), divisor, metric.mean());
        }
        totals.means()
    }
}
