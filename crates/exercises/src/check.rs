//! The proof that the exercises work: `cargo gradus ex check`.
//!
//! An exercise whose tests pass before anything is written teaches nothing, and one whose tests let
//! a wrong answer through teaches something wrong. So every stub, solution and wrong answer is
//! compiled and run, and must end as it should.
//!
//! What was proved stays proved until something changes from which it came: the exercise's files, a
//! crate below, a version, a setting. `exercises.lock` keeps that, and of the exercises that have
//! not changed since, a sample is proved all the same.

use crate::run::Program;
use crate::{Course, Exercise, Kind, Problem, RunResult, judge};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

mod build;
mod form;
mod lock;
mod selection;
mod variants;

pub use selection::Which;

use selection::Selection;
use variants::{Role, Variant};

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many exercises were proved, or not, by running them.
    pub exercises: usize,
    /// How many others had been proved before, as they are now.
    pub known: usize,
    /// How many stubs were run.
    pub stubs: usize,
    /// How many solutions were run.
    pub solutions: usize,
    /// How many wrong answers were run.
    pub wrong_answers: usize,
    /// How many tests were run.
    pub tests: usize,
    /// What is wrong; if there is nothing here, the exercises work.
    pub problems: Vec<Problem>,
}

/// Is told how far a check has come, from several threads. `()` does not care.
pub trait Watcher: Sync {
    /// Cargo begins to compile `programs` stubs, solutions and wrong answers of `exercises`
    /// exercises.
    fn compiles(&self, _programs: usize, _exercises: usize) {}

    /// The tests begin.
    fn begins(&self, _tests: &BTreeMap<&str, usize>) {}

    /// A test of this package has ended.
    fn ran(&self, _package: &str) {}
}

impl Watcher for () {}

/// Checks exercises of a course, and writes into `exercises.lock` which of them are proved. No test
/// may run longer than `limit`.
///
/// # Errors
/// If the exercises cannot be built for a reason that lies outside them, or a lock cannot be read or
/// written.
pub fn check(
    course: &Course,
    which: Which<'_>,
    limit: Duration,
    watcher: &dyn Watcher,
) -> Result<Report> {
    let selection = Selection::of(course, which)?;
    let (exercises, known) = (selection.proved.len(), selection.known);
    let problems = form(course, which);
    let mut report = Report { exercises, known, problems, ..Report::default() };
    let proved = selection.proved.iter();
    let variants: Vec<Variant<'_>> =
        proved.flat_map(|it| Variant::all_of(it.package, it.exercise)).collect();
    if !variants.is_empty() {
        watcher.compiles(variants.len(), exercises);
    }
    let (ready, problems) = build::build(course, &variants)?;
    report.problems.extend(problems);
    report.run(&ready, limit, watcher)?;
    selection.note(course, &report.problems)?;
    let problems = std::mem::take(&mut report.problems).into_iter();
    report.problems = problems.map(|problem| problem.relative_to(&course.root)).collect();
    Ok(report)
}

/// What can be seen without running anything: of all exercises, unless some were asked for.
fn form(course: &Course, which: Which<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in &course.packages {
        let is_meant = |exercise: &&Exercise| match which {
            Which::These(numbers) => numbers.contains(&exercise.number),
            Which::Changed | Which::All => true,
        };
        let exercises: Vec<&Exercise> = package.exercises.iter().filter(is_meant).collect();
        if !exercises.is_empty() || !matches!(which, Which::These(_)) {
            problems.extend(form::package(package));
        }
        problems.extend(exercises.iter().flat_map(|exercise| form::exercise(package, exercise)));
    }
    problems
}

/// A variant that compiles, the program it is in, and the tests that are to be run.
struct Ready<'a> {
    variant: &'a Variant<'a>,
    program: Program,
    tests: Vec<String>,
}

impl Ready<'_> {
    fn run(&self, limit: Duration, watcher: &dyn Watcher) -> Result<Vec<RunResult>> {
        let prefix = self.variant.prefix();
        let run = |test: &String| {
            let ran = self.program.run(&prefix, test, limit);
            watcher.ran(&self.variant.package.name);
            ran
        };
        self.tests.iter().map(run).collect()
    }

    fn judge(&self, runs: &[RunResult]) -> Vec<Problem> {
        let exercise = self.variant.exercise;
        if let Some(problem) = judge::not_run(exercise, runs) {
            return vec![problem];
        }
        match &self.variant.role {
            Role::Wrong(answer) => judge::wrong(exercise, answer, runs.first()),
            _ if runs.is_empty() => {
                vec![Problem::new(exercise.check_file(), "holds no test; write at least one")]
            }
            Role::Stub => judge::stub(exercise, runs),
            Role::Solution => judge::solution(exercise, runs),
        }
    }
}

impl Report {
    fn run(&mut self, ready: &[Ready], limit: Duration, watcher: &dyn Watcher) -> Result<()> {
        let mut tests: BTreeMap<&str, usize> = BTreeMap::new();
        for ready in ready {
            *tests.entry(&ready.variant.package.name).or_default() += ready.tests.len();
        }
        watcher.begins(&tests);
        let is_timed = |ready: &&Ready| ready.variant.exercise.kind == Kind::Speed;
        let (timed, plain): (Vec<&Ready>, Vec<&Ready>) = ready.iter().partition(is_timed);
        let run = |ready| (ready, Ready::run(ready, limit, watcher));
        let mut done: Vec<_> = plain.into_par_iter().with_max_len(1).map(run).collect();
        // What measures time has the machine for itself.
        done.extend(timed.into_iter().map(run));
        for (ready, runs) in done {
            let runs = runs?;
            self.tests += runs.len();
            match ready.variant.role {
                Role::Stub => self.stubs += 1,
                Role::Solution => self.solutions += 1,
                Role::Wrong(_) => self.wrong_answers += 1,
            }
            // What this machine cannot run, it cannot run for any variant.
            let is_new = |problem: &Problem| !self.problems.contains(problem);
            let new: Vec<Problem> = ready.judge(&runs).into_iter().filter(is_new).collect();
            self.problems.extend(new);
        }
        Ok(())
    }
}
