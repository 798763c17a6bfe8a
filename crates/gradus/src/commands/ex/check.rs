//! The proof that the exercises work.

use anyhow::Result;
use exercises::{Course, Number, Report};
use std::time::Duration;

/// Checks these exercises, or all, and says what is wrong with them.
pub(super) fn check(course: &Course, numbers: &[Number], limit: Duration) -> Result<bool> {
    let report = exercises::check(course, numbers, limit)?;
    for problem in &report.problems {
        println!("{problem}\n");
    }
    let Report { exercises, stubs, solutions, wrong_answers, tests, problems } = &report;
    println!(
        "{exercises} exercises: {stubs} stubs, {solutions} solutions and {wrong_answers} wrong \
         answers, {tests} tests run; {} problems",
        problems.len()
    );
    Ok(problems.is_empty())
}
