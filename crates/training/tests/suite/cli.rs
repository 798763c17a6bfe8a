//! The programs' frame: options, optimizers, the folder of results.

use crate::support::{Points, model, trainer};
use clap::Parser;
use nn::{Flatten, checkpoint};
use optimizers::Optimizer;
use rstest::rstest;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use training::cli::{OptimizerName, Options, OutputDir, Run};

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    options: Options,
}

fn options(arguments: &[&str]) -> Options {
    Program::try_parse_from([&["program"], arguments].concat()).unwrap().options
}

/// A program's own options are called as these are, and contain them.
mod program {
    #[derive(clap::Parser)]
    pub struct Options {
        #[command(flatten)]
        pub training: training::cli::Options,
        #[arg(long, default_value_t = 128)]
        pub hidden: usize,
    }
}

#[test]
fn a_program_may_call_its_own_options_the_same() {
    let arguments = ["program", "--hidden", "64", "--seed", "7"];
    let options = program::Options::try_parse_from(arguments).unwrap();
    assert_eq!((options.hidden, options.training.seed), (64, 7));
}

#[test]
fn the_defaults() {
    let defaults = options(&[]);
    assert_eq!((defaults.batch_size, defaults.seed, defaults.learning_rate()), (32, 1, 0.001));
    assert_eq!((defaults.epochs, defaults.threads, defaults.learning_rate), (None, None, None));
    assert_eq!((defaults.resume, defaults.quick), (false, false));
    assert_eq!((defaults.data, defaults.out), (None, None));
}

#[rstest]
#[case(&["--batch-size", "0"], "--batch-size must be at least 1")]
#[case(&["--epochs", "0"], "--epochs must be at least 1")]
#[case(&["--threads", "0"], "--threads must be at least 1")]
#[case(
    &["--threads", "100000"],
    "--threads must be at most 1024: more than there are cores make nothing faster, and each takes \
     memory and time to start"
)]
#[case(&["--learning-rate", "0"], "--learning-rate must be a positive number")]
#[case(&["--learning-rate=-1"], "--learning-rate must be a positive number")]
#[case(&["--learning-rate", "NaN"], "--learning-rate must be a positive number")]
#[case(&["--learning-rate", "inf"], "--learning-rate must be a positive number")]
fn invalid_values_are_refused_before_anything_begins(
    #[case] arguments: &[&str],
    #[case] message: &str,
) {
    let error = options(arguments).run(|| -> anyhow::Result<()> { panic!("it has begun") });
    assert_eq!(error.unwrap_err().to_string(), message);
}

#[rstest]
fn the_program_runs_in_as_many_threads_as_asked_for(#[values(1, 3)] threads: usize) {
    let found =
        options(&["--threads", &threads.to_string()]).run(|| Ok(rayon::current_num_threads()));
    assert_eq!(found.unwrap(), threads);
}

#[test]
fn what_the_program_returns_is_passed_on() {
    assert_eq!(options(&[]).run(|| Ok(7)).unwrap(), 7);
    let error = options(&[]).run(|| -> anyhow::Result<()> { anyhow::bail!("no luck") });
    assert_eq!(error.unwrap_err().to_string(), "no luck");
}

#[rstest]
#[case(&[], OptimizerName::Adam, 0.001, &["first_moment", "second_moment"])]
#[case(&["--optimizer", "sgd"], OptimizerName::Sgd, 0.01, &[])]
#[case(&["--optimizer", "momentum"], OptimizerName::Momentum, 0.01, &["momentum"])]
#[case(&["--learning-rate", "0.5"], OptimizerName::Adam, 0.5, &["first_moment", "second_moment"])]
fn the_optimizer_asked_for(
    #[case] arguments: &[&str],
    #[case] name: OptimizerName,
    #[case] rate: f64,
    #[case] keys: &[&str],
) {
    let options = options(arguments);
    assert_eq!((options.optimizer, options.learning_rate()), (name, rate));
    let optimizer = options.optimizer::<f32>();
    assert_eq!(optimizer.state_keys(), keys);
    // The first step of Adam is the learning rate; of the others, that times the gradient.
    let mut w = autograd::Param::new(tensor::Tensor::scalar(0.0f32));
    let gradients = autograd::Tape::new().gradients(|tape| tape.param(&w) * 3.0);
    let mut optimizer = optimizer;
    optimizer.step(&mut w, &gradients);
    let expected = if name == OptimizerName::Adam { -rate } else { -3.0 * rate };
    assert!((f64::from(w.value.item()) - expected).abs() < 1e-6, "{:?}", w.value);
}

#[test]
fn the_folder_of_results_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a").join("b");
    let mut results = OutputDir::new(Some(&deep), "chapter").unwrap();
    assert_eq!(fs::read_dir(&deep).unwrap().count(), 1, "only the lock is there");
    results.write("model.safetensors", |file| checkpoint::save::<f32>(&Flatten, file));
    results.write("text.txt", |file| fs::write(file, "te"));
    results.write("text.txt", |file| fs::write(file, "text"));
    assert_eq!(results.path("text.txt"), deep.join("text.txt"));
    assert!(deep.join("model.safetensors").is_file() && deep.join("text.txt").is_file());
    let expected = format!("Written to {}: model.safetensors, text.txt", deep.display());
    assert_eq!(results.summary(), expected);
    // As long as this run is there, another must not write here.
    let error = OutputDir::new(Some(&deep), "chapter").unwrap_err().to_string();
    assert!(error.starts_with("another run writes to "), "{error}");
    results.finish().unwrap();
    // What is there already stays.
    OutputDir::new(Some(&deep), "chapter").unwrap();
    assert_eq!(fs::read(deep.join("text.txt")).unwrap(), b"text");
}

#[test]
fn the_default_folder_is_in_target() {
    let results = OutputDir::new(None, "test-of-training").unwrap();
    let folder = results.path("x").parent().unwrap().to_path_buf();
    let end: PathBuf = ["target", "gradus", "test-of-training"].iter().collect();
    assert!(folder.is_absolute() && folder.ends_with(end), "{}", folder.display());
    fs::remove_dir_all(folder).unwrap();
}

/// Where a file is in the way, there cannot be a folder.
fn blocked() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    (folder, file)
}

#[rstest]
#[case::a_file("")]
#[case::below_a_file("below")]
fn a_folder_that_cannot_be_is_named_with_what_to_do(#[case] below: &str) {
    let (_folder, file) = blocked();
    let out = if below.is_empty() { file.clone() } else { file.join(below) };
    let error = OutputDir::new(Some(&out), "chapter").unwrap_err();
    let expected =
        format!("no results can be written to {}: name another folder with --out", out.display());
    assert_eq!(error.to_string(), expected);
    assert_eq!(fs::read(&file).unwrap(), b"in the way");
}

#[test]
fn a_result_that_cannot_be_written_is_named_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut results = OutputDir::new(Some(folder.path()), "chapter").unwrap();
    let file = folder.path().join("figure.svg");
    fs::create_dir(&file).unwrap();
    results.write("figure.svg", |file| fs::write(file, ""));
    results.write("text.txt", |file| fs::write(file, "the others are written all the same"));
    assert!(folder.path().join("text.txt").is_file());
    assert!(!results.summary().contains("figure.svg"), "{}", results.summary());
    let error = results.finish().unwrap_err().to_string();
    assert_eq!(error, "not written, see the warnings above: figure.svg");
}

/// Where there is no room for the checkpoint, the other results are written, and the program fails.
#[test]
fn a_run_whose_checkpoint_found_no_room() {
    let folder = tempfile::tempdir().unwrap();
    let options = options(&["--out", folder.path().to_str().unwrap()]);
    let mut run = Run::start("program", "chapter", &options, &[]).unwrap();
    fs::create_dir(folder.path().join("checkpoint.safetensors.partial")).unwrap();
    let (data, mut model) = (Points::new(10), model::<f32>(1));
    let mut trainer = trainer(options.optimizer());
    run.fit(&mut model, &mut trainer, &data, &data).unwrap();
    assert_eq!(trainer.state.history.epochs.len(), 3);
    run.results.write("text.txt", |file| fs::write(file, ""));
    let error = run.results.finish().unwrap_err().to_string();
    assert_eq!(error, "not written, see the warnings above: checkpoint.safetensors");
}

#[test]
fn there_must_be_a_run_to_resume() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let options = options(&["--resume", "--out", out]);
    let error = Run::start("program", "chapter", &options, &[]).unwrap_err();
    let file = Path::new(out).join("checkpoint.safetensors");
    let expected = format!("there is no run to resume: {} does not exist", file.display());
    assert_eq!(error.to_string(), expected);
}

#[test]
fn results_are_toml_whatever_their_names() {
    let mut results = training::cli::ResultsFile::default();
    results.add("plain-name_1", 1);
    results.add("focal, gamma 2", 0.5);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("results.toml");
    results.save(&file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text, "plain-name_1 = 1\n\"focal, gamma 2\" = 0.5\n");
}

#[test]
fn the_device_is_the_cpu_unless_another_is_asked_for() {
    assert_eq!(options(&[]).device.to_string(), "cpu");
    assert_eq!(options(&["--device", "cpu"]).device.to_string(), "cpu");
}

/// Each is refused as a value of the option, with what to do.
#[rstest]
#[case(&["--device", "gpu"], "'gpu' for '--device <DEVICE>': the devices are cpu, cuda, cuda:N and auto")]
#[case(&["--device", "cuda:x"], "the devices are cpu, cuda, cuda:N and auto")]
#[case(&["--device", ""], "'' for '--device <DEVICE>': the devices are cpu, cuda, cuda:N and auto")]
#[case(&["--matmul-precision", "tf32"], "the precisions are highest, high and medium")]
fn a_device_or_precision_that_is_none_is_refused(
    #[case] arguments: &[&str],
    #[case] expected: &str,
) {
    let error = Program::try_parse_from([&["program"], arguments].concat()).err().unwrap();
    assert!(error.to_string().contains(expected), "{error}");
}

#[cfg(not(feature = "cuda"))]
#[test]
fn without_gpu_support_the_option_says_how_to_get_it() {
    for (name, ordinal) in [("cuda", 0), ("cuda:3", 3)] {
        let error = Program::try_parse_from(["program", "--device", name]).err().unwrap();
        let expected = format!(
            "GPU {ordinal}: this program was built without GPU support: add `--features cuda`"
        );
        assert!(error.to_string().contains(&expected), "{error}");
    }
    // It prints why, and goes on.
    assert_eq!(options(&["--device", "auto"]).device.to_string(), "cpu");
}
