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
    Some(workspace_dir().join(value))
}

fn dir_from_env() -> Option<PathBuf> {
    parse_data_dir(env::var_os("GRADUS_DATA"))
}

fn downloads() -> PathBuf {
    workspace_dir().join("datasets").join("downloads")
}

/// The root of the workspace that the command is run in: the one around the package that cargo runs
/// (its environment variable `CARGO_MANIFEST_DIR`), else the one around the current folder.
///
/// A program may have been compiled in another checkout than the one it is run in: in a copy, in
/// another `git worktree` with the same target folder, in an earlier layer of a container. Only a
/// program that is run outside of every checkout takes the one it was compiled in, and if that is
/// gone, the current folder.
///
/// # Examples
///
/// ```
/// let workspace = data::folder::workspace_dir();
/// assert!(workspace.join("crates/data/Cargo.toml").is_file());
/// ```
pub fn workspace_dir() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let current = env::current_dir().ok();
    let starts = package.iter().chain(&current);
    starts.into_iter().find_map(|start| workspace_around(start)).unwrap_or_else(|| {
        let compiled = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        let compiled = compiled.filter(|folder| folder.is_dir()).map(Path::to_path_buf);
        compiled.or(current).unwrap_or_default()
    })
}

/// The root of this project's workspace around a folder, if there is one.
///
/// # Examples
///
/// ```
/// use data::folder::{workspace_around, workspace_dir};
///
/// let source = workspace_dir().join("crates/data/src");
/// assert_eq!(workspace_around(&source), Some(workspace_dir()));
/// assert_eq!(workspace_around("/".as_ref()), None);
/// ```
pub fn workspace_around(folder: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| {
        folder.join("Cargo.toml").is_file() && folder.join("crates/data/Cargo.toml").is_file()
    };
    folder.ancestors().find(is_root).map(Path::to_path_buf)
}
