//! Runs that stop and go on: the same bits as a run that did not stop, or an error that says why
//! not, and then nothing is changed.

use crate::support::{PointTrainer, Points, STEPS, StopAfter, bits, model, trainer};
use autograd::{Param, Var};
use losses::CrossEntropy;
use nn::checkpoint::StateDict;
use nn::{Dense, Forward, impl_module};
use numeric::Float;
use optimizers::{Adam, AuxiliaryAdamW, Ema, Lion, Muon, Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tensor::Tensor;
use training::checkpoint::{ResumeError, RunConfig, is_unfinished, resume, save};
use training::cli::BoxedOptimizer;
use training::{FitOutcome, Metrics, TrainState, Trainer};

fn sgd<T: Float>() -> BoxedOptimizer<T> {
    Box::new(Sgd::new(0.1))
}

fn momentum<T: Float>() -> BoxedOptimizer<T> {
    Box::new(Sgd { momentum: 0.9, ..Sgd::new(0.1) })
}

fn adam<T: Float>() -> BoxedOptimizer<T> {
    Box::new(Adam::new(0.01))
}

fn lion<T: Float>() -> BoxedOptimizer<T> {
    Box::new(Lion::new(0.01))
}

fn muon<T: Float>() -> BoxedOptimizer<T> {
    Box::new(Muon { adamw: Some(AuxiliaryAdamW::new(&[])), ..Muon::new(0.01) })
}

fn config() -> RunConfig {
    RunConfig::from([("seed".into(), "1".into()), ("batch-size".into(), "4".into())])
}

/// A folder for one test, and the path of a file in it.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoint.safetensors");
    (folder, file)
}

/// All that decides how a run goes on, in bits; all but how long it took.
fn fingerprint<T: Float, O: Optimizer<T>>(
    model: &nn::Sequential<T>,
    trainer: &PointTrainer<T, O>,
) -> impl PartialEq + std::fmt::Debug + use<T, O> {
    let state = &trainer.optimizer.common().state;
    let to_bits = |x: &T| x.as_f64().to_bits();
    let elements = |t: &Tensor<T>| t.as_slice().iter().map(to_bits).collect::<Vec<_>>();
    let of = |tensors: &Vec<Tensor<T>>| tensors.iter().map(elements).collect::<Vec<_>>();
    let optimizer_state: Vec<_> =
        state.tensors.iter().map(|(name, t)| (name.clone(), of(t))).collect();
    let score = |score: Metrics| [score.loss.to_bits(), score.metric.to_bits()];
    let TrainState { history, step_in_epoch: step, running_totals: sums, .. } = &trainer.state;
    let epochs: Vec<_> =
        history.epochs.iter().map(|e| (e.epoch, score(e.train), score(e.validation))).collect();
    let sums = ([sums.loss, sums.loss_divisor, sums.metric].map(f64::to_bits), sums.metric_count);
    (bits(model), optimizer_state, state.steps, epochs, *step, sums)
}

/// The fingerprint of a run of nine steps that stops after each of `stops`, and goes on in a new
/// program, so to speak: with a model of other weights and with a new trainer.
fn run<T: Float>(
    optimizer: fn() -> BoxedOptimizer<T>,
    stops: &[usize],
) -> impl PartialEq + std::fmt::Debug + use<T> {
    let (_folder, file) = folder();
    let (train, test) = (Points::new(10), Points::new(7));
    let (mut model_now, mut trainer_now) = (model::<T>(1), trainer(optimizer()));
    for &steps in stops {
        let mut callback = StopAfter::new(steps);
        if trainer_now.fit(&mut model_now, &train, &test, &mut callback) == FitOutcome::Finished {
            break;
        }
        save(&file, &config(), &model_now, &trainer_now).unwrap();
        let before = fingerprint(&model_now, &trainer_now);
        (model_now, trainer_now) = (model(2), trainer(optimizer()));
        resume(&file, &config(), STEPS, &mut model_now, &mut trainer_now).unwrap();
        assert_eq!(fingerprint(&model_now, &trainer_now), before, "what was saved came back");
        let TrainState { history, seconds, .. } = &trainer_now.state;
        assert!(history.train_seconds() + seconds > 0.0, "and so did the time");
    }
    assert_eq!(trainer_now.fit(&mut model_now, &train, &test, &mut ()), FitOutcome::Finished);
    fingerprint(&model_now, &trainer_now)
}

#[rstest]
#[case::sgd(sgd::<f32>)]
#[case::momentum(momentum::<f32>)]
#[case::adam(adam::<f32>)]
#[case::lion(lion::<f32>)]
#[case::muon(muon::<f32>)]
fn stopped_after_any_step_a_run_ends_with_the_same_bits(
    #[case] optimizer: fn() -> BoxedOptimizer<f32>,
) {
    let expected = run(optimizer, &[]);
    for steps in 1..=9 {
        assert_eq!(run(optimizer, &[steps]), expected, "stopped after {steps} steps");
    }
    assert_eq!(run(optimizer, &[1; 9]), expected, "stopped after each step");
}

#[test]
fn the_same_in_double_precision() {
    let expected = run(adam::<f64>, &[]);
    assert_eq!(run(adam::<f64>, &[2, 3, 1]), expected);
}

/// The average goes on too; and a run without one does not resume from a run with one.
#[test]
fn a_moving_average_comes_back() {
    let (_folder, file) = folder();
    let data = Points::new(10);
    let with_average = |seed| {
        let (model, mut trainer) = (model::<f32>(seed), trainer(adam()));
        trainer.ema = Some(Ema::new(&model, 0.75));
        (model, trainer)
    };
    let (mut expected, mut trainer_now) = with_average(1);
    trainer_now.fit(&mut expected, &data, &data, &mut ());
    let expected_average = trainer_now.ema.unwrap();
    assert_ne!(bits(&expected_average)[1..], bits(&expected)[..], "it lags behind");

    let (mut first, mut stopping) = with_average(1);
    stopping.fit(&mut first, &data, &data, &mut StopAfter::new(4));
    save(&file, &config(), &first, &stopping).unwrap();
    let (mut second, mut resumed) = with_average(2);
    resume(&file, &config(), STEPS, &mut second, &mut resumed).unwrap();
    resumed.fit(&mut second, &data, &data, &mut ());
    assert_eq!(bits(&second), bits(&expected));
    assert_eq!(bits(&resumed.ema.unwrap()), bits(&expected_average));
    let error = refused(&file, &config(), adam());
    assert!(error.to_string().contains("ema was used, now it is not used"), "{error}");
}

/// A run that has stopped after two steps, in a file.
fn stopped(file: &Path) {
    let (data, mut model, mut trainer) = (Points::new(10), model::<f32>(1), trainer(adam()));
    trainer.fit(&mut model, &data, &data, &mut StopAfter::new(2));
    save(file, &config(), &model, &trainer).unwrap();
}

#[test]
fn an_interrupted_run_is_known_from_one_that_is_over() {
    let (_folder, file) = folder();
    assert!(!is_unfinished::<f32>(&file), "there is none");
    stopped(&file);
    assert!(is_unfinished::<f32>(&file));
    let (data, mut model, mut trainer) = (Points::new(10), model::<f32>(1), trainer(adam()));
    resume(&file, &config(), STEPS, &mut model, &mut trainer).unwrap();
    assert_eq!(trainer.fit(&mut model, &data, &data, &mut ()), FitOutcome::Finished);
    save(&file, &config(), &model, &trainer).unwrap();
    assert!(!is_unfinished::<f32>(&file), "it is over");
    trainer.config.epochs += 1;
    save(&file, &config(), &model, &trainer).unwrap();
    assert!(is_unfinished::<f32>(&file), "one epoch is to come");
    fs::write(&file, "no run").unwrap();
    assert!(!is_unfinished::<f32>(&file), "no run at all");
}

/// The error for a file from which no run resumes; model and trainer must be unchanged.
fn refused(file: &Path, config: &RunConfig, optimizer: BoxedOptimizer<f32>) -> ResumeError {
    let (mut model, mut trainer) = (model(3), trainer(optimizer));
    let before = fingerprint(&model, &trainer);
    let error = resume(file, config, STEPS, &mut model, &mut trainer).unwrap_err();
    assert_eq!(fingerprint(&model, &trainer), before, "nothing is changed: {error}");
    assert_eq!(trainer.state, TrainState::default(), "nothing is changed: {error}");
    assert!(error.to_string().starts_with(&file.display().to_string()), "{error}");
    error
}

#[test]
fn the_same_run_saves_the_same_bytes_whenever_it_is_resumed() {
    let (folder, file) = folder();
    stopped(&file);
    let (mut model, mut trainer) = (model::<f32>(2), trainer(adam()));
    resume(&file, &config(), STEPS, &mut model, &mut trainer).unwrap();
    let again = folder.path().join("again.safetensors");
    save(&again, &config(), &model, &trainer).unwrap();
    assert_eq!(fs::read(&file).unwrap(), fs::read(&again).unwrap());
}

#[test]
fn a_run_before_its_first_step_can_be_resumed() {
    let (_folder, file) = folder();
    let (model_new, trainer_new) = (model::<f32>(1), trainer(adam()));
    save(&file, &config(), &model_new, &trainer_new).unwrap();
    let (mut model, mut trainer) = (model(2), trainer(adam()));
    resume(&file, &config(), STEPS, &mut model, &mut trainer).unwrap();
    assert_eq!(fingerprint(&model, &trainer), fingerprint(&model_new, &trainer_new));
}

#[rstest]
#[case::other("seed", Some("2"), "seed was 1, now it is 2")]
#[case::gone("seed", None, "seed was 1, now it is not given")]
#[case::new("hidden", Some("64"), "hidden was not given, now it is 64")]
fn a_run_with_other_options_is_refused(
    #[case] option: &str,
    #[case] value: Option<&str>,
    #[case] what: &str,
) {
    let (_folder, file) = folder();
    stopped(&file);
    let mut given = config();
    match value {
        Some(value) => given.insert(option.into(), value.into()),
        None => given.remove(option),
    };
    let error = refused(&file, &given, adam());
    assert!(matches!(&error, ResumeError::ConfigMismatch { option: found, .. } if found == option));
    let expected = format!(
        "{}: this run was begun with other options: {what}. Give the same again, or start again \
         without --resume",
        file.display()
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_file_of_weights_is_no_run() {
    let (_folder, file) = folder();
    nn::checkpoint::save(&model::<f32>(1), &file).unwrap();
    let error = refused(&file, &config(), adam());
    assert!(matches!(error, ResumeError::NotACheckpoint { .. }));
    let expected = format!(
        "{}: this file holds no run to go on with (it has no note of a run): start again without \
         --resume",
        file.display()
    );
    assert_eq!(error.to_string(), expected);
}

#[rstest]
#[case::text("not a note")]
#[case::empty("")]
#[case::other_metadata(r#"{"comment":"something else"}"#)]
#[case::negative(r#"{"config":{},"train_state":{"history":{"epochs":[]},"step_in_epoch":-1,"samples_seen":0,"running_totals":{"loss":"0","metric":"0"},"seconds":0.0},"optimizer_steps":0,"updated":[]}"#)]
fn metadata_of_another_kind_are_no_run(#[case] metadata: &str) {
    let (_folder, file) = folder();
    stopped(&file);
    let mut state_dict = StateDict::<f32>::read(&file).unwrap();
    state_dict.metadata = Some(metadata.into());
    state_dict.write(&file).unwrap();
    assert!(matches!(refused(&file, &config(), adam()), ResumeError::NotACheckpoint { .. }));
}

/// Counts that cannot be those of one run.
#[rstest]
#[case::step(|p: &mut TrainState| p.step_in_epoch = 1_000_000_000)]
#[case::last_step(|p: &mut TrainState| p.step_in_epoch = STEPS)]
#[case::epoch(|p: &mut TrainState| p.history.epochs[0].epoch = 7)]
#[case::epochs(|p: &mut TrainState| p.history.epochs.clear())]
fn counts_that_contradict_each_other_are_refused(#[case] change: fn(&mut TrainState)) {
    let (_folder, file) = folder();
    let data = Points::new(10);
    let (mut model, mut trainer) = (model::<f32>(1), trainer(adam()));
    trainer.fit(&mut model, &data, &data, &mut StopAfter::new(5));
    change(&mut trainer.state);
    save(&file, &config(), &model, &trainer).unwrap();
    assert!(matches!(refused(&file, &config(), adam()), ResumeError::NotACheckpoint { .. }));
}

/// Writes a file that replaces no other: to cut one off, some file systems wait for the disk.
fn write_anew(file: &Path, bytes: &[u8]) {
    fs::remove_file(file).unwrap();
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_file_is_refused() {
    let (_folder, file) = folder();
    stopped(&file);
    let whole = fs::read(&file).unwrap();
    let header = 8 + u64::from_le_bytes(whole[..8].try_into().unwrap()) as usize;
    for len in (0..header).step_by(7).chain(header..whole.len()) {
        write_anew(&file, &whole[..len]);
        let error = refused(&file, &config(), adam());
        assert!(
            matches!(error, ResumeError::NotACheckpoint { .. }),
            "the first {len} bytes: {error}"
        );
        let message = error.to_string();
        assert!(message.contains("it is damaged: "), "{message}");
        assert!(message.ends_with("start again without --resume"), "{message}");
    }
    fs::remove_file(&file).unwrap();
    assert!(matches!(refused(&file, &config(), adam()), ResumeError::File(_)));
}

/// Any byte of the header may be damaged; what is then resumed or refused, nothing may panic.
#[test]
fn no_damage_is_a_panic() {
    let (_folder, file) = folder();
    stopped(&file);
    let mut bytes = fs::read(&file).unwrap();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let mut refused = 0;
    for index in 0..header {
        let good = bytes[index];
        for flip in [1, 4, 128] {
            bytes[index] = good ^ flip;
            write_anew(&file, &bytes);
            let (mut model, mut trainer) = (model::<f32>(3), trainer(adam()));
            refused +=
                usize::from(resume(&file, &config(), STEPS, &mut model, &mut trainer).is_err());
        }
        bytes[index] = good;
    }
    assert!(refused > header, "{refused} of {}", 3 * header);
}

#[test]
fn what_the_optimizer_needs_must_be_there() {
    let (_folder, file) = folder();
    stopped(&file);
    let error = refused(&file, &config(), momentum()).to_string();
    assert!(error.contains("the tensor `optimizer.momentum.0.weight` is missing"), "{error}");
    let mut state_dict = StateDict::<f32>::read(&file).unwrap();
    state_dict.tensors.insert("optimizer.second_moment.1.bias".into(), Tensor::zeros([4]));
    state_dict.write(&file).unwrap();
    let error = refused(&file, &config(), adam()).to_string();
    assert!(error.contains("`optimizer.second_moment.1.bias` has the shape [4]"), "{error}");
}

#[test]
fn a_run_of_another_model_is_refused() {
    let (_folder, file) = folder();
    stopped(&file);
    let mut state_dict = StateDict::<f32>::read(&file).unwrap();
    state_dict.tensors.insert("model.0.weight".into(), Tensor::zeros([3, 5]));
    state_dict.write(&file).unwrap();
    let error = refused(&file, &config(), adam()).to_string();
    let expected = "the tensor `model.0.weight` has the shape [3, 5], but the model's has [3, 4]";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_run_in_another_precision_is_refused() {
    let (_folder, file) = folder();
    stopped(&file);
    let (mut model, mut trainer) = (model::<f64>(3), trainer(adam::<f64>()));
    let error = resume(&file, &config(), STEPS, &mut model, &mut trainer).unwrap_err().to_string();
    assert!(error.ends_with("is of type F32, but F64 is needed"), "{error}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("missing").join("checkpoint.safetensors");
    let error = save(&file, &config(), &model::<f32>(1), &trainer(adam())).unwrap_err();
    assert!(error.to_string().starts_with(&file.display().to_string()), "{error}");
}

/// A run that has gone astray: its loss is no number any more. It is still a run.
#[rstest]
fn a_run_whose_loss_is_no_number_can_be_resumed(
    #[values(f64::NAN, f64::INFINITY, f64::NEG_INFINITY)] odd: f64,
) {
    let (_folder, file) = folder();
    let data = Points::new(10);
    let (mut model_now, mut trainer_now) = (model::<f32>(1), trainer(adam()));
    trainer_now.fit(&mut model_now, &data, &data, &mut StopAfter::new(5));
    trainer_now.state.running_totals.loss = odd;
    trainer_now.state.history.epochs[0].train.loss = odd;
    save(&file, &config(), &model_now, &trainer_now).unwrap();
    let (mut model, mut trainer) = (model::<f32>(2), trainer(adam()));
    resume(&file, &config(), STEPS, &mut model, &mut trainer).unwrap();
    for found in [trainer.state.running_totals.loss, trainer.state.history.epochs[0].train.loss] {
        assert!(found == odd || found.is_nan() && odd.is_nan(), "{found} for {odd}");
    }
}

/// A layer with a parameter that has no part in the loss: it has no optimizer state.
struct Partly {
    used: Dense,
    unused: Param,
}
impl_module!(Partly { used, unused });

impl Forward for Partly {
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        self.used.forward(x)
    }
}

#[test]
fn a_parameter_without_part_does_not_prevent_going_on() {
    let (_folder, file) = folder();
    let partly = |seed| Partly {
        used: Dense::linear(3, 3, &mut ChaCha8Rng::seed_from_u64(seed)),
        unused: Param::new(Tensor::full([2], seed as f32)),
    };
    let new_trainer = || -> Trainer<f32, CrossEntropy, _> { trainer(adam()) };
    let (data, mut saved, mut first) = (Points::new(10), partly(1), new_trainer());
    first.fit(&mut saved, &data, &data, &mut StopAfter::new(2));
    save(&file, &config(), &saved, &first).unwrap();
    let (mut resumed, mut second) = (partly(2), new_trainer());
    resume(&file, &config(), STEPS, &mut resumed, &mut second).unwrap();
    assert_eq!(bits(&resumed), bits(&saved));
    first.fit(&mut saved, &data, &data, &mut ());
    second.fit(&mut resumed, &data, &data, &mut ());
    assert_eq!(bits(&resumed), bits(&saved));
}
