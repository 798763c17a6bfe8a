//! The training loop.

use crate::{Callback, EpochRecord, FitOutcome, History, Metric, Metrics};
use autograd::Tape;
use data::shuffle::{batches, full_batches, permutation};
use data::{Batch, Dataset};
use losses::Loss;
use nn::{Forward, Module};
use numeric::Float;
use optimizers::Optimizer;
use optimizers::schedule::Schedule;
use regularization::EarlyStopping;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::ops::ControlFlow;
use std::time::Instant;

/// How to go through the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FitConfig {
    /// How often to go through all samples: 10.
    pub epochs: usize,
    /// The samples of one step: 32.
    pub batch_size: usize,
    /// Decides the order of the samples, and what dropout drops: 1.
    pub seed: u64,
}

impl Default for FitConfig {
    fn default() -> Self {
        FitConfig { epochs: 10, batch_size: 32, seed: 1 }
    }
}

/// How far training has come: what is needed, beside model and optimizer, to go on as if it had
/// never stopped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrainState {
    /// The epochs that are done.
    pub history: History,
    /// The steps done in the epoch after those.
    pub step_in_epoch: usize,
    /// The samples that they have seen.
    pub samples_seen: usize,
    /// The sums of loss and metric over the samples of those steps.
    pub running_totals: Metrics,
    /// How long those steps took, in seconds.
    pub seconds: f64,
}

/// Trains a model: a loss, an optimizer, a metric and the settings.
pub struct Trainer<T: Float, L: Loss<T>, O> {
    /// What is made small.
    pub loss: L,
    /// How the parameters are changed.
    pub optimizer: O,
    /// What is reported beside the loss.
    pub metric: Metric<T, L::Target>,
    /// How to go through the samples.
    pub config: FitConfig,
    /// Whether samples that make no whole batch are left out of an epoch, in each epoch others: no.
    /// Batch normalization needs it where a single sample would be left. The test leaves none out.
    pub drop_last: bool,
    /// What the learning rate is in each step, counted from 0: the optimizer's own if there is none.
    pub schedule: Option<Box<dyn Schedule + Send>>,
    /// Ends training when the test loss becomes no smaller: none.
    pub early_stopping: Option<EarlyStopping<T>>,
    /// How far training has come.
    pub state: TrainState,
    tape: Tape<T>,
}

impl<T: Float, L: Loss<T>, O: Optimizer<T>> Trainer<T, L, O> {
    /// A trainer with the settings' defaults.
    pub fn new(loss: L, optimizer: O, metric: Metric<T, L::Target>) -> Self {
        let (settings, progress) = (FitConfig::default(), TrainState::default());
        Trainer {
            loss,
            optimizer,
            metric,
            config: settings,
            drop_last: false,
            schedule: None,
            early_stopping: None,
            state: progress,
            tape: Tape::new(),
        }
    }

    /// The steps of an epoch of so many samples.
    ///
    /// # Panics
    /// If the batch size is 0.
    pub fn steps_per_epoch(&self, samples: usize) -> usize {
        match self.drop_last {
            true => samples / self.config.batch_size,
            false => samples.div_ceil(self.config.batch_size),
        }
    }

    /// Trains `model`, from where [`progress`](Self::progress) stands to the last epoch of the
    /// settings, or until early stopping ends it. With early stopping, `model` is in both cases the
    /// best one in the end, if that was kept; if the watcher stopped, it is as the last step left it.
    /// The watcher sees every step and epoch; `&mut ()` is one that looks at nothing.
    ///
    /// # Panics
    /// If the data do not fit the model or the loss, if there are none, if the batch size is 0, or if
    /// there is no whole batch with [`drop_last`](Self::drop_last).
    #[track_caller]
    pub fn fit<M, D>(
        &mut self,
        model: &mut M,
        train: &D,
        test: &D,
        watcher: &mut impl Callback,
    ) -> FitOutcome
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        let outcome = self.fit_to_epoch(self.config.epochs, model, train, test, watcher);
        if outcome == FitOutcome::Finished {
            self.restore_best(model);
        }
        outcome
    }

    /// As [`fit`](Self::fit), but up to the end of an epoch that need not be the last, so that `model`
    /// stays as that epoch left it.
    #[track_caller]
    pub(crate) fn fit_to_epoch<M, D>(
        &mut self,
        epochs: usize,
        model: &mut M,
        train: &D,
        test: &D,
        watcher: &mut impl Callback,
    ) -> FitOutcome
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        assert!(!train.is_empty() && !test.is_empty(), "fit: there must be samples in both parts");
        let (samples, batch_size) = (train.len(), self.config.batch_size);
        assert!(batch_size > 0, "fit: the batch size must be at least 1");
        let steps = self.steps_per_epoch(samples);
        assert!(
            steps > 0,
            "fit: {samples} samples make no whole batch of {batch_size}, and drop_last leaves out all \
             others: take smaller batches"
        );
        while self.state.history.epochs.len() < epochs {
            if self.early_stopping.as_ref().is_some_and(EarlyStopping::should_stop) {
                return FitOutcome::StoppedEarly;
            }
            let stopped = self.train_epoch(model, train, watcher).is_break();
            if stopped && self.state.step_in_epoch < steps {
                return FitOutcome::Stopped;
            }
            let TrainState { running_totals: sums, samples_seen: samples, seconds, .. } =
                self.state;
            let epoch = EpochRecord {
                epoch: self.state.history.epochs.len() + 1,
                train: mean(sums, samples),
                validation: self.evaluate(model, test),
                seconds,
            };
            self.state.history.epochs.push(epoch);
            let history = std::mem::take(&mut self.state.history);
            self.state = TrainState { history, ..TrainState::default() };
            let stopped = watcher.on_epoch_end(&epoch).is_break() || stopped;
            if let Some(stopping) = &mut self.early_stopping
                && stopping.update(epoch.validation.loss, model).should_stop()
            {
                self.restore_best(model);
                return FitOutcome::StoppedEarly;
            }
            // Stopped after an epoch's last step: the epoch counts, what would follow does not begin.
            if stopped && epoch.epoch < epochs {
                return FitOutcome::Stopped;
            }
        }
        FitOutcome::Finished
    }

    /// Makes `model` the best that early stopping has kept, if it has.
    pub(crate) fn restore_best(&self, model: &mut impl Module<T>) {
        if let Some(stopping) = &self.early_stopping {
            stopping.restore(model);
        }
    }

    /// The rest of the epoch that is under way, or as much of it as the watcher wants.
    fn train_epoch<M, D>(
        &mut self,
        model: &mut M,
        train: &D,
        watcher: &mut impl Callback,
    ) -> ControlFlow<()>
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        let FitConfig { batch_size, seed, .. } = self.config;
        let order = permutation(train.len(), seed, self.state.history.epochs.len() as u64);
        let batches = if self.drop_last { full_batches } else { batches }(&order, batch_size);
        let steps = batches.len();
        for indices in batches.skip(self.state.step_in_epoch) {
            let start = Instant::now();
            self.train_step(model, train.get_batch(indices), indices.len());
            self.state.step_in_epoch += 1;
            self.state.seconds += start.elapsed().as_secs_f64();
            watcher.on_step_end(&self.state, steps)?;
        }
        ControlFlow::Continue(())
    }

    // ANCHOR: step
    /// One step: forward, loss, back, and a change of every parameter.
    fn train_step<M, Y>(&mut self, model: &mut M, batch: Batch<T, Y>, samples: usize)
    where
        M: Module<T> + Forward<T>,
        Y: Borrow<L::Target>,
    {
        let done = self.optimizer.common().state.steps;
        if let Some(schedule) = &self.schedule {
            self.optimizer.common_mut().learning_rate = schedule.lr_at(done);
        }
        self.tape.set_rng_state(self.config.seed, done);
        let (loss, targets) = (&self.loss, batch.targets.borrow());
        let mut metric = 0.0;
        let gradients = self.tape.gradients(|tape| {
            let answers = model.forward(tape.constant(&batch.inputs));
            metric = (self.metric)(&answers.value(), targets);
            answers.loss(loss, targets)
        });
        self.optimizer.step(model, &gradients);
        self.state.running_totals.loss += gradients.loss().as_f64() * samples as f64;
        self.state.running_totals.metric += metric;
        self.state.samples_seen += samples;
    }
    // ANCHOR_END: step

    /// The mean loss and metric of the model as it is; NaN if there are no samples.
    pub fn evaluate<M, D>(&mut self, model: &M, data: &D) -> Metrics
    where
        M: Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        /// Enough for the products to run at full speed, little enough to stay in the cache.
        const BATCH: u32 = 256;
        let (mut sums, len) = (Metrics::default(), data.len() as u32);
        for first in (0..len).step_by(BATCH as usize) {
            let indices: Vec<u32> = (first..len.min(first + BATCH)).collect();
            let batch = data.get_batch(&indices);
            let (loss, targets) = (&self.loss, batch.targets.borrow());
            let mut metric = 0.0;
            let mean = self.tape.no_grad(|tape| {
                let answers = model.forward(tape.constant(&batch.inputs));
                metric = (self.metric)(&answers.value(), targets);
                answers.loss(loss, targets)
            });
            sums.loss += mean.item().as_f64() * indices.len() as f64;
            sums.metric += metric;
        }
        mean(sums, data.len())
    }
}

fn mean(sums: Metrics, samples: usize) -> Metrics {
    let samples = samples as f64;
    Metrics { loss: sums.loss / samples, metric: sums.metric / samples }
}
