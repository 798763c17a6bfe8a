//! Folders for the results of tests.

use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A temporary folder for the results of one test, deleted when it goes out of scope.
///
/// ```
/// let folder = programs::temp_dir();
/// assert!(folder.path().is_dir());
/// ```
pub fn temp_dir() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The sorted names of a folder's entries.
///
/// ```
/// let folder = programs::temp_dir();
/// for name in ["loss.svg", "history.csv"] {
///     std::fs::write(folder.path().join(name), "").unwrap();
/// }
/// assert_eq!(programs::list_dir(folder.path()), ["history.csv", "loss.svg"]);
/// ```
///
/// # Panics
/// If the folder cannot be listed.
#[track_caller]
pub fn list_dir(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name of text")
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}
