//! The training loop.

use crate::{Epoch, History, Metric, Outcome, Score, Watcher};
use autograd::Tape;
use data::shuffle::{batches, permutation, whole_batches};
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
pub struct Settings {
    /// How often to go through all samples: 10.
    pub epochs: usize,
    /// The samples of one step: 32.
    pub batch_size: usize,
    /// Decides the order of the samples, and what dropout drops: 1.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { epochs: 10, batch_size: 32, seed: 1 }
    }
}

/// How far training has come: what is needed, beside model and optimizer, to go on as if it had
/// never stopped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The epochs that are done.
    pub history: History,
    /// The steps done in the epoch after those.
    pub step: usize,
    /// The samples that they have seen.
    pub samples: usize,
    /// The sums of loss and metric over the samples of those steps.
    pub sums: Score,
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
    pub settings: Settings,
    /// Whether samples that make no whole batch are left out of an epoch, in each epoch others: no.
    /// Batch normalization needs it where a single sample would be left. The test leaves none out.
    pub drop_last: bool,
    /// What the learning rate is in each step, counted from 0: the optimizer's own if there is none.
    pub schedule: Option<Box<dyn Schedule + Send>>,
    /// Ends training when the test loss becomes no smaller: none.
    pub early_stopping: Option<EarlyStopping<T>>,
    /// How far training has come.
    pub progress: Progress,
    tape: Tape<T>,
}

impl<T: Float, L: Loss<T>, O: Optimizer<T>> Trainer<T, L, O> {
    /// A trainer with the settings' defaults.
    pub fn new(loss: L, optimizer: O, metric: Metric<T, L::Target>) -> Self {
        let (settings, progress) = (Settings::default(), Progress::default());
        Trainer {
            loss,
            optimizer,
            metric,
            settings,
            drop_last: false,
            schedule: None,
            early_stopping: None,
            progress,
            tape: Tape::new(),
        }
    }

    /// The steps of an epoch of so many samples.
    ///
    /// # Panics
    /// If the batch size is 0.
    pub fn steps(&self, samples: usize) -> usize {
        match self.drop_last {
            true => samples / self.settings.batch_size,
            false => samples.div_ceil(self.settings.batch_size),
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
        watcher: &mut impl Watcher,
    ) -> Outcome
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        let outcome = self.fit_until(self.settings.epochs, model, train, test, watcher);
        if outcome == Outcome::Finished {
            self.restore_best(model);
        }
        outcome
    }

    /// As [`fit`](Self::fit), but up to the end of an epoch that need not be the last, so that `model`
    /// stays as that epoch left it.
    #[track_caller]
    pub(crate) fn fit_until<M, D>(
        &mut self,
        epochs: usize,
        model: &mut M,
        train: &D,
        test: &D,
        watcher: &mut impl Watcher,
    ) -> Outcome
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        assert!(!train.is_empty() && !test.is_empty(), "fit: there must be samples in both parts");
        let (samples, batch_size) = (train.len(), self.settings.batch_size);
        assert!(batch_size > 0, "fit: the batch size must be at least 1");
        let steps = self.steps(samples);
        assert!(
            steps > 0,
            "fit: {samples} samples make no whole batch of {batch_size}, and drop_last leaves out all \
             others: take smaller batches"
        );
        while self.progress.history.epochs.len() < epochs {
            if self.early_stopping.as_ref().is_some_and(EarlyStopping::is_over) {
                return Outcome::StoppedEarly;
            }
            let stopped = self.train_epoch(model, train, watcher).is_break();
            if stopped && self.progress.step < steps {
                return Outcome::Stopped;
            }
            let Progress { sums, samples, seconds, .. } = self.progress;
            let epoch = Epoch {
                epoch: self.progress.history.epochs.len() + 1,
                train: mean(sums, samples),
                test: self.evaluate(model, test),
                seconds,
            };
            self.progress.history.epochs.push(epoch);
            let history = std::mem::take(&mut self.progress.history);
            self.progress = Progress { history, ..Progress::default() };
            let stopped = watcher.epoch(&epoch).is_break() || stopped;
            if let Some(stopping) = &mut self.early_stopping
                && stopping.observe(epoch.test.loss, model).is_over()
            {
                self.restore_best(model);
                return Outcome::StoppedEarly;
            }
            // Stopped after an epoch's last step: the epoch counts, what would follow does not begin.
            if stopped && epoch.epoch < epochs {
                return Outcome::Stopped;
            }
        }
        Outcome::Finished
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
        watcher: &mut impl Watcher,
    ) -> ControlFlow<()>
    where
        M: Module<T> + Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        let Settings { batch_size, seed, .. } = self.settings;
        let order = permutation(train.len(), seed, self.progress.history.epochs.len() as u64);
        let batches = if self.drop_last { whole_batches } else { batches }(&order, batch_size);
        let steps = batches.len();
        for indices in batches.skip(self.progress.step) {
            let start = Instant::now();
            self.train_step(model, train.batch(indices), indices.len());
            self.progress.step += 1;
            self.progress.seconds += start.elapsed().as_secs_f64();
            watcher.step(&self.progress, steps)?;
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
        let done = self.optimizer.state().steps;
        if let Some(schedule) = &self.schedule {
            *self.optimizer.learning_rate_mut() = schedule.rate(done);
        }
        self.tape.seed(self.settings.seed, done);
        let (loss, targets) = (&self.loss, batch.targets.borrow());
        let mut metric = 0.0;
        let gradients = self.tape.gradients(|tape| {
            let answers = model.forward(tape.constant(&batch.inputs));
            metric = (self.metric)(&answers.value(), targets);
            answers.loss(loss, targets)
        });
        self.optimizer.step(model, &gradients);
        self.progress.sums.loss += gradients.loss().as_f64() * samples as f64;
        self.progress.sums.metric += metric;
        self.progress.samples += samples;
    }
    // ANCHOR_END: step

    /// The mean loss and metric of the model as it is; NaN if there are no samples.
    pub fn evaluate<M, D>(&mut self, model: &M, data: &D) -> Score
    where
        M: Forward<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        /// Enough for the products to run at full speed, little enough to stay in the cache.
        const BATCH: u32 = 256;
        let (mut sums, len) = (Score::default(), data.len() as u32);
        for first in (0..len).step_by(BATCH as usize) {
            let indices: Vec<u32> = (first..len.min(first + BATCH)).collect();
            let batch = data.batch(&indices);
            let (loss, targets) = (&self.loss, batch.targets.borrow());
            let mut metric = 0.0;
            let mean = self.tape.evaluate(|tape| {
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

fn mean(sums: Score, samples: usize) -> Score {
    let samples = samples as f64;
    Score { loss: sums.loss / samples, metric: sums.metric / samples }
}
