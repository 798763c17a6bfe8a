//! The outputs of runs.

use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// The output of a run that has ended.
///
/// ```
/// use programs::{Program, RunOutput};
///
/// const MNIST: Program = Program::new("mnist").with_result_prefix("Test accuracy: ");
/// let stdout = "epoch 1/1\nTest accuracy: 0.9750".to_string();
/// let output = RunOutput { code: Some(0), stdout, stderr: String::new() };
/// assert_eq!(output.result(&MNIST), "0.9750");
/// ```
#[derive(Debug)]
pub struct RunOutput {
    /// The exit code; none if a signal ended the run.
    pub code: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl From<Output> for RunOutput {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes text");
        RunOutput {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// A successful run in a temporary folder of its own.
#[derive(Debug)]
pub struct FreshRun {
    /// Its standard output.
    pub stdout: String,
    /// The folder it wrote to, deleted with this.
    pub out: TempDir,
}

impl FreshRun {
    /// A number from the run's `results.toml`.
    ///
    /// ```
    /// use programs::{FreshRun, temp_dir};
    ///
    /// let run = FreshRun { stdout: String::new(), out: temp_dir() };
    /// std::fs::write(run.out.path().join("results.toml"), "epochs = 3\nloss = 0.25\n").unwrap();
    /// assert_eq!(run.number("loss"), 0.25);
    /// ```
    ///
    /// # Panics
    /// If there is none of this name, or if it is no number.
    #[track_caller]
    pub fn number(&self, name: &str) -> f64 {
        let results = fs::read_to_string(self.out.path().join("results.toml")).expect("results");
        let value = results.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
        let value = value.unwrap_or_else(|| panic!("no {name} in\n{results}"));
        value.parse().unwrap_or_else(|_| panic!("{name} = {value} is no number"))
    }
}
