//! Runs the chapter's programs as a reader does.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A run that ended well.
#[derive(Debug)]
pub struct Ended {
    pub stdout: String,
    /// The folder it wrote to.
    pub out: TempDir,
}

impl Ended {
    /// A number of the run's `results.toml`.
    #[track_caller]
    pub fn number(&self, name: &str) -> f64 {
        let results = fs::read_to_string(self.out.path().join("results.toml")).expect("results");
        let value = results.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
        let value = value.unwrap_or_else(|| panic!("no {name} in\n{results}"));
        value.parse().unwrap_or_else(|_| panic!("{name} = {value} is no number"))
    }
}

/// Runs a program, which must end well.
#[track_caller]
pub fn run(program: &str, arguments: &[&str]) -> Ended {
    let out = tempfile::tempdir().expect("a temporary folder");
    let ended = start(program, out.path(), arguments, None);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes text");
    let (stdout, stderr) = (text(&ended.stdout), text(&ended.stderr));
    assert!(ended.status.success(), "{program} {arguments:?}\n{stdout}\n{stderr}");
    Ended { stdout, out }
}

/// Runs a program, which must complain; what it says.
#[track_caller]
pub fn run_badly(program: &str, arguments: &[&str]) -> String {
    run_badly_with(program, arguments, None)
}

/// As [`run_badly`], with a folder of data sets.
#[track_caller]
pub fn run_badly_with(program: &str, arguments: &[&str], data: Option<&Path>) -> String {
    let out = tempfile::tempdir().expect("a temporary folder");
    let ended = start(program, out.path(), arguments, data);
    let complaint = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success(), "{program} {arguments:?} should not run");
    assert!(!complaint.contains("panicked"), "{complaint}");
    complaint
}

/// Without the large data sets, whatever the machine has, unless a folder is given. `cargo test` puts the examples of a
/// package beside the folder of its tests.
fn start(program: &str, out: &Path, arguments: &[&str], data: Option<&Path>) -> Output {
    let test = env::current_exe().expect("a test knows where it is");
    let folder = test.parent().and_then(Path::parent).expect("tests lie in target/…/deps");
    let file = folder.join("examples").join(format!("{program}{}", env::consts::EXE_SUFFIX));
    assert!(file.is_file(), "{} is not built: run `cargo test -p ch02`", file.display());
    let mut command = Command::new(file);
    command.env_remove("GRADUS_DATA").env("RUST_BACKTRACE", "0").arg("--out").arg(out);
    if let Some(data) = data {
        command.env("GRADUS_DATA", data);
    }
    command.args(arguments).output().expect("the program can be started")
}
