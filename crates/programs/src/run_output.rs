//! Runs that have ended.

use crate::Program;
use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// A run that has ended.
#[derive(Debug)]
pub struct RunOutput {
    /// The exit code; none if a signal ended the run.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
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

impl RunOutput {
    /// What the last line tells, behind the words that [`Program::with_result_prefix`] has named.
    ///
    /// # Panics
    /// If the last line begins with other words.
    #[track_caller]
    pub fn result(&self, program: &Program) -> &str {
        let words = program.result.expect("the program has said how its last line begins");
        let last = self.stdout.lines().last().unwrap_or_default();
        let result = last.strip_prefix(words);
        result.unwrap_or_else(|| panic!("the last line begins with {words:?}, not {last:?}"))
    }
}

/// A run that ended well, and the folder that was made for it.
#[derive(Debug)]
pub struct FreshRun {
    /// What it printed.
    pub stdout: String,
    /// The folder it wrote to, which goes with this.
    pub out: TempDir,
}

impl FreshRun {
    /// A number of the run's `results.toml`.
    ///
    /// # Panics
    /// If there is none of this name.
    #[track_caller]
    pub fn number(&self, name: &str) -> f64 {
        let results = fs::read_to_string(self.out.path().join("results.toml")).expect("results");
        let value = results.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
        let value = value.unwrap_or_else(|| panic!("no {name} in\n{results}"));
        value.parse().unwrap_or_else(|_| panic!("{name} = {value} is no number"))
    }
}
