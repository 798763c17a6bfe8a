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
    let count = |count: usize, thing: &str| match count {
        0 => format!("no {thing}"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    };
    let Report { exercises, stubs, solutions, wrong_answers, tests, problems } = &report;
    println!(
        "{}: {}, {} and {}, {} run; {}",
        count(*exercises, "exercise"),
        count(*stubs, "stub"),
        count(*solutions, "solution"),
        count(*wrong_answers, "wrong answer"),
        count(*tests, "test"),
        count(problems.len(), "problem")
    );
    Ok(problems.is_empty())
}
