//! What an exercise comes from, as one number: its own files, and all below its package.

use crate::{Course, Exercise};
use anyhow::{Context, Result};
use fingerprint::{Builder, Fingerprint, Workspace};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The fingerprints of a course's exercises. It reads each library once, so make a new one when
/// files may have changed.
pub(crate) struct Origins<'a> {
    course: &'a Course,
    workspace: Workspace,
    /// What all exercises of a package have in common, by the package's folder.
    packages: RefCell<BTreeMap<PathBuf, Fingerprint>>,
}

impl<'a> Origins<'a> {
    pub fn of(course: &'a Course) -> Result<Self> {
        let workspace = Workspace::new(&course.root, course.members.clone())?;
        Ok(Origins { course, workspace, packages: RefCell::default() })
    }

    /// What the result of the tests on the reader's file comes from.
    pub fn attempt(&self, exercise: &Exercise) -> Result<Fingerprint> {
        let mut builder = Builder::new("attempt");
        builder.add_fingerprint(self.exercise(exercise)?);
        // There may be none.
        builder.add(std::fs::read(exercise.file()).unwrap_or_default());
        Ok(builder.finish())
    }

    /// The fingerprint of an exercise. The files of its folder count by their bytes: comments are
    /// part of the stub, of the hints, of what a wrong answer says about itself.
    pub fn exercise(&self, exercise: &Exercise) -> Result<Fingerprint> {
        let mut builder = Builder::new("exercise");
        // Another version of this program may judge otherwise.
        builder.add(env!("CARGO_PKG_VERSION"));
        builder.add_fingerprint(self.package(exercise)?);
        // What the reader writes, and what `reset` keeps of it, is no part of the exercise.
        let is_meant =
            |file: &Path| file != exercise.file() && file.extension().is_none_or(|it| it != "bak");
        builder.add_fingerprint(fingerprint::folder(&exercise.folder, is_meant)?);
        Ok(builder.finish())
    }

    fn package(&self, exercise: &Exercise) -> Result<Fingerprint> {
        let folder = exercise.folder.parent().unwrap_or(&exercise.folder);
        if let Some(known) = self.packages.borrow().get(folder) {
            return Ok(*known);
        }
        let package = self.course.packages.iter().find(|package| package.folder == folder);
        let package = package.with_context(|| format!("{}: is no package", folder.display()))?;
        let found = self.workspace.below_tests(&package.name)?;
        self.packages.borrow_mut().insert(folder.into(), found);
        Ok(found)
    }
}
