//! The loop: which samples, how many steps, what is counted, and when it ends.

use crate::support::{Points, StopAfter, bits, model, trainer};
use autograd::Tape;
use data::Dataset;
use data::shuffle::permutation;
use nn::Forward;
use optimizers::{Adam, Optimizer, Sgd};
use rstest::rstest;
use std::ops::ControlFlow;
use training::{Callback, EpochRecord, FitConfig, FitOutcome, TrainState, accuracy};

/// Records the arguments of every call.
#[derive(Default)]
struct Calls {
    /// The epochs done, the step within the next, the steps of an epoch.
    steps: Vec<[usize; 3]>,
    epochs: Vec<EpochRecord>,
}

impl Callback for Calls {
    fn on_step_end(&mut self, state: &TrainState, steps: usize) -> ControlFlow<()> {
        self.steps.push([state.history.epochs.len(), state.step_in_epoch, steps]);
        ControlFlow::Continue(())
    }
    fn on_epoch_end(&mut self, epoch: &EpochRecord) -> ControlFlow<()> {
        self.epochs.push(*epoch);
        ControlFlow::Continue(())
    }
}

#[test]
fn the_defaults_are_those_of_keras() {
    assert_eq!(
        FitConfig::default(),
        FitConfig { epochs: 10, batch_size: 32, seed: 1, drop_last: false }
    );
}

#[rstest]
#[case::last_batch_is_smaller(10, 4, &[4, 4, 2])]
#[case::even(8, 4, &[4, 4])]
#[case::one_batch(4, 4, &[4])]
#[case::more_than_there_are(4, 100, &[4])]
#[case::much_more_than_there_are(4, usize::MAX, &[4])]
#[case::one_by_one(3, 1, &[1, 1, 1])]
fn an_epoch_shows_every_sample_once(
    #[case] samples: usize,
    #[case] batch_size: usize,
    #[case] sizes: &[usize],
) {
    let (train, test, mut calls) = (Points::new(samples), Points::new(3), Calls::default());
    let mut trainer = trainer(Sgd::<f32>::default());
    trainer.config = FitConfig { epochs: 2, batch_size, seed: 9, drop_last: false };
    assert_eq!(trainer.fit(&mut model(1), &train, &test, &mut calls), FitOutcome::Finished);
    let batches = train.take_batches();
    let found: Vec<usize> = batches.iter().map(Vec::len).collect();
    assert_eq!(found, [sizes, sizes].concat());
    for epoch in 0..2 {
        let order = batches[epoch * sizes.len()..][..sizes.len()].concat();
        assert_eq!(order, permutation(samples, 9, epoch as u64), "shuffled by seed and epoch");
    }
    let n = sizes.len();
    let expected: Vec<[usize; 3]> = (0..2 * n).map(|i| [i / n, i % n + 1, n]).collect();
    assert_eq!(calls.steps, expected);
    assert_eq!(calls.epochs, trainer.state.history.epochs);
    assert_eq!(calls.epochs.iter().map(|epoch| epoch.epoch).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(trainer.optimizer.common().state.steps, 2 * n as u64);
    assert_eq!(test.take_batches(), [[0, 1, 2], [0, 1, 2]], "the test is in order");
}

/// A smaller last batch counts for as much as it has samples.
#[rstest]
fn what_is_reported_is_the_mean_over_the_samples(#[values(1, 4, 10, 64)] batch_size: usize) {
    let data = Points::new(10);
    // Nothing is learnt, so that all batches meet the same model.
    let mut trainer = trainer(Sgd::<f64>::new(0.0));
    trainer.config = FitConfig { epochs: 1, batch_size, ..FitConfig::default() };
    let mut model = model(1);
    trainer.fit(&mut model, &data, &data, &mut ());
    let all = Dataset::<f64>::get_batch(&data, &(0..10).collect::<Vec<_>>());
    let outputs = Tape::new().no_grad(|tape| model.forward(tape.constant(&all.inputs)));
    let loss =
        Tape::new().no_grad(|tape| tape.constant(&outputs).cross_entropy(&all.targets)).item();
    let epoch = trainer.state.history.epochs[0];
    for metrics in [epoch.train, epoch.validation] {
        assert!((metrics.loss - loss).abs() < 1e-12, "{} for {loss}", metrics.loss);
        assert_eq!(metrics.metric, accuracy(&outputs, &all.targets).value());
    }
    assert!(epoch.seconds > 0.0);
}

/// More samples than are evaluated at once.
#[rstest]
fn an_evaluation_sees_every_sample(#[values(1, 255, 256, 257, 600)] samples: u32) {
    let data = Points::new(samples as usize);
    let (model, mut trainer) = (model(1), trainer(Sgd::<f64>::default()));
    let metrics = trainer.evaluate(&model, &data);
    let batches = data.take_batches();
    assert_eq!(batches.concat(), (0..samples).collect::<Vec<_>>());
    let all = Dataset::<f64>::get_batch(&data, &batches.concat());
    let outputs = Tape::new().no_grad(|tape| model.forward(tape.constant(&all.inputs)));
    let loss =
        Tape::new().no_grad(|tape| tape.constant(&outputs).cross_entropy(&all.targets)).item();
    assert!((metrics.loss - loss).abs() < 1e-12, "{} for {loss}", metrics.loss);
    assert_eq!(metrics.metric, accuracy(&outputs, &all.targets).value());
}

#[test]
fn an_evaluation_changes_nothing() {
    let (data, mut model) = (Points::new(10), model(1));
    let mut trainer = trainer(Adam::<f32>::default());
    trainer.fit(&mut model, &data, &data, &mut StopAfter::new(2));
    let before = (bits(&model), trainer.state.clone(), trainer.optimizer.common.state.steps);
    let metrics = trainer.evaluate(&model, &data);
    assert_eq!(metrics, trainer.evaluate(&model, &data));
    assert_eq!((bits(&model), trainer.state.clone(), trainer.optimizer.common.state.steps), before);
}

#[test]
fn the_seed_decides() {
    let run = |seed| {
        let (data, mut model) = (Points::new(10), model(1));
        let mut trainer = trainer(Adam::<f32>::default());
        trainer.config.seed = seed;
        trainer.fit(&mut model, &data, &data, &mut ());
        bits(&model)
    };
    assert_eq!(run(5), run(5));
    assert_ne!(run(5), run(6));
}

#[test]
fn a_run_that_is_over_goes_on_with_more_epochs() {
    let data = Points::new(10);
    let (mut whole, mut parts) = (model(1), model(1));
    let mut once = trainer(Adam::<f32>::default());
    once.fit(&mut whole, &data, &data, &mut ());
    let mut thrice = trainer(Adam::<f32>::default());
    for epochs in 1..=3 {
        thrice.config.epochs = epochs;
        assert_eq!(thrice.fit(&mut parts, &data, &data, &mut ()), FitOutcome::Finished);
        assert_eq!(thrice.state.history.epochs.len(), epochs);
    }
    assert_eq!(bits(&whole), bits(&parts));
    let mut callback = StopAfter::new(1);
    assert_eq!(thrice.fit(&mut parts, &data, &data, &mut callback), FitOutcome::Finished);
    assert_eq!(callback.seen, 0, "there is nothing left to do");
    thrice.config.epochs = 0;
    assert_eq!(thrice.fit(&mut parts, &data, &data, &mut callback), FitOutcome::Finished);
    assert_eq!((bits(&whole), thrice.state.history.epochs.len()), (bits(&parts), 3));
}

#[test]
fn training_makes_the_loss_smaller() {
    let (data, mut model) = (Points::new(10), model(1));
    let mut trainer = trainer(Adam::<f32>::new(0.05));
    trainer.config.epochs = 40;
    let before = trainer.evaluate(&model, &data);
    trainer.fit(&mut model, &data, &data, &mut ());
    let after = trainer.state.history.epochs[39];
    assert!(
        after.validation.loss < 0.5 * before.loss,
        "{} after {}",
        after.validation.loss,
        before.loss
    );
    assert_eq!(after.validation, trainer.evaluate(&model, &data));
}

/// Stopped in the middle of an epoch, it is not an epoch; its steps are in the state.
#[test]
fn a_run_stopped_within_an_epoch() {
    let (data, mut model) = (Points::new(10), model::<f32>(1));
    let mut trainer = trainer(Adam::<f32>::default());
    let mut callback = StopAfter::new(5);
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut callback), FitOutcome::Stopped);
    let state = &trainer.state;
    assert_eq!((callback.seen, state.history.epochs.len(), state.step_in_epoch), (5, 1, 2));
    assert!(state.running_totals.loss > 0.0 && state.seconds > 0.0);
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::Finished);
    assert_eq!(trainer.state.history.epochs.len(), 3);
    assert_eq!(
        (trainer.state.step_in_epoch, trainer.state.running_totals),
        (0, Default::default())
    );
}

/// `Break` ends the training here, says the documentation of `Callback::on_step_end`.
#[test]
fn a_run_stopped_after_the_last_step_of_an_epoch() {
    /// Says stop once, after the third step, and counts what comes after.
    struct Once(usize);
    impl Callback for Once {
        fn on_step_end(&mut self, _: &TrainState, _: usize) -> ControlFlow<()> {
            self.0 += 1;
            if self.0 == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let (data, mut callback) = (Points::new(10), Once(0));
    let mut trainer = trainer(Adam::<f32>::default());
    let outcome = trainer.fit(&mut model(1), &data, &data, &mut callback);
    assert_eq!((outcome, callback.0), (FitOutcome::Stopped, 3), "no step after the stop");
    assert_eq!(trainer.state.history.epochs.len(), 1, "the epoch was whole");
}

#[test]
fn a_run_stopped_after_its_very_last_step_is_finished() {
    let data = Points::new(10);
    let mut trainer = trainer(Adam::<f32>::default());
    let outcome = trainer.fit(&mut model(1), &data, &data, &mut StopAfter::new(9));
    assert_eq!((outcome, trainer.state.history.epochs.len()), (FitOutcome::Finished, 3));
}

#[test]
#[should_panic(expected = "fit: the batch size must be at least 1")]
fn batches_of_nothing_are_a_mistake() {
    let data = Points::new(10);
    let mut trainer = trainer(Adam::<f32>::default());
    trainer.config.batch_size = 0;
    trainer.fit(&mut model(1), &data, &data, &mut ());
}
