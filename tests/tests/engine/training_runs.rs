//! Training runs on every device: a program gives the processor's numbers; a run that stops goes on with the
//! same bits; early stopping stops at the same epoch; a checkpoint goes from one device to another.

use crate::points::{Points, STEPS, StopAfter, trainer};
use activations::Tanh;
use clap::Parser;
use losses::CrossEntropy;
use nn::{Dense, Flatten, Sequential, sequential, to_device};
use normalization::BatchNorm;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{Dropout, EarlyStopping};
use std::path::Path;
use tensor::{Device, Tensor};
use training::checkpoint::{RunConfig, resume, save};
use training::{FitOutcome, History, Metrics, Trainer, accuracy, cli};

type PointTrainer = Trainer<f32, CrossEntropy, Adam<f32>>;

/// Everything that a restart could lose: running statistics, dropout's step, an optimizer's state. Dropout's
/// masks differ between devices: where these are compared, `p` is 0.
fn model(device: &Device, seed: u64, p: f64) -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut model = sequential![
        Dense::new(3, 8, Tanh, rng),
        BatchNorm::new(8),
        Dropout::new(p),
        Dense::linear(8, 3, rng),
    ];
    to_device(&mut model, device);
    model
}

fn new_trainer() -> PointTrainer {
    trainer(Adam::new(0.05))
}

fn tensors(model: &Sequential) -> Vec<(String, Tensor<f32>)> {
    let state = nn::state_dict(model).into_iter();
    state.map(|(name, tensor)| (name, tensor.to(&Device::Cpu))).collect()
}

fn bits(model: &Sequential) -> Vec<u32> {
    tensors(model).iter().flat_map(|(_, x)| x.as_slice()).map(|x| x.to_bits()).collect()
}

#[track_caller]
fn assert_near(found: &Sequential, expected: &Sequential, what: &str) {
    for ((name, found), (_, expected)) in tensors(found).iter().zip(tensors(expected)) {
        for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
            assert!((found - expected).abs() < 1e-4, "{what}: {name}: {found}, not {expected}");
        }
    }
}

/// A run that is stopped after these steps, each time saved, and resumed on the next device.
fn run(devices: &[&Device], p: f64, stops: &[usize], file: &Path) -> (Sequential, PointTrainer) {
    let (train, test, config) = (Points::new(10), Points::new(7), RunConfig::new());
    let (mut model_now, mut trainer_now) = (model(devices[0], 1, p), new_trainer());
    for (steps, device) in stops.iter().zip(&devices[1..]) {
        let outcome = trainer_now.fit(&mut model_now, &train, &test, &mut StopAfter::new(*steps));
        assert_eq!(outcome, FitOutcome::Stopped);
        save(file, &config, &model_now, &trainer_now).expect("it can be written");
        let saved = bits(&model_now);
        (model_now, trainer_now) = (model(device, 2, p), new_trainer());
        resume(file, &config, STEPS, &mut model_now, &mut trainer_now).expect("it was saved");
        assert_eq!(bits(&model_now), saved, "what was saved came back");
        assert_eq!(nn::device(&model_now).to_string(), device.to_string());
    }
    let outcome = trainer_now.fit(&mut model_now, &train, &test, &mut ());
    assert_eq!(outcome, FitOutcome::Finished);
    (model_now, trainer_now)
}

fn metrics(history: &History) -> Vec<[u64; 4]> {
    let bits = |m: Metrics| [m.loss.to_bits(), m.metric.to_bits()];
    let of = |(train, validation): (Metrics, Metrics)| [bits(train), bits(validation)];
    let all = history.epochs.iter().map(|epoch| of((epoch.train, epoch.validation)));
    all.map(|pair| pair.as_flattened().try_into().expect("two pairs")).collect()
}

#[test]
fn a_run_that_stops_in_an_epoch_goes_on_with_the_same_bits() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let file = folder.path().join("checkpoint.safetensors");
    for device in &Device::all() {
        let (expected, trainer) = run(&[device], 0.25, &[], &file);
        for stops in [&[1, 1, 1, 1][..], &[4, 1], &[5]] {
            let (found, stopped) = run(&[device; 5][..=stops.len()], 0.25, stops, &file);
            assert_eq!(bits(&found), bits(&expected), "{device}, stopped after {stops:?} steps");
            let histories = [&stopped, &trainer].map(|trainer| metrics(&trainer.state.history));
            assert_eq!(histories[0], histories[1], "{device}");
        }
    }
}

#[test]
fn a_checkpoint_goes_from_one_device_to_another() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let file = folder.path().join("checkpoint.safetensors");
    let cpu = Device::Cpu;
    let (expected, _) = run(&[&cpu], 0.0, &[], &file);
    for device in Device::all().iter().skip(1) {
        let (there_and_back, _) = run(&[&cpu, device, &cpu], 0.0, &[2, 3], &file);
        assert_eq!(nn::device(&there_and_back).to_string(), "cpu");
        let (back_and_there, _) = run(&[device, &cpu, device], 0.0, &[2, 3], &file);
        for model in [there_and_back, back_and_there] {
            assert_near(&model, &expected, "after both devices");
        }
    }
}

#[test]
fn early_stopping_stops_at_the_same_epoch_and_restores_the_best_weights() {
    let run = |device: &Device| {
        let (mut model, mut trainer) = (model(device, 1, 0.0), new_trainer());
        trainer.config.epochs = 40;
        trainer.early_stopping = Some(EarlyStopping { patience: 2, ..EarlyStopping::default() });
        let outcome = trainer.fit(&mut model, &Points::new(10), &Points::new(7), &mut ());
        assert_eq!(nn::device(&model).to_string(), device.to_string());
        (model, outcome, trainer.state.history.epochs.len())
    };
    let (expected, outcome, epochs) = run(&Device::Cpu);
    assert_eq!(outcome, FitOutcome::StoppedEarly);
    for device in Device::all().iter().skip(1) {
        let (found, outcome, found_epochs) = run(device);
        assert_eq!((outcome, found_epochs), (FitOutcome::StoppedEarly, epochs));
        assert_near(&found, &expected, "the best weights");
    }
}

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    training: cli::Options,
}

/// The program of chapter 18 in small: the losses of its epochs, and the files that it leaves.
fn program(device: &str, precision: &str) -> (Vec<[f64; 2]>, Sequential) {
    let out = tempfile::tempdir().expect("there is a folder for temporary files");
    let folder = out.path().to_str().expect("its name is text");
    let arguments = ["program", "--quick", "--epochs", "2", "--device", device, "--out", folder];
    let more = ["--matmul-precision", precision, "--learning-rate", "0.005"];
    let arguments = arguments.into_iter().chain(more);
    let options = Program::parse_from(arguments).training;
    let run = || {
        let digits = cli::load_digits(false, None, options.quick)?;
        let rng = &mut ChaCha8Rng::seed_from_u64(options.seed);
        let mut model =
            sequential![Flatten, Dense::new(64, 32, Tanh, rng), Dense::linear(32, 10, rng)];
        let mut trainer = Trainer::new(CrossEntropy, options.optimizer::<f32>(), accuracy);
        trainer.config.epochs = options.epochs.unwrap_or(1);
        let run = cli::Run::start("cargo run -p program", "ch00/program", &options, &[])?;
        run.fit(&mut model, &mut trainer, &digits.train, &digits.test)?;
        assert!(run.results.path("checkpoint.safetensors").is_file());
        let of = |m: Metrics| [m.loss, m.metric];
        Ok((trainer.state.history.epochs.iter().map(|e| of(e.validation)).collect(), model))
    };
    options.run(run).expect("the program runs")
}

#[test]
fn a_program_gives_the_processors_numbers_on_every_device() {
    let (expected, model) = program("cpu", "highest");
    assert!(expected[1][1] > 0.8, "it learns: {expected:?}");
    for device in Device::all().iter().skip(1) {
        let (found, found_model) = program(&device.to_string(), "highest");
        assert_eq!(nn::device(&found_model).to_string(), "cpu", "the model comes back");
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found[0] - expected[0]).abs() < 1e-4, "{found:?}, not {expected:?}");
            assert_eq!(found[1], expected[1], "the accuracy");
        }
        assert_near(&found_model, &model, "after the last epoch");
        let (rounded, _) = program(&device.to_string(), "medium");
        let change = (rounded[1][0] / expected[1][0] - 1.0).abs();
        assert!(change > 1e-6 && change < 0.02, "bfloat16 changes the loss by {change:e}");
    }
}
