//! Where the products of runs are kept.

use super::{Kind, Manifest, Run};
use crate::{Workspace, sources};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use toml::Table;

/// The kept files of a chapter.
#[derive(Clone, Debug)]
pub struct Snapshot {
    folder: PathBuf,
}

impl Snapshot {
    /// Those in the folder of a chapter's package.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.into() }
    }

    /// What a run printed.
    pub fn output(&self, run: &str) -> PathBuf {
        self.folder.join("outputs").join(format!("{run}.txt"))
    }

    /// A drawing.
    pub fn figure(&self, name: &str) -> PathBuf {
        self.folder.join("figures").join(format!("{name}.svg"))
    }

    /// What a run measured.
    pub fn results(&self, run: &str) -> PathBuf {
        self.folder.join("results").join(format!("{run}.toml"))
    }

    /// All that a run makes.
    pub(super) fn of_run(&self, run: &Run) -> Vec<PathBuf> {
        let texts = [self.output(&run.name), self.results(&run.name)];
        let figures = run.figures.iter().map(|name| self.figure(name));
        texts.into_iter().chain(figures).collect()
    }
}

/// The kept results of a run, and their file as messages name it.
pub(crate) fn read_results(
    workspace: &Workspace,
    package: &str,
    run: &str,
) -> Result<(String, Table), String> {
    let path = Snapshot::of(&workspace.package(package)?).results(run);
    let text = workspace
        .read(&path)
        .map_err(|reason| format!("{reason}; `cargo gradus results {package}` writes it"))?;
    let file = workspace.display(&path);
    let table = text.parse().map_err(|error| format!("{file}: {error}"))?;
    Ok((file, table))
}

/// The kept files of a chapter that no run makes.
pub fn orphans(workspace: &Workspace, folder: &Path, manifest: &Manifest) -> Vec<String> {
    let kept = Snapshot::of(folder);
    let wanted: HashSet<PathBuf> = manifest.runs.iter().flat_map(|run| kept.of_run(run)).collect();
    let folders = Kind::ALL.map(|kind| folder.join(kind.folder()));
    let files = folders.iter().flat_map(|folder| sources::files(folder));
    files.filter(|file| !wanted.contains(file)).map(|file| workspace.display(&file)).collect()
}
