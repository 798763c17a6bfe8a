//! Runs that end well: what is printed, what is written, and that it repeats.

use crate::{LENET, weights};
use programs::{Ended, folder, listing};
use std::env;

/// What the last line says.
#[track_caller]
fn test_accuracy(ended: &Ended) -> f64 {
    let number = ended.result(&LENET);
    number.parse().expect(number)
}

#[test]
fn a_quick_run_shows_and_writes_everything() {
    let out = folder();
    let ended = LENET.run_well(out.path(), &["--quick"]);
    assert!(ended.stdout.starts_with("MNIST was not found"), "{}", ended.stdout);
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
    assert_eq!(listing(out.path()), files);
    assert!(test_accuracy(&ended) > 0.8, "{}", ended.stdout);
    assert_eq!(ended.stderr, "", "nothing to complain about");
}

#[test]
fn the_seed_decides_and_the_threads_do_not() {
    let run = |arguments: &[&str]| {
        let out = folder();
        LENET.run_well(out.path(), &[&["--quick", "--epochs", "1"], arguments].concat());
        weights(out.path())
    };
    let usual = run(&[]);
    assert_eq!(run(&["--threads", "1"]), usual);
    assert_eq!(run(&["--threads", "2"]), usual);
    assert_ne!(run(&["--seed", "2"]), usual);
}

#[test]
fn there_must_be_a_run_to_go_on_with() {
    let stderr = LENET.run_badly(folder().path(), &["--quick", "--resume"]);
    assert!(stderr.contains("there is no run to resume: "), "{stderr}");
}

#[test]
fn the_real_mnist() {
    let Some(data) = env::var_os("GRADUS_DATA").filter(|data| !data.is_empty()) else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    let out = folder();
    let run = LENET.command(out.path()).arg("--quick").env("GRADUS_DATA", data).output().unwrap();
    let ended = Ended::from(run);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    if ended.stdout.starts_with("MNIST was not found") {
        println!("skipped: {}", ended.stdout.lines().next().unwrap());
        return;
    }
    assert!(test_accuracy(&ended) > 0.75, "2,000 images, one epoch: {}", ended.stdout);
}
