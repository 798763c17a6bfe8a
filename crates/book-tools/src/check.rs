//! Checks of the built pages.

use crate::{Mistake, Workspace};
use anyhow::Result;
use std::path::Path;

/// Everything that is wrong with the built pages in a folder.
///
/// # Errors
/// If a page cannot be read.
pub fn check(_workspace: &Workspace, _folder: &Path) -> Result<Vec<Mistake>> {
    Ok(Vec::new())
}
