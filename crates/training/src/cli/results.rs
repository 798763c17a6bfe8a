//! The folder that a program writes its results to.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folder of results, and what was written there.
#[derive(Debug)]
pub struct Results {
    folder: PathBuf,
    written: Vec<String>,
}

impl Results {
    /// The folder that was asked for, or `target/gradus/CHAPTER` in the workspace; made if it is
    /// not there.
    ///
    /// # Errors
    /// If the folder cannot be made or written to. That shows before training, not after.
    pub fn new(folder: Option<&Path>, chapter: &str) -> Result<Self> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let usual = || {
            let workspace = workspace.canonicalize().unwrap_or(workspace);
            workspace.join("target").join("gradus").join(chapter)
        };
        let folder = folder.map_or_else(usual, Path::to_path_buf);
        let remedy = || {
            format!(
                "no results can be written to {}: name another folder with --out",
                folder.display()
            )
        };
        std::fs::create_dir_all(&folder).with_context(remedy)?;
        let probe = folder.join(".writable");
        std::fs::write(&probe, "").with_context(remedy)?;
        std::fs::remove_file(&probe).with_context(remedy)?;
        Ok(Results { folder, written: Vec::new() })
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the file `name` by `write`.
    ///
    /// # Errors
    /// What `write` reports, with the file's name and what to do.
    pub fn write<E>(&mut self, name: &str, write: impl FnOnce(&Path) -> Result<(), E>) -> Result<()>
    where
        E: Into<anyhow::Error>,
    {
        let path = self.path(name);
        write(&path).map_err(Into::into).with_context(|| {
            format!("{} cannot be written: is there room on the disk?", path.display())
        })?;
        self.written.push(name.into());
        Ok(())
    }

    /// One line that says where the files went.
    pub fn summary(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let folder = self.folder.strip_prefix(&here).unwrap_or(&self.folder);
        format!("Written to {}: {}", folder.display(), self.written.join(", "))
    }
}
