//! The training loop.

mod epoch;
mod evaluate;

use crate::callers_line::at_callers_line;
use crate::{Callback, EpochRecord, FitConfig, FitOutcome, Metric, TrainState};
use autograd::Tape;
use data::Dataset;
use losses::Loss;
use nn::{Forward, Module};
use numeric::Float;
use optimizers::schedule::Schedule;
use optimizers::{Ema, Optimizer};
use regularization::EarlyStopping;
use std::borrow::Borrow;
use tensor::StepGraph;

/// A data set whose targets the loss `L` accepts: they are `L::Target`, or own one, as a `Vec<usize>`
/// owns a `[usize]`. It is implemented for every data set of which that is true.
///
/// ```
/// use losses::{CrossEntropy, Loss};
/// use training::SupervisedDataset;
///
/// fn accepts<L: Loss<f32>>(_: &impl SupervisedDataset<f32, L>) {}
/// accepts::<CrossEntropy>(&data::digits().train);                   // its targets are classes
/// ```
pub trait SupervisedDataset<T: Float, L: Loss<T>>:
    Dataset<T, Targets: Borrow<L::Target> + Send>
{
}

impl<T: Float, L: Loss<T>, D: Dataset<T, Targets: Borrow<L::Target> + Send>> SupervisedDataset<T, L>
    for D
{
}

/// Trains a model: the loss, the optimizer, the metric and the configuration.
///
/// While a step runs, the next batch is loaded on another core, if one has time.
///
/// The learning-rate schedule and early stopping are fields of their own, beside the optimizer, since
/// they are objects with behaviour or state; [`FitConfig`] is plain data.
///
/// ```
/// use losses::CrossEntropy;
/// use optimizers::schedule::CosineDecay;
/// use optimizers::Sgd;
/// use training::{Trainer, accuracy};
///
/// let mut trainer = Trainer::new(CrossEntropy, Sgd::<f32>::default(), accuracy);
/// trainer.config.batch_size = 64;
/// trainer.schedule = Some(Box::new(CosineDecay { initial: 0.1, final_lr: 0.0, steps: 1000 }));
/// assert_eq!(trainer.config.steps_per_epoch(60_000), 938);
/// ```
pub struct Trainer<T: Float, L: Loss<T>, O> {
    /// What is minimized.
    pub loss: L,
    /// How the parameters are updated.
    pub optimizer: O,
    /// What is reported beside the loss.
    pub metric: Metric<T, L::Target>,
    /// Epochs, batch size, seed.
    pub config: FitConfig,
    /// The learning rate of each step, counted from 0: the optimizer's own if there is none.
    pub schedule: Option<Box<dyn Schedule + Send>>,
    /// Ends training when the validation loss no longer improves: none.
    pub early_stopping: Option<EarlyStopping<T>>,
    /// The moving average of the weights, which is what is evaluated and what early stopping keeps:
    /// none. The model itself ends with its own weights; [`Ema::swap`] gives it the average.
    pub ema: Option<Ema<T>>,
    /// Whether a step on a GPU is captured and replayed as a [CUDA graph](StepGraph): yes. The bits are the same; to
    /// launch every operation by itself takes longer.
    pub capture: bool,
    /// How far training has come.
    pub state: TrainState,
    tape: Tape<T>,
    graph: StepGraph,
}

impl<T: Float, L: Loss<T>, O: Optimizer<T>> Trainer<T, L, O> {
    /// A trainer with the default configuration, without schedule and early stopping.
    ///
    /// ```
    /// use losses::CrossEntropy;
    /// use optimizers::Adam;
    /// use training::{FitConfig, Trainer, accuracy};
    ///
    /// let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
    /// assert_eq!(trainer.config, FitConfig::default());
    /// trainer.config.epochs = 5;
    /// ```
    pub fn new(loss: L, optimizer: O, metric: Metric<T, L::Target>) -> Self {
        Trainer {
            loss,
            optimizer,
            metric,
            config: FitConfig::default(),
            schedule: None,
            early_stopping: None,
            ema: None,
            capture: true,
            state: TrainState::default(),
            tape: Tape::new(),
            graph: StepGraph::default(),
        }
    }

    /// The graph of the training step on a GPU, which says how often it was replayed.
    ///
    /// ```
    /// use losses::CrossEntropy;
    /// use optimizers::Sgd;
    /// use training::{Trainer, accuracy};
    ///
    /// let trainer = Trainer::new(CrossEntropy, Sgd::<f32>::default(), accuracy);
    /// assert_eq!(trainer.graph().replays(), 0);
    /// ```
    pub fn graph(&self) -> &StepGraph {
        &self.graph
    }

    /// Trains `model`, on the device that it is on, from [`state`](Self::state) to the last epoch of the configuration, or until
    /// early stopping or the callback ends it, and evaluates it on `validation` after each epoch.
    ///
    /// With early stopping, `model` ends with its best weights, if they were kept; only if the
    /// callback stopped it, it is as the last step left it. `&mut ()` is the callback that does
    /// nothing.
    ///
    /// # Panics
    /// If the data do not fit the model or the loss, if there are none, if the batch size is 0, or if
    /// there is no complete batch with [`drop_last`](FitConfig::drop_last).
    ///
    /// ```
    /// use losses::CrossEntropy;
    /// use nn::{Dense, Flatten, sequential};
    /// use optimizers::Adam;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use training::{FitOutcome, Trainer, accuracy};
    ///
    /// let digits = data::digits();
    /// let mut model =
    ///     sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
    /// let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
    /// trainer.config.epochs = 2;
    /// let outcome = trainer.fit(&mut model, &digits.train, &digits.test, &mut ());
    /// assert_eq!(outcome, FitOutcome::Finished);
    /// let [first, second] = trainer.state.history.epochs[..] else { panic!("two epochs") };
    /// assert!(second.validation.loss < first.validation.loss);
    /// ```
    #[track_caller]
    pub fn fit<D: SupervisedDataset<T, L>>(
        &mut self,
        model: &mut (impl Module<T> + Forward<T>),
        train: &D,
        validation: &D,
        callback: &mut impl Callback,
    ) -> FitOutcome {
        let outcome = self.fit_to_epoch(self.config.epochs, model, train, validation, callback);
        if outcome == FitOutcome::Finished {
            self.restore_best(model);
        }
        outcome
    }

    /// As [`fit`](Self::fit), but to the end of an epoch that need not be the last, so that `model`
    /// stays as that epoch left it.
    #[track_caller]
    pub(crate) fn fit_to_epoch<D: SupervisedDataset<T, L>>(
        &mut self,
        epochs: usize,
        model: &mut (impl Module<T> + Forward<T>),
        train: &D,
        validation: &D,
        callback: &mut impl Callback,
    ) -> FitOutcome {
        let steps = self.checked_steps(train.len(), validation.len());
        at_callers_line("fit", || {
            self.run_epochs(epochs, steps, model, train, validation, callback)
        })
    }

    fn run_epochs<D: SupervisedDataset<T, L>>(
        &mut self,
        epochs: usize,
        steps: usize,
        model: &mut (impl Module<T> + Forward<T>),
        train: &D,
        validation: &D,
        callback: &mut impl Callback,
    ) -> FitOutcome {
        while self.state.history.epochs.len() < epochs {
            if self.early_stopping.as_ref().is_some_and(EarlyStopping::should_stop) {
                return FitOutcome::StoppedEarly;
            }
            let stopped = self.train_epoch(model, train, callback).is_break();
            if stopped && self.state.step_in_epoch < steps {
                return FitOutcome::Stopped;
            }
            self.swap_average(model);
            let metrics = self.mean_metrics(model, validation);
            let epoch: EpochRecord = self.state.end_epoch(metrics);
            let stopped = callback.on_epoch_end(&epoch).is_break() || stopped;
            let observed = self.early_stopping.as_mut();
            let must_stop = observed.is_some_and(|stopping| {
                stopping.update(epoch.validation.loss, model).should_stop()
            });
            self.swap_average(model);
            if must_stop {
                self.restore_best(model);
                return FitOutcome::StoppedEarly;
            }
            // Stopped after an epoch's last step: the epoch counts, and the next does not begin.
            if stopped && epoch.epoch < epochs {
                return FitOutcome::Stopped;
            }
        }
        FitOutcome::Finished
    }

    /// The number of steps in an epoch, if there are data for them.
    #[track_caller]
    fn checked_steps(&self, train: usize, validation: usize) -> usize {
        assert!(train > 0, "fit: the training data are empty");
        assert!(validation > 0, "fit: the validation data are empty");
        let batch_size = self.config.batch_size;
        assert!(batch_size > 0, "fit: the batch size must be at least 1");
        let steps = self.config.steps_per_epoch(train);
        assert!(
            steps > 0,
            "fit: {train} samples make no complete batch of {batch_size}, and drop_last drops all \
             others: take smaller batches"
        );
        steps
    }

    /// Exchanges the weights of `model` with their moving average, if there is one.
    fn swap_average(&mut self, model: &mut impl Module<T>) {
        if let Some(ema) = &mut self.ema {
            ema.swap(model);
        }
    }

    /// Gives `model` the best weights that early stopping has kept, if it has.
    pub(crate) fn restore_best(&self, model: &mut impl Module<T>) {
        if let Some(stopping) = &self.early_stopping {
            stopping.restore(model);
        }
    }
}
