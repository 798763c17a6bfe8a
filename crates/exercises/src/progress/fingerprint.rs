//! A fingerprint of the files that a result comes from.

use crate::{Course, Exercise};
use anyhow::{Context, Result};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A number that is another one if any of the files is another one.
#[derive(Clone)]
pub(super) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Of what the exercises of one package have in common: its manifest, the versions of all
    /// packages, how they are compiled, and the sources of the workspace's crates that it uses.
    pub fn of_package(course: &Course, exercise: &Exercise) -> Result<Self> {
        let mut fingerprint = Fingerprint(DefaultHasher::new());
        // Another version of this program may judge otherwise.
        env!("CARGO_PKG_VERSION").hash(&mut fingerprint.0);
        for name in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "rust-toolchain.toml"] {
            let file = course.root.join(name);
            if file.is_file() {
                fingerprint.add(&file)?;
            }
        }
        let package = exercise.folder.parent().unwrap_or(&exercise.folder);
        for folder in course.folders_under(package) {
            fingerprint.add(&folder.join("Cargo.toml"))?;
            fingerprint.add_folder(&folder.join("src"))?;
        }
        Ok(fingerprint)
    }

    /// And of the exercise's own files.
    pub fn add_exercise(&mut self, exercise: &Exercise) -> Result<()> {
        self.add_folder(&exercise.folder)
    }

    fn add(&mut self, file: &Path) -> Result<()> {
        let bytes = std::fs::read(file);
        let bytes = bytes.with_context(|| format!("{}: cannot be read", file.display()))?;
        file.hash(&mut self.0);
        bytes.hash(&mut self.0);
        Ok(())
    }

    /// Adds the files of a folder and of the folders in it, in the order of their names.
    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            match path.is_dir() {
                true => self.add_folder(&path)?,
                false => self.add(&path)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0.finish())
    }
}
