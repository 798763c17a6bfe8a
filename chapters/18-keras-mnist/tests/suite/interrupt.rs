//! Ctrl-C: the run stops, says how to go on, and goes on to the same end.

use crate::{MNIST, weights};
use programs::{RunOutput, temp_dir};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Starts a run of `epochs` epochs and sends it a signal once its first checkpoint is there; `None`
/// if the run was over before the signal came.
fn interrupted(out: &Path, epochs: u32, signal: &str) -> Option<RunOutput> {
    let mut started = MNIST.command(out);
    started.args(["--epochs", &epochs.to_string()]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut run = started.spawn().expect("the program can be started");
    wait_for(&out.join("checkpoint.safetensors"), &mut run);
    let pid = run.id().to_string();
    // The run may be over and gone already; then its exit code tells.
    let _ = Command::new("kill").args([signal, &pid]).stderr(Stdio::null()).status();
    let ended: RunOutput = run.wait_with_output().expect("the program ends").into();
    (ended.code != Some(0)).then_some(ended)
}

fn wait_for(file: &Path, run: &mut Child) {
    let start = Instant::now();
    while !file.is_file() && run.try_wait().expect("the run can be asked").is_none() {
        assert!(start.elapsed() < Duration::from_secs(60), "no checkpoint after a minute");
        sleep(Duration::from_millis(1));
    }
}

/// A run interrupted on its way; with more and more epochs until the signal is fast enough. Also
/// how many epochs the run should have had.
fn interrupted_at_last(out: &Path, signal: &str) -> (RunOutput, u32) {
    for epochs in [20, 80, 320, 1280] {
        if let Some(ended) = interrupted(out, epochs, signal) {
            return (ended, epochs);
        }
        std::fs::remove_dir_all(out).expect("the folder of a run that was too fast");
    }
    panic!("1280 epochs were over before the signal came")
}

/// The command that the reader is told to type, after the ` -- ` that ends cargo's own arguments.
#[track_caller]
fn resume_arguments(ended: &RunOutput) -> &str {
    let lines: Vec<&str> = ended.stdout.lines().collect();
    let [.., stopped, command] = lines[..] else { panic!("{}", ended.stdout) };
    assert!(stopped.starts_with("Stopped after epoch ") && stopped.ends_with(" steps. To go on:"));
    let start = "  cargo run --release -p ch18 --example mnist -- ";
    command.strip_prefix(start).expect("the program's command")
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_end() {
    // A name that a shell would take apart.
    let (parts, whole) = (temp_dir(), temp_dir());
    let out = parts.path().join("it's a \"folder\" of $HOME; *");
    let (ended, epochs) = interrupted_at_last(&out, "-INT");
    assert_eq!(ended.code, Some(130), "{}\n{}", ended.stdout, ended.stderr);
    assert!(!out.join("model.safetensors").exists(), "there is no model before the end");
    let arguments = resume_arguments(&ended);
    assert!(arguments.ends_with(" --resume"), "{arguments}");

    // What the reader is told to type is typed, into a shell.
    let command = format!("exec \"$PROGRAM\" {arguments}");
    let mut shell = Command::new("sh");
    shell.env_remove("GRADUS_DATA").env("PROGRAM", MNIST.executable()).args(["-c", &command]);
    let resumed: RunOutput = shell.output().expect("a shell").into();
    assert_eq!(resumed.code, Some(0), "{command}\n{}\n{}", resumed.stdout, resumed.stderr);
    assert!(resumed.stdout.contains("Going on after epoch "), "{}", resumed.stdout);
    MNIST.run_ok(whole.path(), &["--epochs", &epochs.to_string()]);
    assert!(weights(&out) == weights(whole.path()), "the weights differ after a break");
    let metrics = |out: &Path| -> Vec<String> {
        let history = std::fs::read_to_string(out.join("history.csv")).expect("the history");
        // All columns but the last, the seconds.
        history.lines().map(|line| line.rsplit_once(',').expect("columns").0.into()).collect()
    };
    assert_eq!(metrics(&out), metrics(whole.path()));
}

/// The system asks a program to end by another signal, when the machine is shut down say.
#[test]
fn a_run_that_the_system_ends_can_go_on_too() {
    let parts = temp_dir();
    let (ended, epochs) = interrupted_at_last(&parts.path().join("out"), "-TERM");
    assert!(ended.code.is_some_and(|code| code >= 128), "{:?}", ended.code);
    assert!(resume_arguments(&ended).contains(&format!("--epochs {epochs} ")), "{}", ended.stdout);
    assert!(parts.path().join("out").join("checkpoint.safetensors").is_file());
}

#[test]
fn an_interrupted_run_is_not_written_over_unless_asked_for() {
    let parts = temp_dir();
    let out = parts.path().join("out");
    interrupted_at_last(&out, "-INT");
    let checkpoint = || std::fs::read(out.join("checkpoint.safetensors")).expect("a checkpoint");
    let before = checkpoint();
    let stderr = MNIST.run_err(&out, &["--quick"]);
    for word in ["a run was interrupted here", "--resume", "--out", "--overwrite"] {
        assert!(stderr.contains(word), "{stderr}");
    }
    assert!(checkpoint() == before, "it is as it was");
    MNIST.run_ok(&out, &["--quick", "--overwrite"]);
    assert!(checkpoint() != before, "it was given up");
    MNIST.run_ok(&out, &["--quick"]);
}

/// A resumed run that is interrupted again does not ask to be resumed twice.
#[test]
fn a_run_may_be_interrupted_again() {
    let parts = temp_dir();
    let out = parts.path().join("out");
    let (ended, epochs) = interrupted_at_last(&out, "-INT");
    assert_eq!(ended.code, Some(130), "{}", ended.stderr);
    // The checkpoint is there already and says nothing of whether the run listens: wait longer and
    // longer.
    for attempt in 1..=20 {
        let mut started = MNIST.command(&out);
        started.args(["--resume", "--epochs", &(50 * epochs).to_string()]);
        let run = started.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let run = run.expect("the program can be started");
        sleep(Duration::from_millis(100 * attempt));
        let _ = Command::new("kill").args(["-INT", &run.id().to_string()]).status();
        let ended: RunOutput = run.wait_with_output().expect("the program ends").into();
        // Without a code it was ended before it listened.
        if let Some(code) = ended.code {
            assert_eq!(code, 130, "{}", ended.stderr);
            assert_eq!(resume_arguments(&ended).matches("--resume").count(), 1, "{}", ended.stdout);
            return;
        }
    }
    panic!("twenty runs were ended before they listened");
}

/// A folder's name need not be text, and Ctrl-C must not mind.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let parts = temp_dir();
    let out = parts.path().join(std::ffi::OsStr::from_bytes(b"results-\xff"));
    let (ended, _) = interrupted_at_last(&out, "-INT");
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    assert_eq!(ended.code, Some(130), "{}\n{}", ended.stdout, ended.stderr);
}
