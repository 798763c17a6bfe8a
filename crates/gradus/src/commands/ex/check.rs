//! The proof that the exercises work.

use super::progress::Progress;
use anyhow::Result;
use exercises::{Course, Report, Which};
use std::time::Duration;

/// Checks exercises, and says what is wrong with them.
pub(super) fn check(course: &Course, which: Which<'_>, limit: Duration) -> Result<bool> {
    let report = exercises::check(course, which, limit, &Progress::default())?;
    for problem in &report.problems {
        println!("{problem}\n");
    }
    let Report { exercises, known, stubs, solutions, wrong_answers, tests, problems } = &report;
    let known = match known {
        0 => String::new(),
        1 => "1 other is as it was proved before; ".into(),
        known => format!("{known} others are as they were proved before; "),
    };
    println!(
        "{}: {}, {} and {}, {} run; {known}{}",
        count(*exercises, "exercise"),
        count(*stubs, "stub"),
        count(*solutions, "solution"),
        count(*wrong_answers, "wrong answer"),
        count(*tests, "test"),
        count(problems.len(), "problem")
    );
    Ok(problems.is_empty())
}

fn count(count: usize, thing: &str) -> String {
    match count {
        0 => format!("no {thing}"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}
