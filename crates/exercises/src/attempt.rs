//! Running the tests on the reader's own answer.

use crate::cargo::{self, Diagnostics};
use crate::run::Program;
use crate::{Course, Exercise, Kind, Outcome, RunResult, judge};
use anyhow::Result;
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::Duration;

/// How far the reader has come with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The tests end as they do on the stub, or nothing is known of it.
    Untouched,
    /// Something was written, and some test fails.
    Started,
    /// Every test passes.
    Solved,
}

/// What the tests say of the reader's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Cargo could not build it.
    DoesNotCompile,
    /// The tests were run.
    Ran(Vec<RunResult>),
}

impl Attempt {
    /// Builds the exercise as the reader's command does, cargo showing what the compiler says, and
    /// runs its tests. None may run longer than `limit`.
    ///
    /// # Errors
    /// If cargo or the test program cannot be started.
    pub fn at(course: &Course, exercise: &Exercise, limit: Duration) -> Result<Self> {
        if exercise.lack().is_some() {
            // A wall of errors would say less.
            return Ok(Attempt::DoesNotCompile);
        }
        let mut command = cargo::command(course, &course.root);
        command.args(["build", "-p", &exercise.package(), "--test", &exercise.target()]);
        let mut build = cargo::build(command, Diagnostics::Shown)?;
        match build.programs.remove(&exercise.target()) {
            None => Ok(Attempt::DoesNotCompile),
            Some(program) => tested(exercise, program, limit).map(Attempt::Ran),
        }
    }

    /// How far that is.
    pub fn state(&self, exercise: &Exercise) -> State {
        match self {
            Attempt::Ran(runs) if runs.is_empty() => State::Started,
            Attempt::Ran(runs) if runs.iter().all(|ran| ran.outcome == Outcome::Passed) => {
                State::Solved
            }
            Attempt::Ran(runs) if judge::is_as_stub(exercise, runs) => State::Untouched,
            _ => State::Started,
        }
    }
}

fn tested(exercise: &Exercise, path: PathBuf, limit: Duration) -> Result<Vec<RunResult>> {
    let folder = exercise.folder.parent().unwrap_or(&exercise.folder).into();
    let program = Program { path, folder };
    let tests = in_written_order(program.tests()?, exercise);
    let run = |test: &String| {
        let short = test.strip_prefix(PREFIX).unwrap_or(test);
        program.run(&test[..test.len() - short.len()], short, limit)
    };
    match exercise.kind {
        // What measures time has the machine for itself.
        Kind::Speed => tests.iter().map(run).collect(),
        Kind::Implement | Kind::Bug => tests.par_iter().with_max_len(1).map(run).collect(),
    }
}

/// The tests in the order of `check.rs`, which goes from the plain case to the odd ones; the test
/// program lists them by the alphabet.
fn in_written_order(mut tests: Vec<String>, exercise: &Exercise) -> Vec<String> {
    let text = std::fs::read_to_string(exercise.check_file()).unwrap_or_default();
    let position = |test: &String| {
        let name = test.strip_prefix(PREFIX).unwrap_or(test);
        text.find(&format!("fn {name}(")).unwrap_or(text.len())
    };
    tests.sort_by_key(position);
    tests
}

/// What stands before the names of the tests of `check.rs`.
const PREFIX: &str = "check::";
