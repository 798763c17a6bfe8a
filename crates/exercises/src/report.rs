//! What the tests say, as the reader sees it.

use crate::{Attempt, Colors, Course, Exercise, Outcome, Panic, RunResult, State, judge, progress};
use anyhow::Result;
use std::fmt::Write as _;

/// What the tests said of an attempt, and what to do next.
///
/// # Errors
/// If a file of an exercise cannot be read.
pub fn report(
    course: &Course,
    exercise: &Exercise,
    attempt: &Attempt,
    colors: Colors,
) -> Result<String> {
    let Exercise { number, title, minutes, .. } = exercise;
    let mut text = format!("{} ({minutes} min)\n", colors.bold(format!("{number} {title}")));
    match attempt {
        Attempt::DoesNotCompile => {
            text.push_str(&does_not_compile(course, exercise));
        }
        Attempt::Ran(runs) => {
            text.push('\n');
            text.extend(runs.iter().map(|ran| one_test(course, exercise, ran, colors)));
            let passed = runs.iter().filter(|ran| ran.outcome == Outcome::Passed).count();
            let not_run = runs.iter().filter(|ran| ran.not_run().is_some()).count();
            let note = match not_run {
                0 => String::new(),
                not_run => format!(" On this machine {not_run} could not be run."),
            };
            let _ = writeln!(text, "\n{passed} of {} tests pass.{note}", runs.len());
        }
    }
    Ok(text + &next(course, exercise, attempt.state(exercise))?)
}

/// Why there is nothing to run.
fn does_not_compile(course: &Course, exercise: &Exercise) -> String {
    let (file, number) = (course.relative_to_root(&exercise.file()), exercise.number);
    match exercise.lack() {
        None => format!(
            "\nIt does not compile yet: see the compiler's words above, about {file}.\n\
             To begin anew: cargo gradus ex reset {number} (what you wrote is kept)\n"
        ),
        Some(lack) => format!(
            "\n{file} {lack}. What it began as comes back by: cargo gradus ex reset {number}\n"
        ),
    }
}

/// One test: a word, its name, and below that what went wrong.
fn one_test(course: &Course, exercise: &Exercise, ran: &RunResult, colors: Colors) -> String {
    let word = match ran.outcome {
        Outcome::Passed => colors.green("  ok      "),
        Outcome::Ignored => colors.dim("  ignored "),
        _ if judge::is_unwritten(exercise, ran) => colors.yellow("  to do   "),
        _ if ran.not_run().is_some() => colors.yellow("  not run "),
        _ => colors.red("  wrong   "),
    };
    let mut text = format!("{word}{}\n", ran.test);
    let mut add = |lines: &str| {
        for line in lines.lines() {
            let _ = writeln!(text, "            {}", clipped(line));
        }
    };
    match (ran.outcome, ran.panics.last()) {
        (Outcome::Passed | Outcome::Ignored, _) => {}
        _ if ran.not_run().is_some() => add(ran.not_run().unwrap_or_default()),
        (_, Some(panic)) if judge::is_unwritten(exercise, ran) => {
            add(panic.message.trim_start_matches("not yet implemented: "));
        }
        (Outcome::TimedOut, _) => add("did not end in time: does something loop?"),
        (Outcome::Failed, Some(panic)) => {
            // What was printed before the first panic.
            add(ran.output.split("\nthread '").next().unwrap_or_default().trim_end());
            add(&panic.message);
            // Where the reader's own code stopped, if a test has caught that to explain it.
            let inner = ran.panics.iter().rev().skip(1).find(|it| it.is_in(&exercise.file()));
            for Panic { file, line, .. } in inner.into_iter().chain([panic]) {
                let location = format!("at {}:{line}", course.relative_to_root(file.as_ref()));
                add(&colors.dim(location));
            }
        }
        (Outcome::Crashed | Outcome::Failed, _) => add(ran.output.trim()),
    }
    text
}

/// A line, without the middle of one that is too long to be read: a thousand numbers, say. Its end
/// tells what is wrong.
fn clipped(line: &str) -> String {
    let letters = line.chars().count();
    if letters <= FIRST_LETTERS + LAST_LETTERS {
        return line.into();
    }
    let at = |letter: usize| line.char_indices().nth(letter).map_or(line.len(), |(at, _)| at);
    format!("{} … {}", &line[..at(FIRST_LETTERS)], &line[at(letters - LAST_LETTERS)..])
}

/// How many letters of a line are shown at least, from its beginning and from its end.
const FIRST_LETTERS: usize = 280;
const LAST_LETTERS: usize = 220;

/// What to do next.
fn next(course: &Course, exercise: &Exercise, state: State) -> Result<String> {
    let number = exercise.number;
    if state != State::Solved {
        let file = course.relative_to_root(&exercise.file());
        return Ok(format!("Edit {file}; a hint: cargo gradus ex hint {number}\n"));
    }
    let compare = format!("Solved. To compare: cargo gradus ex solution {number}\n");
    Ok(match progress::next(course, number)? {
        Some(next) => {
            format!(
                "{compare}Next, {} {}: cargo gradus ex {}\n",
                next.number, next.title, next.number
            )
        }
        None => format!("{compare}That was the last exercise there is.\n"),
    })
}
