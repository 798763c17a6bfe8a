//! A program and the ways to run it.

use crate::{FreshRun, RunOutput, temp_dir};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program among the examples of the package under test.
///
/// ```
/// use programs::Program;
///
/// const LENET: Program = Program::new("lenet").with_result_prefix("Test accuracy: ");
/// assert!(format!("{LENET:?}").contains("lenet"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Program {
    name: &'static str,
    pub(crate) result: Option<&'static str>,
}

impl Program {
    /// The program that is the example of this name.
    ///
    /// ```
    /// use programs::Program;
    ///
    /// const LENET: Program = Program::new("lenet");
    /// assert!(format!("{LENET:?}").contains("lenet"));
    /// ```
    pub const fn new(name: &'static str) -> Self {
        Program { name, result: None }
    }

    /// The prefix of the last line of a run that has come to a result, and of no other.
    ///
    /// ```
    /// use programs::Program;
    ///
    /// const LENET: Program = Program::new("lenet").with_result_prefix("Test accuracy: ");
    /// assert!(format!("{LENET:?}").contains("Test accuracy: "));
    /// ```
    pub const fn with_result_prefix(self, result: &'static str) -> Self {
        Program { result: Some(result), ..self }
    }

    /// The path of the executable. `cargo test` puts a package's examples next to the folder of its tests.
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

    /// The command that runs the program without the large data sets, with `--out out`.
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

    /// Runs the program, which must succeed.
    ///
    /// # Panics
    /// If its exit code is not 0.
    #[track_caller]
    pub fn run_ok(&self, out: &Path, arguments: &[&str]) -> RunOutput {
        let output = self.run(out, arguments);
        let (name, RunOutput { code, stdout, stderr }) = (self.name, &output);
        assert_eq!(*code, Some(0), "{name} {arguments:?}\n{stdout}\n{stderr}");
        output
    }

    /// Runs the program in a new temporary folder; it must succeed.
    ///
    /// # Panics
    /// If its exit code is not 0.
    #[track_caller]
    pub fn run_in_temp_dir(&self, arguments: &[&str]) -> FreshRun {
        let out = temp_dir();
        let RunOutput { stdout, .. } = self.run_ok(out.path(), arguments);
        FreshRun { stdout, out }
    }

    /// Runs the program, which must fail with an error; its standard error.
    ///
    /// # Panics
    /// If it succeeds, panics, or prints a result all the same.
    #[track_caller]
    pub fn run_err(&self, out: &Path, arguments: &[&str]) -> String {
        let output = self.run(out, arguments);
        let name = self.name;
        assert!(output.code.is_some_and(|code| code != 0), "{name} {arguments:?}: {output:?}");
        assert!(!output.stderr.contains("panicked"), "{name} {arguments:?}: {}", output.stderr);
        let has_result = self.result.is_some_and(|result| output.stdout.contains(result));
        assert!(!has_result, "{name} {arguments:?}: {}", output.stdout);
        output.stderr
    }
}

impl RunOutput {
    /// The result: what follows the prefix of [`Program::with_result_prefix`] in the last line.
    ///
    /// ```
    /// use programs::{Program, RunOutput};
    ///
    /// let program = Program::new("mnist").with_result_prefix("Test accuracy: ");
    /// let stdout = "Test accuracy: 0.9750\n".to_string();
    /// let output = RunOutput { code: Some(0), stdout, stderr: String::new() };
    /// assert_eq!(output.result(&program), "0.9750");
    /// ```
    ///
    /// # Panics
    /// If the last line begins otherwise, or if the program has no prefix.
    #[track_caller]
    pub fn result(&self, program: &Program) -> &str {
        let prefix = program.result.expect("the program has a result prefix");
        let last = self.stdout.lines().last().unwrap_or_default();
        let result = last.strip_prefix(prefix);
        result.unwrap_or_else(|| panic!("the last line begins with {prefix:?}, not {last:?}"))
    }
}
