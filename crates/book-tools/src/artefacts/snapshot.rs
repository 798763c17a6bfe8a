//! Where the products of runs are kept.

use super::{Kind, Manifest};
use crate::{Workspace, sources};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use toml::Table;

/// The kept results of a run, and their file as messages name it.
pub(crate) fn read_results(
    workspace: &Workspace,
    package: &str,
    run: &str,
) -> Result<(String, Table), String> {
    let path = Kind::Results.file(&workspace.package(package)?, run);
    let text = workspace
        .read(&path)
        .map_err(|reason| format!("{reason}; `cargo gradus results {package}` writes it"))?;
    let file = workspace.display(&path);
    let table = text.parse().map_err(|error| format!("{file}: {error}"))?;
    Ok((file, table))
}

/// The kept files of a chapter that no run makes.
pub fn orphans(workspace: &Workspace, folder: &Path, manifest: &Manifest) -> Vec<String> {
    let wanted: HashSet<PathBuf> = manifest.runs.iter().flat_map(|run| run.files(folder)).collect();
    let folders = Kind::ALL.map(|kind| folder.join(kind.folder()));
    let files = folders.iter().flat_map(|folder| sources::files(folder));
    files.filter(|file| !wanted.contains(file)).map(|file| workspace.display(&file)).collect()
}
