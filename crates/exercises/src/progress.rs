//! How far the reader has come, computed by running the tests.
//!
//! There is no file of progress that could say something untrue. The result of a run is kept below
//! `target`, with a fingerprint of everything that it came from; if anything differs, or the file
//! is damaged or gone, the tests are run again.

use crate::cargo::Diagnostics;
use crate::{Attempt, Course, Exercise, State, attempt, git};
use anyhow::Result;
use std::time::Duration;

mod cache;
mod fingerprint;

use cache::Cache;

/// The state of every exercise, in order. No test may run longer than `limit`.
///
/// # Errors
/// If a file of an exercise cannot be read, or cargo cannot be started.
pub fn progress(course: &Course, limit: Duration) -> Result<Vec<(&Exercise, State)>> {
    let cache = Cache::of(course)?;
    let exercises: Vec<&Exercise> = course.exercises().collect();
    let mut states: Vec<Option<State>> = Vec::new();
    for exercise in &exercises {
        states.push(cache.state(exercise)?);
    }
    let unknown: Vec<&Exercise> = exercises
        .iter()
        .zip(&states)
        .filter(|(_, state)| state.is_none())
        .map(|(it, _)| *it)
        .collect();
    let attempts = match unknown.is_empty() {
        true => Vec::new(),
        false => attempt::all(course, &unknown, Diagnostics::Kept, limit)?,
    };
    let mut found =
        unknown.iter().zip(&attempts).map(|(exercise, attempt)| attempt.state(exercise));
    let edited = git::edited(&course.root);
    let mut progress = Vec::new();
    for (exercise, known) in exercises.into_iter().zip(states) {
        let state = known.or_else(|| found.next()).unwrap_or(State::Started);
        if known.is_none() {
            cache.keep(exercise, state)?;
        }
        let is_begun = state == State::Untouched && edited.contains(&exercise.file());
        progress.push((exercise, if is_begun { State::Started } else { state }));
    }
    Ok(progress)
}

/// The exercise that is being worked on: of those that were started, the one edited last, or else
/// the first that is not solved.
pub fn current<'a>(progress: &[(&'a Exercise, State)]) -> Option<&'a Exercise> {
    let in_state = |wanted| {
        let is_it = move |(_, state): &&(&Exercise, State)| *state == wanted;
        progress.iter().filter(is_it).map(|(exercise, _)| *exercise)
    };
    let edited =
        |exercise: &&Exercise| exercise.file().metadata().and_then(|it| it.modified()).ok();
    in_state(State::Started).max_by_key(edited).or_else(|| in_state(State::Untouched).next())
}

/// Remembers what the tests have just said.
///
/// # Errors
/// If a file of the exercise cannot be read.
pub fn remember(course: &Course, exercise: &Exercise, attempt: &Attempt) -> Result<()> {
    Cache::of(course)?.keep(exercise, attempt.state(exercise))
}
