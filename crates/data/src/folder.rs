//! Where the large data sets lie: in the folder that the environment variable `GRADUS_DATA` names.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder of the data sets, or `None` if the reader has not named one.
///
/// Each data set lies in a folder of its own under it. What [`resolve`] says of relative paths
/// holds.
///
/// # Examples
///
/// ```
/// match data::data_folder() {
///     Some(folder) => println!("MNIST is sought in {}", folder.join("mnist").display()),
///     None => println!("set GRADUS_DATA to the folder of your data sets"),
/// }
/// ```
pub fn data_folder() -> Option<PathBuf> {
    resolve(env::var_os("GRADUS_DATA"))
}

/// The folder that a value of `GRADUS_DATA` names.
///
/// A relative path counts from the root of the workspace: cargo runs a program in the reader's
/// folder but a test in that of its package, and one setting should serve both. Nothing, or an
/// empty value, names no folder.
///
/// # Examples
///
/// ```
/// let folder = data::folder::resolve(Some("data".into())).expect("the value is not empty");
/// assert!(folder.is_absolute() && folder.ends_with("data"));
/// ```
pub fn resolve(value: Option<OsString>) -> Option<PathBuf> {
    let value = value.filter(|value| !value.is_empty())?;
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.ancestors().nth(2).expect("this package is crates/data");
    // To join an absolute path is to replace the whole.
    Some(workspace.join(value))
}
