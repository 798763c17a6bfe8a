//! Results of runs, kept with the fingerprint of what they came from.

use crate::origins::Origins;
use crate::{Course, Exercise, State};
use anyhow::Result;
use fingerprint::Fingerprint;
use std::path::PathBuf;

/// The kept results of a course.
pub(super) struct Cache<'a> {
    folder: PathBuf,
    origins: Origins<'a>,
}

impl<'a> Cache<'a> {
    pub fn of(course: &'a Course) -> Result<Self> {
        let folder = course.target.join("gradus").join("exercises").join("results");
        Ok(Cache { folder, origins: Origins::of(course)? })
    }

    /// The state of an exercise, if it is known.
    pub fn state(&self, exercise: &Exercise) -> Result<Option<State>> {
        let Ok(kept) = std::fs::read_to_string(self.file(exercise)) else { return Ok(None) };
        let origin = self.origins.exercise(exercise)?;
        let states = [State::Untouched, State::Started, State::Solved];
        Ok(states.into_iter().find(|state| kept == line(origin, *state)))
    }

    /// Keeps the state of an exercise. That this fails is no reason to stop: the tests will be run
    /// again.
    pub fn keep(&self, exercise: &Exercise, state: State) -> Result<()> {
        let text = line(self.origins.exercise(exercise)?, state);
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
