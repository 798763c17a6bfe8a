//! The proof that the exercises work: `cargo gradus ex check`.
//!
//! An exercise whose tests pass before anything is written teaches nothing, and one whose tests let
//! a wrong answer through teaches something wrong. So every stub, solution and wrong answer is
//! compiled and run, and must end as it should.

use crate::run::{Program, in_parallel};
use crate::{Course, Exercise, Kind, Number, Problem, Ran, judge};
use anyhow::Result;
use std::time::Duration;

mod build;
mod form;
mod variants;

use variants::{Role, Variant};

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many exercises were looked at.
    pub exercises: usize,
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

/// Checks these exercises of a course, or all if none is named. No test may run longer than `limit`.
///
/// # Errors
/// If the exercises cannot be built for a reason that lies outside them.
pub fn check(course: &Course, chosen: &[Number], limit: Duration) -> Result<Report> {
    let is_chosen = |number: Number| chosen.is_empty() || chosen.contains(&number);
    let mut report = Report::default();
    let mut variants = Vec::new();
    for package in &course.packages {
        let exercises = package.exercises.iter().filter(|exercise| is_chosen(exercise.number));
        let exercises: Vec<&Exercise> = exercises.collect();
        if chosen.is_empty() || !exercises.is_empty() {
            report.problems.extend(form::package(package));
        }
        for exercise in exercises {
            report.exercises += 1;
            report.problems.extend(form::exercise(package, exercise));
            variants.extend(Variant::all_of(package, exercise));
        }
    }
    let (ready, problems) = build::build(course, &variants)?;
    report.problems.extend(problems);
    report.run(&ready, limit)?;
    let problems = std::mem::take(&mut report.problems).into_iter();
    report.problems = problems.map(|problem| problem.seen_from(&course.root)).collect();
    Ok(report)
}

/// A variant that compiles, the program it is in, and the tests that are to be run.
struct Ready<'a> {
    variant: &'a Variant<'a>,
    program: Program,
    tests: Vec<String>,
}

impl Ready<'_> {
    fn run(&self, limit: Duration) -> Result<Vec<Ran>> {
        let prefix = self.variant.prefix();
        self.tests.iter().map(|test| self.program.run(&prefix, test, limit)).collect()
    }

    fn judge(&self, runs: &[Ran]) -> Vec<Problem> {
        let exercise = self.variant.exercise;
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
    fn run(&mut self, ready: &[Ready], limit: Duration) -> Result<()> {
        let is_timed = |ready: &&Ready| ready.variant.exercise.kind == Kind::Speed;
        let (timed, plain): (Vec<&Ready>, Vec<&Ready>) = ready.iter().partition(is_timed);
        let mut done = in_parallel(&plain, |ready| (*ready, ready.run(limit)));
        // What measures time has the machine for itself.
        done.extend(timed.into_iter().map(|ready| (ready, ready.run(limit))));
        for (ready, runs) in done {
            let runs = runs?;
            self.tests += runs.len();
            match ready.variant.role {
                Role::Stub => self.stubs += 1,
                Role::Solution => self.solutions += 1,
                Role::Wrong(_) => self.wrong_answers += 1,
            }
            self.problems.extend(ready.judge(&runs));
        }
        Ok(())
    }
}
