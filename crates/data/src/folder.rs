//! The folder of the large data sets: the one that the environment variable `GRADUS_DATA` names,
//! else that of `cargo gradus data fetch`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder of the data sets: the one that `GRADUS_DATA` names, else that of the downloads if it
/// exists, else `None`.
///
/// Each data set has a folder of its own in it. Relative paths are as in [`parse_data_dir`].
///
/// # Examples
///
/// ```
/// match data::data_dir() {
///     Some(folder) => assert!(folder.is_absolute()),
///     None => println!("run `cargo gradus data fetch mnist`"),
/// }
/// ```
pub fn data_dir() -> Option<PathBuf> {
    dir_from_env().or_else(|| Some(downloads()).filter(|folder| folder.is_dir()))
}

/// The folder to which data sets are downloaded, whether or not it exists: the one that
/// `GRADUS_DATA` names, else `datasets/downloads` in the workspace.
///
/// # Examples
///
/// ```
/// let folder = data::folder::download_dir();
/// assert!(data::data_dir().is_none_or(|found| found == folder));
/// ```
pub fn download_dir() -> PathBuf {
    dir_from_env().unwrap_or_else(downloads)
}

/// The folder that a value of `GRADUS_DATA` names, if any.
///
/// A relative path starts at the root of the workspace: cargo runs a program in the reader's
/// folder but a test in that of its package, and one setting should serve both. An empty value
/// names no folder.
///
/// # Examples
///
/// ```
/// let folder = data::folder::parse_data_dir(Some("data".into())).expect("the value is not empty");
/// assert!(folder.is_absolute() && folder.ends_with("data"));
/// ```
pub fn parse_data_dir(value: Option<OsString>) -> Option<PathBuf> {
    let value = value.filter(|value| !value.is_empty())?;
    // Joining an absolute path replaces the whole.
    Some(workspace().join(value))
}

fn dir_from_env() -> Option<PathBuf> {
    parse_data_dir(env::var_os("GRADUS_DATA"))
}

fn downloads() -> PathBuf {
    workspace().join("datasets").join("downloads")
}

fn workspace() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("this package is crates/data")
}
