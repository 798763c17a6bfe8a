//! How far the reader has come, as far as tests have said.
//!
//! There is no file of progress that could say something untrue. The result of a run is kept below
//! `target`, with a fingerprint of everything that it came from; if anything differs, or the file
//! is damaged or gone, nothing is known until the tests are run again.

use crate::origins::Origins;
use crate::{Attempt, Course, Exercise, Number, State};
use anyhow::Result;
use fingerprint::Fingerprint;
use std::path::PathBuf;

/// The state of every exercise, in order, as far as it is known: nothing is compiled and no test is
/// run. What is no longer the stub is started, unless its tests were seen to pass.
///
/// # Errors
/// If a file of an exercise cannot be read.
pub fn progress(course: &Course) -> Result<Vec<(&Exercise, State)>> {
    let cache = Cache::of(course)?;
    let state = |exercise: &Exercise| -> Result<State> {
        let state = cache.state(exercise)?.unwrap_or(State::Untouched);
        let is_begun = state == State::Untouched && exercise.is_edited();
        Ok(if is_begun { State::Started } else { state })
    };
    course.exercises().map(|exercise| Ok((exercise, state(exercise)?))).collect()
}

/// What the tests said of this exercise as it is, if they were run.
///
/// # Errors
/// If a file of the exercise cannot be read.
pub fn known(course: &Course, exercise: &Exercise) -> Result<Option<State>> {
    Cache::of(course)?.state(exercise)
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

/// The exercise to go on with after this one: the first behind it that is not solved, or else the
/// first of all that is not.
///
/// # Errors
/// If a file of an exercise cannot be read.
pub fn next(course: &Course, number: Number) -> Result<Option<&Exercise>> {
    let progress = progress(course)?;
    let open = || progress.iter().filter(|(_, state)| *state != State::Solved).map(|it| it.0);
    Ok(open().find(|exercise| exercise.number > number).or_else(|| open().next()))
}

/// Remembers what the tests have just said.
///
/// # Errors
/// If a file of the exercise cannot be read.
pub fn remember(course: &Course, exercise: &Exercise, attempt: &Attempt) -> Result<()> {
    Cache::of(course)?.keep(exercise, attempt.state(exercise))
}

/// The kept results of a course.
struct Cache<'a> {
    folder: PathBuf,
    origins: Origins<'a>,
}

impl<'a> Cache<'a> {
    fn of(course: &'a Course) -> Result<Self> {
        let folder = course.target.join("gradus").join("exercises").join("results");
        Ok(Cache { folder, origins: Origins::of(course)? })
    }

    /// The state of an exercise, if it is known.
    fn state(&self, exercise: &Exercise) -> Result<Option<State>> {
        let Ok(kept) = std::fs::read_to_string(self.file(exercise)) else { return Ok(None) };
        let origin = self.origins.attempt(exercise)?;
        let states = [State::Untouched, State::Started, State::Solved];
        Ok(states.into_iter().find(|state| kept == line(origin, *state)))
    }

    /// Keeps the state of an exercise. That this fails is no reason to stop: the tests will be run
    /// again.
    fn keep(&self, exercise: &Exercise, state: State) -> Result<()> {
        let text = line(self.origins.attempt(exercise)?, state);
        let _ = std::fs::create_dir_all(&self.folder)
            .and_then(|()| std::fs::write(self.file(exercise), text));
        Ok(())
    }

    fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(exercise.target())
    }
}

fn line(origin: Fingerprint, state: State) -> String {
    format!("{origin} {state:?}\n")
}
