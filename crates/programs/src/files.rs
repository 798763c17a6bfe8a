//! What a run leaves behind.

use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder for the results of one test, which goes when the test ends.
pub fn temp_dir() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The names of what is in a folder, in order.
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
