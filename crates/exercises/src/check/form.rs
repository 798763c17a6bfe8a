//! What can be seen without running anything.

use crate::plain::unknown_command;
use crate::{Exercise, Package, Problem, dependency_order, problem};
use std::ops::RangeInclusive;

/// How many wrong answers an exercise has.
const WRONG_ANSWERS: RangeInclusive<usize> = 2..=8;

/// The two lines that make `main.rs` a test of `exercise.rs`, or of the solution.
const MAIN: [&str; 2] =
    ["#[cfg_attr(feature = \"solution\", path = \"solution.rs\")] mod exercise;", "mod check;"];

/// What is wrong with a package of exercises as a whole.
pub(super) fn package(package: &Package) -> Vec<Problem> {
    let mut problems = package.problems.clone();
    let mut say = |message: String| problems.push(Problem::new(package.manifest(), message));
    let name = format!("ex{:02}", package.chapter);
    if package.name != name {
        say(format!("the package of exercises of chapter {} is called {name}", package.chapter));
    }
    if !package.has_solution_feature {
        say("add the feature `solution`, which runs the tests on solution.rs".into());
    }
    if package.exercises.is_empty() && package.problems.is_empty() {
        say(format!(
            "the package holds no exercise: write the first in a folder e1_name beside this file, \
             or leave {name} out of the workspace until there is one"
        ));
    }
    for dependency in &package.dependencies {
        if let Some(objection) = dependency_order::objection(package.chapter, &dependency.name) {
            say(objection);
        }
    }
    for pair in package.exercises.windows(2) {
        if pair[0].number == pair[1].number {
            let message = format!("there are two exercises {}; rename one folder", pair[0].number);
            problems.push(Problem::new(&pair[1].folder, message));
        }
    }
    problems
}

/// What is wrong with the form of an exercise.
pub(super) fn exercise(package: &Package, exercise: &Exercise) -> Vec<Problem> {
    let mut problems = Vec::new();
    let main = exercise.folder.join("main.rs");
    let (target, path) = (exercise.target(), main.strip_prefix(&package.folder).unwrap_or(&main));
    let is_it = |it: &&cargo_metadata::Target| it.is_test() && it.name == target;
    let found = package.targets.iter().find(is_it);
    if found.is_none_or(|found| found.src_path.as_std_path() != main) {
        let message = format!(
            "has no test target for exercise {}; add `[[test]]` with name = {target:?} and path = {:?}",
            exercise.number,
            path.display().to_string().replace('\\', "/")
        );
        problems.push(Problem::new(package.manifest(), message));
    }
    match problem::read(&main) {
        Err(problem) => problems.push(problem),
        Ok(text) => problems.extend(MAIN.iter().filter(|line| !holds(&text, line)).map(|line| {
            Problem::new(&main, format!("lacks `{line}`; without it the reader's tests do not run"))
        })),
    }
    problems.extend(exercise.hints.iter().zip(1..).filter_map(|(hint, count)| {
        let command = unknown_command(hint)?;
        let message = format!(
            "hint {count} holds `{command}`, which `cargo gradus ex hint` cannot show in a \
             terminal; word it otherwise, or add it to `plain::tex` of crate `exercises`"
        );
        Some(Problem::new(exercise.hints_file(), message))
    }));
    let answers = exercise.wrong_answers();
    if !WRONG_ANSWERS.contains(&answers.len()) {
        let (min, max) = WRONG_ANSWERS.into_inner();
        let count = answers.len();
        let message =
            format!("holds {count} wrong answers; write {min} to {max} of the slips people make");
        problems.push(Problem::new(exercise.folder.join("wrong"), message));
    }
    problems.extend(answers.into_iter().filter_map(Result::err));
    problems
}

/// Whether a text holds a line of code, however it is broken into lines.
fn holds(text: &str, line: &str) -> bool {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    squeezed(&code.collect::<String>()).contains(&squeezed(line))
}
