//! A program, and the ways to run it.

use crate::{FreshRun, RunOutput, temp_dir};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program among the examples of the package that is tested.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    name: &'static str,
    pub(crate) result: Option<&'static str>,
}

impl Program {
    /// The example of this name.
    pub const fn new(name: &'static str) -> Self {
        Program { name, result: None }
    }

    /// How the last line of a run begins that has come to a result, and of no other.
    pub const fn with_result_prefix(self, result: &'static str) -> Self {
        Program { result: Some(result), ..self }
    }

    /// The program's file. `cargo test` puts the examples of a package beside the folder of its
    /// tests.
    ///
    /// # Panics
    /// If it is not built.
    #[track_caller]
    pub fn executable(&self) -> PathBuf {
        let test = env::current_exe().expect("a test knows where it is");
        let folder = test.parent().and_then(Path::parent).expect("tests lie in target/…/deps");
        let file =
            folder.join("examples").join(format!("{}{}", self.name, env::consts::EXE_SUFFIX));
        let package = env::var("CARGO_PKG_NAME").unwrap_or_else(|_| "PACKAGE".into());
        assert!(file.is_file(), "{} is not built: run `cargo test -p {package}`", file.display());
        file
    }

    /// The program, to be started without the large data sets, its results going to `out`.
    #[track_caller]
    pub fn command(&self, out: &Path) -> Command {
        let mut command = Command::new(self.executable());
        command.env_remove("GRADUS_DATA").env("RUST_BACKTRACE", "0").arg("--out").arg(out);
        command
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn run(&self, out: &Path, arguments: &[&str]) -> RunOutput {
        let output = self.command(out).args(arguments).output();
        output.expect("the program can be started").into()
    }

    /// Runs the program, which must end well.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn run_ok(&self, out: &Path, arguments: &[&str]) -> RunOutput {
        let ended = self.run(out, arguments);
        let (name, RunOutput { code, stdout, stderr }) = (self.name, &ended);
        assert_eq!(*code, Some(0), "{name} {arguments:?}\n{stdout}\n{stderr}");
        ended
    }

    /// Runs the program in a new folder; it must end well.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn run_in_temp_dir(&self, arguments: &[&str]) -> FreshRun {
        let out = temp_dir();
        let RunOutput { stdout, .. } = self.run_ok(out.path(), arguments);
        FreshRun { stdout, out }
    }

    /// Runs the program, which must complain; what it says.
    ///
    /// # Panics
    /// If it ends well, panics, or tells a result all the same.
    #[track_caller]
    pub fn run_err(&self, out: &Path, arguments: &[&str]) -> String {
        let ended = self.run(out, arguments);
        let name = self.name;
        assert!(ended.code.is_some_and(|code| code != 0), "{name} {arguments:?}: {ended:?}");
        assert!(!ended.stderr.contains("panicked"), "{name} {arguments:?}: {}", ended.stderr);
        let told = self.result.is_some_and(|result| ended.stdout.contains(result));
        assert!(!told, "{name} {arguments:?}: {}", ended.stdout);
        ended.stderr
    }
}
