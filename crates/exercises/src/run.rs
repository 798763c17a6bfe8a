//! Running tests: each in a process of its own, with a time limit.
//!
//! So a test that loops is ended and named, one that overflows its stack takes no other with it,
//! and what each one says is known without sorting it out.

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

mod deadline;
mod panics;

pub use panics::Panic;

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed, by a panic or because an expected one did not come.
    Failed,
    /// It is marked to be ignored.
    Ignored,
    /// It did not end within its time.
    TimedOut,
    /// Its process died, perhaps by an overflow of the stack.
    Crashed,
}

/// A test that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunResult {
    /// Its name within `check.rs`.
    pub test: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The panics on the way, the last one usually its end.
    pub panics: Vec<Panic>,
    /// All that it printed, panics among it.
    pub output: String,
}

impl RunResult {
    /// Why the test could not be run on this machine, if it says so: it then ends by a panic `not run: …`. That
    /// is no success, and no fault of the answer either.
    pub fn not_run(&self) -> Option<&str> {
        let panic = self.panics.last().filter(|_| self.outcome == Outcome::Failed)?;
        panic.message.strip_prefix("not run: ")
    }
}

/// A test program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it is to run.
    pub folder: PathBuf,
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder).stdin(Stdio::null());
        // A backtrace is a wall in front of the message.
        command.env("RUST_BACKTRACE", "0");
        command
    }

    /// The names of all tests.
    pub fn tests(&self) -> Result<Vec<String>> {
        let broken = || format!("{}: cannot list its tests", self.path.display());
        let output = self.command().args(["--list", "--format", "terse"]).output();
        let output = output.with_context(broken)?;
        ensure!(output.status.success(), broken());
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(String::from).collect())
    }

    /// Runs the test of this full name; its name in the answer is without `prefix`.
    pub fn run(&self, prefix: &str, test: &str, limit: Duration) -> Result<RunResult> {
        let name = format!("{prefix}{test}");
        let mut command = self.command();
        command.args(["--exact", &name, "--test-threads", "1", "--color", "never"]);
        let ended = deadline::output(&mut command, limit)
            .with_context(|| format!("{}: cannot be run", self.path.display()))?;
        let Some(Output { status, stdout, stderr }) = ended else {
            let (outcome, test) = (Outcome::TimedOut, test.into());
            return Ok(RunResult { test, outcome, panics: Vec::new(), output: String::new() });
        };
        let [stdout, stderr] = [stdout, stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
        let captured = panics::captured(&stdout, &name);
        // An answer may end the process itself, as if all were well.
        let outcome = match status.success() {
            true if stdout.contains("; 1 ignored") => Outcome::Ignored,
            true if stdout.contains(" 1 passed; ") => Outcome::Passed,
            false if captured.is_some() => Outcome::Failed,
            _ => Outcome::Crashed,
        };
        let output = [captured.unwrap_or_default(), &stderr].concat();
        Ok(RunResult { test: test.into(), outcome, panics: Panic::all_in(&output), output })
    }
}
