//! Results of runs, kept with the fingerprint of what they came from.

use super::fingerprint::Fingerprint;
use crate::{Course, Exercise, State};
use anyhow::Result;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The kept results of a course.
pub(super) struct Cache<'a> {
    course: &'a Course,
    folder: PathBuf,
    /// What all exercises of a package come from, by package.
    packages: RefCell<BTreeMap<String, Fingerprint>>,
}

impl<'a> Cache<'a> {
    pub fn of(course: &'a Course) -> Result<Self> {
        let folder = course.target.join("gradus").join("exercises").join("results");
        Ok(Cache { course, folder, packages: RefCell::default() })
    }

    /// The state of an exercise, if it is known.
    pub fn state(&self, exercise: &Exercise) -> Result<Option<State>> {
        let Ok(kept) = std::fs::read_to_string(self.file(exercise)) else { return Ok(None) };
        let fingerprint = self.fingerprint(exercise)?;
        let states = [State::Untouched, State::Started, State::Solved];
        Ok(states.into_iter().find(|state| kept == line(&fingerprint, *state)))
    }

    /// Keeps the state of an exercise. That this fails is no reason to stop: it will be computed
    /// again.
    pub fn keep(&self, exercise: &Exercise, state: State) -> Result<()> {
        let text = line(&self.fingerprint(exercise)?, state);
        let _ = std::fs::create_dir_all(&self.folder)
            .and_then(|()| std::fs::write(self.file(exercise), text));
        Ok(())
    }

    fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(exercise.target())
    }

    fn fingerprint(&self, exercise: &Exercise) -> Result<Fingerprint> {
        let mut packages = self.packages.borrow_mut();
        let name = exercise.package();
        let mut fingerprint = match packages.get(&name) {
            Some(fingerprint) => fingerprint.clone(),
            None => {
                let fingerprint = Fingerprint::of_package(self.course, exercise)?;
                packages.insert(name, fingerprint.clone());
                fingerprint
            }
        };
        fingerprint.add_exercise(exercise)?;
        Ok(fingerprint)
    }
}

fn line(fingerprint: &Fingerprint, state: State) -> String {
    format!("{fingerprint} {state:?}\n")
}
