//! The program, and what it leaves behind.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The program, to be started in a reader's folder without data, its results going to `out`.
pub fn program(out: &Path) -> Command {
    let mut program = Command::new(executable());
    program.env_remove("GRADUS_DATA").env("RUST_BACKTRACE", "0").arg("--out").arg(out);
    program
}

/// The program `lenet`.
pub fn executable() -> PathBuf {
    example("lenet")
}

/// Where `cargo test` puts the examples of a package: beside the folder of its tests.
pub fn example(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a test knows where it is");
    let folder = test.parent().and_then(Path::parent).expect("tests lie in target/…/deps");
    let file = folder.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    assert!(file.is_file(), "{} is not built: run `cargo test -p ch12`", file.display());
    file
}

/// A run that has ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes text");
        Ended {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Runs the program to its end.
pub fn run(out: &Path, arguments: &[&str]) -> Ended {
    program(out).args(arguments).output().expect("the program can be started").into()
}

/// Runs the program, which must end well.
#[track_caller]
pub fn run_well(out: &Path, arguments: &[&str]) -> Ended {
    let ended = run(out, arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}\n{}\n{}", ended.stdout, ended.stderr);
    ended
}

/// Runs the program, which must complain; what it says.
#[track_caller]
pub fn run_badly(out: &Path, arguments: &[&str]) -> String {
    let ended = run(out, arguments);
    assert!(ended.code.is_some_and(|code| code != 0), "{arguments:?}: {ended:?}");
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    assert!(!ended.stdout.contains("Test accuracy"), "{}", ended.stdout);
    ended.stderr
}

/// A folder for the results of one test.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The weights that a run has saved.
#[track_caller]
pub fn weights(out: &Path) -> Vec<u8> {
    fs::read(out.join("model.safetensors")).expect("the run has saved its weights")
}

/// The names of what is in a folder.
pub fn listing(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name of text")
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}
