//! Mistakes of the reader: each gets a message that names it, and an exit code that is not 0.

use crate::{MNIST, weights};
use programs::temp_dir;
use std::fs;

#[test]
fn values_that_cannot_be_are_refused() {
    let mistakes: [(&[&str], &str); 13] = [
        (&["--batch-size", "0"], "--batch-size must be at least 1"),
        (&["--epochs", "0"], "--epochs must be at least 1"),
        (&["--threads", "0"], "--threads must be at least 1"),
        (&["--learning-rate", "0"], "--learning-rate must be a positive number"),
        (&["--learning-rate", "NaN"], "--learning-rate must be a positive number"),
        (&["--learning-rate=-1"], "--learning-rate must be a positive number"),
        (&["--learning-rate", "-1"], "--learning-rate must be a positive number"),
        (&["--learning-rate", "fast"], "invalid value 'fast' for '--learning-rate "),
        (&["--hidden", "0"], "invalid value '0' for '--hidden "),
        (&["--hidden", "65537"], "invalid value '65537' for '--hidden "),
        (&["--seed", "one"], "invalid value 'one' for '--seed "),
        (&["--optimizer", "newton"], "[possible values: adam, sgd, momentum]"),
        (&["--epoch", "3"], "unexpected argument '--epoch'"),
    ];
    for (arguments, message) in mistakes {
        let out = temp_dir();
        let stderr = MNIST.run_err(&out.path().join("out"), arguments);
        assert!(stderr.contains(message), "{arguments:?}: {stderr}");
        assert!(!out.path().join("out").exists(), "{arguments:?}: nothing has begun");
    }
}

#[test]
fn there_must_be_a_run_to_go_on_with() {
    let out = temp_dir();
    let stderr = MNIST.run_err(out.path(), &["--quick", "--resume"]);
    let file = out.path().join("checkpoint.safetensors");
    let expected = format!("there is no run to resume: {} does not exist", file.display());
    assert!(stderr.contains(&expected), "{stderr}");
}

#[test]
fn a_run_goes_on_with_its_own_options() {
    let out = temp_dir();
    MNIST.run_ok(out.path(), &["--quick"]);
    let before = weights(out.path());
    let changes: [(&[&str], &str); 5] = [
        (&["--seed", "2"], "seed was 1, now it is 2"),
        (&["--batch-size", "64"], "batch-size was 32, now it is 64"),
        (&["--learning-rate", "0.5"], "learning-rate was 0.001, now it is 0.5"),
        (&["--optimizer", "sgd", "--learning-rate", "0.001"], "optimizer was adam, now it is sgd"),
        (&["--hidden", "64"], "hidden was 128, now it is 64"),
    ];
    for (change, message) in changes {
        let stderr = MNIST.run_err(out.path(), &[&["--quick"], change, &["--resume"]].concat());
        let expected = format!("this run was begun with other options: {message}");
        assert!(stderr.contains(&expected), "{change:?}: {stderr}");
        assert_eq!(weights(out.path()), before, "{change:?}: the old results are untouched");
    }
}

#[test]
fn a_damaged_checkpoint_is_named() {
    let out = temp_dir();
    MNIST.run_ok(out.path(), &["--quick"]);
    let file = out.path().join("checkpoint.safetensors");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let stderr = MNIST.run_err(out.path(), &["--quick", "--resume"]);
    assert!(stderr.contains(&format!("{}: ", file.display())), "{stderr}");
    fs::copy(out.path().join("model.safetensors"), &file).unwrap();
    let stderr = MNIST.run_err(out.path(), &["--quick", "--resume"]);
    assert!(stderr.contains("holds no run to go on with"), "{stderr}");
}

#[test]
fn results_need_a_folder() {
    let out = temp_dir();
    let file = out.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let stderr = MNIST.run_err(&file, &["--quick"]);
    let expected = format!("no results can be written to {}: name another folder", file.display());
    assert!(stderr.contains(&expected), "{stderr}");
    assert_eq!(fs::read(&file).unwrap(), b"in the way");
}

/// The disk may fill up: what was learnt must not be lost for a checkpoint that cannot be saved.
#[test]
fn a_checkpoint_that_cannot_be_saved_does_not_end_the_run() {
    let out = temp_dir();
    fs::create_dir(out.path().join("checkpoint.safetensors.partial")).unwrap();
    let ended = MNIST.run(out.path(), &["--epochs", "2"]);
    let warning = "cannot be written: ";
    assert_eq!(ended.stderr.matches(warning).count(), 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("training goes on without a checkpoint"), "{}", ended.stderr);
    assert!(!weights(out.path()).is_empty());
    // But whoever asked for the run learns that it cannot be resumed.
    assert!(ended.code.is_some_and(|code| code != 0), "{ended:?}");
    let said = "not written, see the warnings above: checkpoint.safetensors";
    assert!(ended.stderr.contains(said), "{}", ended.stderr);
}

#[test]
fn a_result_that_cannot_be_written_is_named() {
    let out = temp_dir();
    fs::create_dir(out.path().join("loss.svg")).unwrap();
    let ended = MNIST.run(out.path(), &["--quick"]);
    let (file, stderr) = (out.path().join("loss.svg"), &ended.stderr);
    assert!(stderr.contains(&format!("{} cannot be written", file.display())), "{stderr}");
    assert!(stderr.contains("not written, see the warnings above: loss.svg"), "{stderr}");
    assert!(ended.code.is_some_and(|code| code != 0), "{ended:?}");
    // What was found out is said all the same, and the other results are there.
    assert!(ended.stdout.contains("Test accuracy: "), "{}", ended.stdout);
    assert!(out.path().join("mistakes.svg").is_file());
}

#[test]
fn a_folder_without_mnist_is_an_error_if_it_was_asked_for() {
    let (out, data) = (temp_dir(), temp_dir());
    let stderr = MNIST.run_err(out.path(), &["--quick", "--data", data.path().to_str().unwrap()]);
    for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"] {
        assert!(stderr.contains(name), "{name} in {stderr}");
    }
    assert!(stderr.contains(&data.path().display().to_string()), "{stderr}");
}

#[test]
fn a_folder_without_mnist_is_none_if_it_is_only_the_default_one() {
    let (out, data) = (temp_dir(), temp_dir());
    for folder in [data.path().to_path_buf(), data.path().join("missing")] {
        let run =
            MNIST.command(out.path()).arg("--quick").env("GRADUS_DATA", &folder).output().unwrap();
        let stdout = String::from_utf8(run.stdout).unwrap();
        let expected = format!("MNIST was not found (not in {})", folder.join("mnist").display());
        assert!(run.status.success() && stdout.starts_with(&expected), "{stdout}");
    }
}

/// A learning rate that is far too large: the loss is no number any more, and the run says so.
#[test]
fn a_run_that_diverges_ends_with_its_result() {
    let out = temp_dir();
    let options = ["--epochs", "2", "--optimizer", "sgd", "--learning-rate", "1e30"];
    let ended = MNIST.run_ok(out.path(), &options);
    assert!(ended.stdout.contains("try a smaller --learning-rate"), "{}", ended.stdout);
    assert!(!out.path().join("loss.svg").exists());
    let more = [&options[..], &["--epochs", "3", "--resume"]].concat();
    let more: Vec<&str> = more.into_iter().skip(2).collect();
    MNIST.run_ok(out.path(), &more);
}

/// The reader looks at the first lines only; the training is not ended by that.
#[cfg(unix)]
#[test]
fn a_closed_output_does_not_end_the_run() {
    use std::process::Stdio;
    let out = temp_dir();
    let mut run =
        MNIST.command(out.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(run.stdout.take());
    let ended = run.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(!weights(out.path()).is_empty());
}

#[test]
fn a_run_does_not_go_back() {
    let out = temp_dir();
    MNIST.run_ok(out.path(), &["--epochs", "3"]);
    let stderr = MNIST.run_err(out.path(), &["--epochs", "2", "--resume"]);
    assert!(stderr.contains("this run is in epoch 3 already: give --epochs 3 or more"), "{stderr}");
}
