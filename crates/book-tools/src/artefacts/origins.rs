//! What a run comes from, as one number: its command, its program, its data.

use super::Run;
use super::words::Words;
use crate::Workspace;
use anyhow::{Context, Result};
use fingerprint::{Builder, Fingerprint};
use std::cell::OnceCell;

/// The fingerprints of runs. It reads the sources of each library once, so make a new one when files
/// may have changed.
pub struct Origins<'a> {
    workspace: &'a Workspace,
    /// Cargo is asked only where a run is a program of the workspace.
    programs: OnceCell<fingerprint::Workspace>,
}

impl<'a> Origins<'a> {
    /// Those of the runs of this workspace.
    pub fn of(workspace: &'a Workspace) -> Self {
        Origins { workspace, programs: OnceCell::new() }
    }

    /// What a run comes from: its command, the drawings that are asked of it, and its program, or
    /// where that is none of the workspace's, the files that the command names. Of the large data
    /// sets it counts the checksums in `datasets/manifest.toml`.
    ///
    /// # Errors
    /// If the program cannot be told from the command, or a file cannot be read.
    pub fn of_run(&self, run: &Run) -> Result<Fingerprint> {
        let (root, words) = (self.workspace.root(), Words::of(&run.command));
        let mut builder = Builder::new("run");
        builder.add(&run.command);
        builder.add(run.figures.join(" "));
        let example = words.example().with_context(|| format!("`{}`", run.command))?;
        match example {
            Some((package, name, profile)) => {
                builder.add_fingerprint(self.programs()?.example(package, name, profile)?);
            }
            None => {
                let named = words.words.iter().map(|word| root.join(word));
                let files: Vec<_> = named.filter(|file| file.is_file()).collect();
                builder.add_fingerprint(fingerprint::files(root, &files)?);
            }
        }
        if words.data(root).is_some() {
            let manifest = root.join("datasets").join("manifest.toml");
            builder.add_fingerprint(fingerprint::toml(root, &manifest)?);
        }
        Ok(builder.finish())
    }

    /// The programs of the workspace, read once.
    fn programs(&self) -> Result<&fingerprint::Workspace> {
        if let Some(programs) = self.programs.get() {
            return Ok(programs);
        }
        let programs = fingerprint::Workspace::open(self.workspace.root())?;
        Ok(self.programs.get_or_init(|| programs))
    }
}
