//! Runs that end well: what is printed, what is written, and that it repeats.

use crate::{MNIST, weights};
use activations::Relu;
use autograd::Tape;
use data::Dataset;
use nn::{Dense, Flatten, Forward, Sequential, checkpoint, sequential};
use programs::{RunOutput, list_dir, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::fs;
use std::path::Path;
use training::accuracy;

/// What the last line says.
#[track_caller]
pub fn test_accuracy(ended: &RunOutput) -> f64 {
    let number = ended.result(&MNIST);
    assert_eq!(number.len(), "0.1234".len(), "{number}");
    number.parse().expect(number)
}

/// The network of the chapter, for the embedded digits.
fn network(hidden: usize) -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(99);
    sequential![
        Flatten,
        Dense::<f32, _>::new(64, hidden, Relu, rng),
        Dense::<f32>::linear(hidden, 10, rng),
    ]
}

/// The accuracy of the saved weights on the embedded digits.
fn accuracy_of_the_saved(out: &Path, hidden: usize) -> f64 {
    let mut model = network(hidden);
    checkpoint::load(&mut model, out.join("model.safetensors")).unwrap();
    let test = data::digits().test;
    let indices: Vec<u32> = (0..test.len() as u32).collect();
    let batch = Dataset::<f32>::get_batch(&test, &indices);
    let outputs = Tape::new().no_grad(|tape| model.forward(tape.constant(&batch.inputs)));
    accuracy(&outputs, &batch.targets).value()
}

#[test]
fn a_quick_run_shows_and_writes_everything() {
    let out = temp_dir();
    let ended = MNIST.run_ok(out.path(), &["--quick"]);
    let first = ended.stdout.lines().next().unwrap();
    let start = "MNIST was not found (GRADUS_DATA is not set), so this runs on 1,797 embedded digits of \
                 8×8 pixels. To get MNIST: ";
    assert!(first.starts_with(start) && first.contains("https://"), "{first}");
    let table = "│ 1 Dense (relu)     ┆ (n, 128)     ┆      8,320 │";
    assert!(ended.stdout.contains(table), "{}", ended.stdout);
    assert!(ended.stdout.contains("9,610 parameters, 38 kB"), "{}", ended.stdout);
    assert!(ended.stdout.contains("epoch 1/1  loss "), "{}", ended.stdout);
    assert!(ended.stdout.contains("│ epoch ┆   loss ┆ accuracy ┆"), "{}", ended.stdout);
    assert!(ended.stdout.contains(" samples per second\n"), "{}", ended.stdout);
    let files = [
        ".lock",
        "accuracy.svg",
        "checkpoint.safetensors",
        "confusion-matrix.svg",
        "history.csv",
        "loss.svg",
        "mistakes.svg",
        "model.safetensors",
    ];
    assert_eq!(list_dir(out.path()), files);
    let written = format!("Written to {}: model.safetensors, ", out.path().display());
    assert!(ended.stdout.contains(&written), "{}", ended.stdout);
    for figure in files.iter().filter(|file| file.ends_with(".svg")) {
        let text = fs::read_to_string(out.path().join(figure)).unwrap();
        let whole = text.starts_with("<svg") && text.trim_end().ends_with("</svg>");
        assert!(whole && !text.contains("NaN"), "{figure}");
    }
    let history = fs::read_to_string(out.path().join("history.csv")).unwrap();
    assert_eq!(history.lines().count(), 2, "{history}");
    let shown = test_accuracy(&ended);
    assert!(shown > 0.5, "one epoch is enough for more than half: {shown}");
    assert_eq!(format!("{:.4}", accuracy_of_the_saved(out.path(), 128)), format!("{shown:.4}"));
    assert_eq!(ended.stderr, "", "nothing to complain about");
}

#[test]
fn the_default_run_reads_the_digits() {
    let out = temp_dir();
    let ended = MNIST.run_ok(out.path(), &[]);
    let shown = test_accuracy(&ended);
    assert!(shown >= 0.96, "{shown}");
    let history = fs::read_to_string(out.path().join("history.csv")).unwrap();
    assert_eq!(history.lines().count(), 31, "30 epochs");
    let last = history.lines().last().unwrap();
    let columns: Vec<f64> = last.split(',').map(|number| number.parse().unwrap()).collect();
    assert_eq!(columns[0], 30.0);
    assert!(columns[1] < 0.05 && columns[2] > 0.99, "it has learnt the training digits: {last}");
    assert_eq!(format!("{:.4}", columns[4]), format!("{shown:.4}"), "the last epoch's test");
    assert!(ended.stdout.contains("epoch 30/30  loss "), "{}", ended.stdout);
}

#[test]
fn the_seed_decides_and_the_threads_do_not() {
    let run = |arguments: &[&str]| {
        let out = temp_dir();
        let ended = MNIST.run_ok(out.path(), &[&["--epochs", "2"], arguments].concat());
        (weights(out.path()), test_accuracy(&ended))
    };
    let default = run(&[]);
    assert_eq!(run(&[]), default, "the same again");
    assert_eq!(run(&["--seed", "1"]), default, "the default seed");
    assert_eq!(run(&["--threads", "1"]), default);
    assert_eq!(run(&["--threads", "2"]), default);
    assert_ne!(run(&["--seed", "2"]).0, default.0);
}

#[test]
fn options_change_the_run() {
    let out = temp_dir();
    let arguments =
        ["--epochs", "2", "--batch-size", "100", "--hidden", "16", "--optimizer", "momentum"];
    let ended = MNIST.run_ok(out.path(), &[&arguments[..], &["--learning-rate", "0.2"]].concat());
    assert!(ended.stdout.contains("1,210 parameters"), "{}", ended.stdout);
    assert!(ended.stdout.contains("epoch 2/2  loss "), "{}", ended.stdout);
    let shown = test_accuracy(&ended);
    assert_eq!(format!("{:.4}", accuracy_of_the_saved(out.path(), 16)), format!("{shown:.4}"));
}

/// A batch larger than the data is one step.
#[test]
fn a_batch_of_everything() {
    let out = temp_dir();
    let ended = MNIST.run_ok(out.path(), &["--epochs", "1", "--batch-size", "1000000"]);
    assert!(test_accuracy(&ended) < 0.9, "one step does not teach much");
}

#[test]
fn the_help_names_every_option() {
    let ended = MNIST.run_ok(temp_dir().path(), &["--help"]);
    let options = [
        "--epochs",
        "--batch-size",
        "--learning-rate",
        "--seed",
        "--optimizer",
        "--threads",
        "--data",
        "--out",
        "--resume",
        "--quick",
        "--hidden",
    ];
    for option in options {
        assert!(ended.stdout.contains(option), "{option} in {}", ended.stdout);
    }
}

/// A run that is over is taken up, finds nothing to do, and ends with the same weights; with more
/// epochs it goes on to where a longer run ends.
#[test]
fn a_run_that_is_over_can_be_made_longer() {
    let (parts, whole) = (temp_dir(), temp_dir());
    MNIST.run_ok(parts.path(), &["--epochs", "1"]);
    let first = weights(parts.path());
    let ended = MNIST.run_ok(parts.path(), &["--epochs", "1", "--resume"]);
    assert!(ended.stdout.contains("Going on after epoch 1 and 0 steps."), "{}", ended.stdout);
    assert_eq!(weights(parts.path()), first);
    let ended = MNIST.run_ok(parts.path(), &["--epochs", "3", "--resume", "--threads", "1"]);
    assert!(ended.stdout.contains("epoch 3/3  loss "), "{}", ended.stdout);
    assert!(!ended.stdout.contains("epoch 1/3  loss "), "{}", ended.stdout);
    MNIST.run_ok(whole.path(), &["--epochs", "3"]);
    assert_eq!(weights(parts.path()), weights(whole.path()));
}
