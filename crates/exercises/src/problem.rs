//! What is wrong with an exercise.

use std::path::{Path, PathBuf};

/// Something wrong with a file of an exercise, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", file.display())]
pub struct Problem {
    /// The file to be mended.
    pub file: PathBuf,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with this file.
    pub fn new(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Problem { file: file.into(), message: message.into() }
    }

    /// The same problem, with files named from this folder on.
    pub fn relative_to(mut self, folder: &Path) -> Self {
        if let Ok(shorter) = self.file.strip_prefix(folder) {
            self.file = shorter.into();
        }
        let prefix = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
        self.message = self.message.replace(&prefix, "");
        self
    }
}

/// The text of a file.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn read(file: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(file).map_err(|error| {
        Problem::new(file, format!("cannot be read ({error}); an exercise needs it"))
    })
}
