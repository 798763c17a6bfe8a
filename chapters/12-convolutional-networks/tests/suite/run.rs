//! Runs that end well: what is printed, what is written, and that it repeats.

use crate::{LENET, weights};
use programs::{RunOutput, list_dir, temp_dir};
use std::env;

/// What the last line says.
#[track_caller]
fn test_accuracy(ended: &RunOutput) -> f64 {
    let number = ended.result(&LENET);
    number.parse().expect(number)
}

#[test]
fn a_quick_run_shows_and_writes_everything() {
    let out = temp_dir();
    let ended = LENET.run_ok(out.path(), &["--quick"]);
    assert!(ended.stdout.starts_with("digits: 1437 images"), "{}", ended.stdout);
    assert!(ended.stdout.contains("61,706 parameters"), "{}", ended.stdout);
    let files = [
        ".lock",
        "accuracy.svg",
        "checkpoint.safetensors",
        "confusion-matrix.svg",
        "equivariance.svg",
        "feature-maps.svg",
        "filters.svg",
        "history.csv",
        "loss.svg",
        "mistakes.svg",
        "model.safetensors",
        "results.toml",
    ];
    assert_eq!(list_dir(out.path()), files);
    assert!(test_accuracy(&ended) > 0.8, "{}", ended.stdout);
    assert_eq!(ended.stderr, "", "nothing to complain about");
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn the_seed_decides_and_the_threads_do_not() {
    let run = |arguments: &[&str]| {
        let out = temp_dir();
        LENET.run_ok(out.path(), &[&["--quick", "--epochs", "1"], arguments].concat());
        weights(out.path())
    };
    let default = run(&[]);
    assert_eq!(run(&["--threads", "1"]), default);
    assert_eq!(run(&["--threads", "2"]), default);
    assert_ne!(run(&["--seed", "2"]), default);
}

#[test]
fn there_must_be_a_run_to_go_on_with() {
    let stderr = LENET.run_err(temp_dir().path(), &["--quick", "--resume"]);
    assert!(stderr.contains("there is no run to resume: "), "{stderr}");
}

/// The page shows what comes of the embedded digits: MNIST on the disk must not change that.
#[test]
fn mnist_is_taken_only_if_it_is_asked_for() {
    let out = temp_dir();
    let run = |options: &[&str]| {
        let mut command = LENET.command(out.path());
        // A folder without MNIST: to look into it would be an error.
        let run = command.arg("--quick").args(options).env("GRADUS_DATA", out.path()).output();
        RunOutput::from(run.expect("the program can be started"))
    };
    let default = run(&[]);
    assert_eq!(default.code, Some(0), "{}", default.stderr);
    assert!(default.stdout.starts_with("digits: "), "{}", default.stdout);
    let asked = run(&["--mnist"]);
    assert_ne!(asked.code, Some(0), "there is no MNIST in this folder");
    assert!(asked.stderr.contains("cargo gradus data fetch mnist"), "{}", asked.stderr);
    assert!(!asked.stderr.contains("panicked"), "{}", asked.stderr);
}

#[test]
fn the_real_mnist() {
    let Some(data) = env::var_os("GRADUS_DATA").filter(|data| !data.is_empty()) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let out = temp_dir();
    let mut command = LENET.command(out.path());
    let run = command.args(["--quick", "--mnist"]).env("GRADUS_DATA", data).output().unwrap();
    let ended = RunOutput::from(run);
    if ended.stderr.contains("cargo gradus data fetch mnist") {
        println!("skipped: {}", ended.stderr);
        return;
    }
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.starts_with("MNIST: 2000 images"), "{}", ended.stdout);
    assert!(test_accuracy(&ended) > 0.75, "2,000 images, one epoch: {}", ended.stdout);
}
