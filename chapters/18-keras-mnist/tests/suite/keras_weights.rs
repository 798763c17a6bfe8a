//! The program that reads a model of Keras: the predictions are Keras's.

use crate::MNIST;
use programs::{Program, temp_dir};

const KERAS_WEIGHTS: Program = Program::new("keras_weights")
    .with_result_prefix("Greatest difference from Keras's probabilities: ");

#[test]
fn the_model_of_keras_gives_keras_predictions() {
    let out = temp_dir();
    let copy = out.path().join("copy.keras");
    let copy = copy.to_str().expect("a name");
    let ended = KERAS_WEIGHTS.run_ok(out.path(), &["--save", copy]);
    assert!(ended.stdout.contains("\nTest accuracy: 0.9750\n"), "{}", ended.stdout);
    let difference = |stdout: &str| -> f64 {
        let line =
            stdout.lines().find(|line| line.starts_with("Greatest difference")).expect(stdout);
        line.rsplit(' ').next().and_then(|number| number.parse().ok()).expect(line)
    };
    assert!(difference(&ended.stdout) < 1e-6, "{}", ended.stdout);

    // What was written is the same model.
    let npy = concat!(env!("CARGO_MANIFEST_DIR"), "/peer/digits.npy");
    let again = KERAS_WEIGHTS.run_ok(out.path(), &[copy, "--predictions", npy]);
    assert_eq!(difference(&again.stdout), difference(&ended.stdout));
}

#[test]
fn mnist_is_looked_for_where_data_says() {
    let [out, data] = [temp_dir(), temp_dir()];
    let folder = data.path().to_str().expect("a name");
    let stderr = KERAS_WEIGHTS.run_err(out.path(), &["--mnist", "--data", folder]);
    assert!(stderr.contains("the folder given with --data"), "{stderr}");
}

#[test]
fn a_file_of_another_format_is_refused() {
    let out = temp_dir();
    MNIST.run_ok(out.path(), &["--quick"]);
    let file = out.path().join("model.safetensors");
    let stderr = KERAS_WEIGHTS.run_err(out.path(), &[file.to_str().expect("a name")]);
    assert!(stderr.contains("model.safetensors: this is no `.keras` file"), "{stderr}");
}
