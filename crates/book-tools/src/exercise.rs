//! Which exercise a page means; what it holds is read by crate [`exercises`], as the tool that marks
//! it reads it.

use crate::Workspace;
use exercises::{Exercise, Number};
use std::fs;
use std::path::PathBuf;

/// Reads exercise `2.1`.
///
/// # Errors
/// If it is not there, or one of its files is not as it should be.
pub(crate) fn read(workspace: &Workspace, number: &str) -> Result<Exercise, String> {
    let folder = folder(workspace, number)?;
    Exercise::read(&folder).map_err(|problem| problem.relative_to(workspace.root()).to_string())
}

/// `ex-2-1` for `2.1`.
pub(crate) fn id(number: &str) -> String {
    format!("ex-{}", crate::html::slug(number))
}

fn folder(workspace: &Workspace, number: &str) -> Result<PathBuf, String> {
    let parsed =
        number.parse().map_err(|_| format!("`{number}` is no exercise's number: write 2.1"));
    let Number { chapter, index } = parsed?;
    let exercises = workspace.package(&format!("ch{chapter:02}"))?.join("exercises");
    let start = format!("e{index}_");
    let entries = fs::read_dir(&exercises).into_iter().flatten().flatten();
    let mut found = entries.map(|entry| entry.path()).filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start))
    });
    found.next().ok_or_else(|| {
        format!(
            "there is no exercise {number}: no folder {}/{start}…",
            workspace.display(&exercises)
        )
    })
}
