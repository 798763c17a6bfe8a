//! The folder that a program writes its results to.

use anyhow::{Context, Error, Result, bail};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder of results, what was written there, and what could not be.
#[derive(Debug)]
pub struct OutputDir {
    folder: PathBuf,
    /// Held as long as the program runs, so that no two runs write to one folder.
    _lock: File,
    written: Vec<String>,
    failed: Vec<String>,
}

impl OutputDir {
    /// The folder that was asked for, or `target/gradus/PROGRAM` in the workspace; made if it is not
    /// there. `program` is the chapter and the program's name, as `ch19/cifar10`: so that no program
    /// writes over the results of another.
    ///
    /// # Errors
    /// If the folder cannot be made or written to, or if another run writes there. That shows before
    /// training, not after.
    pub fn new(folder: Option<&Path>, program: &str) -> Result<Self> {
        let folder = folder.map_or_else(|| default_dir(program), Path::to_path_buf);
        let remedy = || {
            let folder = folder.display();
            format!("no results can be written to {folder}: name another folder with --out")
        };
        std::fs::create_dir_all(&folder).with_context(remedy)?;
        let lock = File::create(folder.join(".lock")).with_context(remedy)?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let folder = folder.display();
            bail!("another run writes to {folder}: wait for it, or name another folder with --out");
        }
        Ok(OutputDir { folder, _lock: lock, written: Vec::new(), failed: Vec::new() })
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the file `name` by `write`. If that fails, a warning says so, and the other results
    /// are still to come; [`finish`](Self::finish) reports it in the end.
    pub fn write<E: Into<Error>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&Path) -> Result<(), E>,
    ) {
        let path = self.path(name);
        match write(&path).map_err(Into::into) {
            // A file may be written again, when more is known.
            Ok(()) if self.written.iter().any(|written| written == name) => {}
            Ok(()) => self.written.push(name.into()),
            Err(error) => {
                eprintln!("warning: {} cannot be written: {error:#}", path.display());
                self.failed.push(name.into());
            }
        }
    }

    /// Takes away a file that an earlier run may have left, where this one has nothing for it.
    pub fn remove(&self, name: &str) {
        // If it is not there, or cannot be removed, nothing that this run found is lost.
        let _ = std::fs::remove_file(self.path(name));
    }

    /// One line that says where the files went.
    pub fn summary(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let folder = match self.folder.strip_prefix(&here) {
            Ok(inside) if inside.as_os_str().is_empty() => Path::new("."),
            Ok(inside) => inside,
            Err(_) => &self.folder,
        };
        format!("Written to {}: {}", folder.display(), self.written.join(", "))
    }

    /// Ends the program's writing.
    ///
    /// # Errors
    /// If a file could not be written; the warnings before have said why.
    pub fn finish(self) -> Result<()> {
        if self.failed.is_empty() {
            return Ok(());
        }
        bail!("not written, see the warnings above: {}", self.failed.join(", "))
    }
}

fn default_dir(program: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workspace = workspace.canonicalize().unwrap_or(workspace);
    workspace.join("target").join("gradus").join(program)
}
