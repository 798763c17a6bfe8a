//! Epochs without the samples that make no whole batch.

use crate::support::{PointTrainer, Points, StopAfter, bits, model, trainer};
use data::shuffle::permutation;
use nn::{Dense, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use training::checkpoint::{RunConfig, resume, save};
use training::{FitOutcome, TrainState};

/// Three epochs in batches of four.
fn dropping() -> PointTrainer<f32, Adam> {
    let mut trainer = trainer(Adam::default());
    trainer.config.drop_last = true;
    trainer
}

#[test]
fn an_epoch_ends_with_its_last_whole_batch_and_the_test_leaves_none_out() {
    let (train, test, mut trainer) = (Points::new(10), Points::new(3), dropping());
    assert_eq!(trainer.fit(&mut model(1), &train, &test, &mut ()), FitOutcome::Finished);
    for (epoch, batches) in train.take_batches().chunks(2).enumerate() {
        let order = permutation(10, 5, epoch as u64);
        assert_eq!(batches, [&order[..4], &order[4..8]]);
    }
    assert_eq!(test.take_batches(), [[0, 1, 2], [0, 1, 2], [0, 1, 2]]);
    assert_eq!(trainer.optimizer.common().state.steps, 6);
}

#[test]
fn the_means_are_over_the_samples_that_were_seen() {
    let (train, mut trainer) = (Points::new(10), dropping());
    trainer.fit(&mut model(1), &train, &train, &mut StopAfter::new(2));
    let TrainState { history, step_in_epoch: step, .. } = &trainer.state;
    assert_eq!((history.epochs.len(), *step), (1, 0), "two steps are an epoch");
    let right = history.epochs[0].train.metric * 8.0;
    assert!((right - right.round()).abs() < 1e-9, "{right} of eight");
}

/// Four and one: the second batch has no spread.
fn normalized() -> (Points, Sequential) {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    (Points::new(5), sequential![BatchNorm::new(3), Dense::linear(3, 3, rng)])
}

#[test]
#[should_panic(expected = "(with a Trainer: drop_last)")]
fn a_last_batch_of_one_sample_is_too_small_for_batch_normalization() {
    let (data, mut model) = normalized();
    trainer(Adam::<f32>::default()).fit(&mut model, &data, &data, &mut ());
}

#[test]
fn batch_normalization_learns_without_it() {
    let (data, mut model) = normalized();
    let mut trainer = dropping();
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::Finished);
    assert!(trainer.state.history.epochs[2].validation.loss.is_finite());
}

#[test]
#[should_panic(expected = "3 samples make no complete batch of 4, and drop_last drops all others")]
fn there_must_be_a_whole_batch() {
    dropping().fit(&mut model(1), &Points::new(3), &Points::new(3), &mut ());
}

#[test]
fn a_run_that_goes_on_has_the_same_bits() {
    let (data, folder) = (Points::new(10), tempfile::tempdir().unwrap());
    let file = folder.path().join("checkpoint.safetensors");
    let (mut whole, mut trainer) = (model(1), dropping());
    trainer.fit(&mut whole, &data, &data, &mut ());
    for stop in 1..6 {
        let (mut first, mut trainer) = (model(1), dropping());
        trainer.fit(&mut first, &data, &data, &mut StopAfter::new(stop));
        save(&file, &RunConfig::new(), &first, &trainer).unwrap();
        let (mut second, mut trainer) = (model(2), dropping());
        let steps = trainer.config.steps_per_epoch(data.len);
        resume(&file, &RunConfig::new(), steps, &mut second, &mut trainer).unwrap();
        trainer.fit(&mut second, &data, &data, &mut ());
        assert_eq!(bits(&second), bits(&whole), "stopped after {stop} steps");
    }
}

#[test]
fn a_run_goes_on_as_it_began() {
    let (data, folder) = (Points::new(10), tempfile::tempdir().unwrap());
    let file = folder.path().join("checkpoint.safetensors");
    let mut trainer = dropping();
    trainer.fit(&mut model(1), &data, &data, &mut StopAfter::new(1));
    save(&file, &RunConfig::new(), &model(1), &trainer).unwrap();
    let mut other = crate::support::trainer(Adam::<f32>::default());
    let steps = other.config.steps_per_epoch(data.len);
    let error = resume(&file, &RunConfig::new(), steps, &mut model(1), &mut other).unwrap_err();
    let message = error.to_string();
    assert!(message.contains("drop_last was used, now it is not used"), "{message}");
}
