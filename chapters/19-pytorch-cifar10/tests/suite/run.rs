//! Runs that end well: what is printed, what is written, and that it repeats; and one that does not.

use crate::{CIFAR10, weights};
use programs::{RunOutput, list_dir, temp_dir};
use std::env;
use std::fs;

/// What the last line says, in per cent.
#[track_caller]
fn accuracy(ended: &RunOutput, images: usize) -> u32 {
    let result = ended.result(&CIFAR10);
    let number = result.strip_prefix(&format!("{images} test images: "));
    let number = number.and_then(|rest| rest.strip_suffix(" %")).expect(result);
    number.parse().expect(number)
}

#[test]
fn a_quick_run_shows_and_writes_everything() {
    let out = temp_dir();
    let ended = CIFAR10.run_ok(out.path(), &["--quick"]);
    let start = "CIFAR-10 was not found (GRADUS_DATA is not set), so this runs on 2,500 of the 12,000 shapes";
    assert!(ended.stdout.starts_with(start), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n[1] loss: "), "{}", ended.stdout);
    let files = [
        ".lock",
        "checkpoint.safetensors",
        "cifar10-answers.svg",
        "cifar10-confusion.svg",
        "cifar10-filters.svg",
        "cifar10-loss.svg",
        "cifar10-mistakes.svg",
        "history.csv",
        "net-for-pytorch.safetensors",
        "net.safetensors",
        "results.toml",
    ];
    assert_eq!(list_dir(out.path()), files);
    assert!(accuracy(&ended, 500) > 10, "{}", ended.stdout);
    let numbers = fs::read_to_string(out.path().join("results.toml")).unwrap();
    assert!(numbers.contains("epochs = 1\n") && numbers.contains("data = \"shapes, "), "{numbers}");
    assert_eq!(ended.stderr, "", "nothing to complain about");
}

#[test]
fn the_help_tells_the_settings_of_this_program() {
    let help = CIFAR10.run_ok(temp_dir().path(), &["--help"]).stdout;
    assert!(help.contains("Adam has PyTorch's settings") && !help.contains("Keras"), "{help}");
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn the_seed_decides_and_the_threads_do_not() {
    let run = |arguments: &[&str]| {
        let out = temp_dir();
        CIFAR10.run_ok(out.path(), &[&["--quick"], arguments].concat());
        weights(out.path())
    };
    let default = run(&[]);
    assert_eq!(run(&["--threads", "1"]), default);
    assert_eq!(run(&["--threads", "3"]), default);
    assert_ne!(run(&["--seed", "2"]), default);
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn a_run_that_is_over_can_be_made_longer() {
    let (parts, whole) = (temp_dir(), temp_dir());
    CIFAR10.run_ok(parts.path(), &["--quick"]);
    let ended = CIFAR10.run_ok(parts.path(), &["--quick", "--epochs", "2", "--resume"]);
    assert!(ended.stdout.contains("Going on after epoch 1 and 0 steps."), "{}", ended.stdout);
    CIFAR10.run_ok(whole.path(), &["--quick", "--epochs", "2"]);
    assert_eq!(weights(parts.path()), weights(whole.path()));
}

#[test]
fn a_folder_without_photographs_is_an_error_if_it_was_asked_for() {
    let (out, data) = (temp_dir(), temp_dir());
    let stderr = CIFAR10.run_err(out.path(), &["--quick", "--data", data.path().to_str().unwrap()]);
    assert!(stderr.contains("cifar-10-binary.tar.gz"), "{stderr}");
}

#[test]
fn the_real_photographs() {
    let Some(data) = env::var_os("GRADUS_DATA").filter(|data| !data.is_empty()) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let out = temp_dir();
    let run = CIFAR10.command(out.path()).arg("--quick").env("GRADUS_DATA", data).output().unwrap();
    let ended = RunOutput::from(run);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    if ended.stdout.starts_with("CIFAR-10 was not found") {
        println!("skipped: {}", ended.stdout.lines().next().unwrap());
        return;
    }
    assert!(accuracy(&ended, 500) >= 15, "2,000 images, one epoch: {}", ended.stdout);
}
