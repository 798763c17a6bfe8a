//! Layers that behave differently in training, schedules and early stopping, in a run that stops and
//! goes on.

use crate::support::{PointTrainer, Points, STEPS, StopAfter, bits, trainer};
use activations::Tanh;
use nn::{Dense, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::Adam;
use optimizers::schedule::{CosineDecay, Warmup};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{Dropout, EarlyStopping};
use std::ops::ControlFlow;
use training::checkpoint::{ResumeError, RunConfig, resume, save};
use training::{Callback, EpochRecord, FitOutcome};

/// Batch normalization, whose running averages are part of the state, and two dropout layers.
fn model(seed: u64) -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    sequential![
        Dense::new(3, 8, Tanh, rng),
        Dropout::new(0.3),
        BatchNorm::new(8),
        Dropout::new(0.5),
        Dense::linear(8, 3, rng),
    ]
}

fn scheduled() -> PointTrainer<f32, Adam> {
    let mut trainer = trainer(Adam::default());
    let cosine = CosineDecay { initial: 0.05, final_lr: 0.001, steps: 7 };
    trainer.schedule = Some(Box::new(Warmup { steps: 2, after: cosine }));
    trainer.early_stopping = Some(EarlyStopping { patience: 5, ..EarlyStopping::default() });
    trainer
}

/// The best model, the history's losses and early stopping's state after a run of nine steps that
/// stops after each of `stops`.
fn run(stops: &[usize], threads: usize) -> impl PartialEq + std::fmt::Debug + use<> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("checkpoint.safetensors");
        let (train, test) = (Points::new(10), Points::new(7));
        let (mut model_now, mut trainer_now) = (model(1), scheduled());
        for &steps in stops {
            trainer_now.fit(&mut model_now, &train, &test, &mut StopAfter::new(steps));
            save(&file, &RunConfig::new(), &model_now, &trainer_now).unwrap();
            (model_now, trainer_now) = (model(2), scheduled());
            resume(&file, &RunConfig::new(), STEPS, &mut model_now, &mut trainer_now).unwrap();
        }
        trainer_now.fit(&mut model_now, &train, &test, &mut ());
        let epochs = trainer_now.state.history.epochs;
        assert_eq!(epochs.len(), 3);
        let losses: Vec<_> = epochs
            .iter()
            .map(|epoch| [epoch.train.loss, epoch.validation.loss].map(f64::to_bits))
            .collect();
        let stopping = trainer_now.early_stopping.unwrap();
        (bits(&model_now), losses, stopping.best.to_bits(), stopping.wait)
    })
}

#[test]
fn a_run_that_goes_on_has_the_same_bits_with_any_number_of_threads() {
    let expected = run(&[], 1);
    for steps in 1..9 {
        assert_eq!(run(&[steps], 2), expected, "stopped after {steps} steps");
    }
    assert_eq!(run(&[1, 1, 2], 3), expected);
}

#[test]
fn running_averages_are_learnt_and_an_evaluation_leaves_them_alone() {
    let (data, mut model, mut trainer) = (Points::new(10), model(1), scheduled());
    let running = |model: &Sequential| bits(model).into_iter().filter(|(n, _)| n.contains("run"));
    let before: Vec<_> = running(&model).collect();
    assert_eq!(before.len(), 2);
    trainer.fit(&mut model, &data, &data, &mut ());
    let after: Vec<_> = running(&model).collect();
    assert!(before.iter().zip(&after).all(|(before, after)| before.1 != after.1));
    let metrics = trainer.evaluate(&model, &data);
    assert_eq!(metrics, trainer.evaluate(&model, &data), "nothing is dropped");
    assert_eq!(running(&model).collect::<Vec<_>>(), after);
}

#[test]
fn the_schedule_decides_the_rate_of_each_step() {
    let (data, mut trainer) = (Points::new(10), scheduled());
    trainer.fit(&mut model(1), &data, &data, &mut StopAfter::new(1));
    assert_eq!(trainer.optimizer.common.learning_rate, 0.025);
    trainer.fit(&mut model(1), &data, &data, &mut ());
    assert!(trainer.optimizer.common.learning_rate < 0.01, "the last of nine steps");
}

#[test]
fn training_ends_early_with_the_best_model() {
    let (data, mut model, mut trainer) = (Points::new(10), model(1), scheduled());
    // Steps so large that the test loss soon becomes no smaller.
    trainer.schedule = Some(Box::new(3.0));
    trainer.config.epochs = 200;
    trainer.early_stopping = Some(EarlyStopping { patience: 3, ..EarlyStopping::default() });
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::StoppedEarly);
    let epochs = trainer.state.history.epochs.clone();
    assert!(epochs.len() < 200);
    let stopping = trainer.early_stopping.clone().unwrap();
    assert_eq!(stopping.wait, 3);
    let best = &epochs[epochs.len() - 4];
    assert_eq!(best.validation.loss, stopping.best);
    assert!(epochs.iter().all(|epoch| epoch.validation.loss >= stopping.best));
    assert_eq!(trainer.evaluate(&model, &data), best.validation, "the best model came back");
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::StoppedEarly);
    assert_eq!(trainer.state.history.epochs.len(), epochs.len(), "and it stays over");
}

#[test]
fn training_that_comes_to_its_last_epoch_gives_the_best_model_too() {
    let (data, mut model, mut trainer) = (Points::new(10), model(1), scheduled());
    trainer.schedule = Some(Box::new(3.0));
    trainer.config.epochs = 200;
    trainer.early_stopping = Some(EarlyStopping { patience: 3, ..EarlyStopping::default() });
    trainer.fit(&mut model, &data, &data, &mut ());
    // The same training, its end set to one epoch before early stopping would have ended it.
    let epochs = trainer.state.history.epochs.len() - 1;
    let (mut model, mut trainer) = (self::model(1), scheduled());
    trainer.schedule = Some(Box::new(3.0));
    trainer.config.epochs = epochs;
    trainer.early_stopping = Some(EarlyStopping { patience: 3, ..EarlyStopping::default() });
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::Finished);
    let history = trainer.state.history.epochs.clone();
    let best = &history[epochs - 3];
    assert!(history[epochs - 1].validation.loss > best.validation.loss, "the last is not the best");
    assert_eq!(trainer.evaluate(&model, &data), best.validation);
}

#[test]
fn a_callback_may_stop_after_an_epoch() {
    struct Two;
    impl Callback for Two {
        fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
            if epoch.epoch == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let (data, mut trainer) = (Points::new(10), scheduled());
    assert_eq!(trainer.fit(&mut model(1), &data, &data, &mut Two), FitOutcome::Stopped);
    assert_eq!(trainer.state.history.epochs.len(), 2);
}

#[test]
fn a_run_with_early_stopping_cannot_go_on_without() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoint.safetensors");
    save(&file, &RunConfig::new(), &model(1), &scheduled()).unwrap();
    let mut without = trainer(Adam::default());
    let error = resume(&file, &RunConfig::new(), STEPS, &mut model(1), &mut without).unwrap_err();
    assert!(matches!(error, ResumeError::ConfigMismatch { .. }), "{error}");
}
