//! An epoch of training, step by step.

use super::{SupervisedDataset, Trainer};
use crate::batch_loss::batch_loss;
use crate::pending::{Outputs, Pending};
use crate::{Callback, FitConfig};
use data::Batch;
use data::shuffle::{batches, full_batches, permutation};
use losses::Loss;
use nn::{Forward, Module};
use numeric::{Float, join_in_place};
use optimizers::Optimizer;
use std::borrow::Borrow;
use std::ops::ControlFlow;
use std::time::Instant;
use tensor::Device;

impl<T: Float, L: Loss<T>, O: Optimizer<T>> Trainer<T, L, O> {
    /// The remaining steps of the current epoch, unless the callback stops it.
    pub(super) fn train_epoch<D: SupervisedDataset<T, L>>(
        &mut self,
        model: &mut (impl Module<T> + Forward<T>),
        train: &D,
        callback: &mut impl Callback,
    ) -> ControlFlow<()> {
        let FitConfig { batch_size, seed, drop_last, .. } = self.config;
        let order = permutation(train.len(), seed, self.state.history.epochs.len() as u64);
        let batches = if drop_last { full_batches } else { batches }(&order, batch_size);
        let steps = batches.len();
        // The step whose loss and metric have not been read: on a GPU it is read while the next one runs.
        let mut unread: Option<Pending<T, D::Targets>> = None;
        let (mut start, mut flow) = (Instant::now(), ControlFlow::Continue(()));
        let on_cpu = matches!(nn::device(model), Device::Cpu);
        let waits = on_cpu || callback.reads_totals();
        let load = |indices: &[u32]| (train.get_batch(indices), train.sample_weights(indices));
        let mut batches = batches.skip(self.state.step_in_epoch);
        let mut next = batches.next().map(load);
        while let Some((batch, weights)) = next {
            let step = || self.train_step(model, batch, weights);
            let indices = batches.next();
            let load_next = || indices.map(load);
            // A GPU is busy with the step anyway, and must be asked by one thread, if the data lie there.
            let (step, loaded) =
                if on_cpu { join_in_place(step, load_next) } else { (step(), load_next()) };
            next = loaded;
            let read = if waits { Some(step) } else { unread.replace(step) };
            self.read(read);
            self.state.step_in_epoch += 1;
            self.state.seconds += start.elapsed().as_secs_f64();
            flow = callback.on_step_end(&self.state, steps);
            start = Instant::now();
            if flow.is_break() {
                break;
            }
        }
        self.read(unread);
        self.state.seconds += start.elapsed().as_secs_f64();
        flow
    }

    /// Adds a step's loss and metric to those of the epoch.
    fn read(&mut self, step: Option<Pending<T, impl Borrow<L::Target>>>) {
        if let Some(step) = step {
            step.add_to(&mut self.state.running_totals, self.metric);
        }
    }

    // ANCHOR: step
    /// One step: forward pass, loss, backward pass, and an update of every parameter.
    fn train_step<B: Borrow<L::Target>>(
        &mut self,
        model: &mut (impl Module<T> + Forward<T>),
        Batch { inputs, targets }: Batch<T, B>,
        weights: Option<Vec<T>>,
    ) -> Pending<T, B> {
        let done = self.optimizer.common().state.steps;
        if let Some(schedule) = &self.schedule {
            self.optimizer.common_mut().learning_rate = schedule.lr_at(done);
        }
        self.tape.set_rng_state(self.config.seed, done);
        let (device, metric) = (nn::device(model), self.metric);
        let (mut outputs, mut divisor) = (None, 0.0);
        let mut step = || {
            let inputs = inputs.to(&device);
            let gradients = self.tape.gradients(|tape| {
                let y = model.forward(tape.constant(&inputs));
                outputs = Some(Outputs::new(y.value(), metric, targets.borrow()));
                let (loss, of_batch) =
                    batch_loss(y, &self.loss, targets.borrow(), weights.as_deref());
                divisor = of_batch;
                loss
            });
            self.optimizer.step(model, &gradients);
            if let Some(ema) = &mut self.ema {
                ema.update(model);
            }
            gradients
        };
        // On a GPU the whole step is one launch.
        let gradients = if self.capture { self.graph.run(&device, step) } else { step() };
        let outputs = outputs.expect("the forward pass has outputs");
        Pending::new(gradients.loss_tensor(), divisor, outputs, targets)
    }
    // ANCHOR_END: step
}
