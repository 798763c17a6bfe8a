//! The folder of results.

use anyhow::{Context, Error, Result, bail};
use data::folder::workspace_dir;
use std::cell::RefCell;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder that a program writes its results to, locked against other runs; it keeps track of what
/// was written and what could not be.
///
/// ```
/// use training::cli::OutputDir;
///
/// let folder = tempfile::tempdir()?;
/// let mut results = OutputDir::new(Some(folder.path()), "ch00/program")?;
/// results.write("notes.txt", |file| std::fs::write(file, "text"));
/// assert!(results.summary().ends_with(": notes.txt"));
/// assert!(OutputDir::new(Some(folder.path()), "ch00/program").is_err(), "it is locked");
/// results.finish()?;
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug)]
pub struct OutputDir {
    folder: PathBuf,
    /// Locked as long as the program runs, so that no two runs write to one folder.
    _lock: File,
    written: Vec<String>,
    /// In a cell: a run notes a failure while its results are borrowed.
    failed: RefCell<Vec<String>>,
}

impl OutputDir {
    /// Opens the folder that was asked for, or `target/gradus/PROGRAM` in the workspace; makes it if it is
    /// not there. `program` is the chapter and the program's name, as `ch19/cifar10`, so that no program
    /// overwrites the results of another.
    ///
    /// ```
    /// # use training::cli::OutputDir;
    /// let folder = tempfile::tempdir()?;
    /// let deep = folder.path().join("a").join("b");
    /// let results = OutputDir::new(Some(&deep), "ch00/program")?;
    /// assert!(deep.is_dir());
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the folder cannot be made or written to, or if another run writes there: before training, not
    /// after.
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
        Ok(OutputDir { folder, _lock: lock, written: Vec::new(), failed: RefCell::default() })
    }

    /// The path of a file in the folder.
    ///
    /// ```
    /// # use training::cli::OutputDir;
    /// let folder = tempfile::tempdir()?;
    /// let results = OutputDir::new(Some(folder.path()), "ch00/program")?;
    /// assert_eq!(results.path("loss.svg"), folder.path().join("loss.svg"));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the file `name` by `write`, which is given its path. If that fails, a warning says so, and
    /// the program goes on; [`finish`](Self::finish) reports it in the end.
    ///
    /// ```
    /// # use training::cli::OutputDir;
    /// let folder = tempfile::tempdir()?;
    /// let mut results = OutputDir::new(Some(folder.path()), "ch00/program")?;
    /// results.write("notes.txt", |file| std::fs::write(file, "text"));
    /// assert_eq!(std::fs::read(results.path("notes.txt"))?, b"text");
    /// # Ok::<(), anyhow::Error>(())
    /// ```
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
                self.note_failure(name);
            }
        }
    }

    /// Notes that a file could not be written, for [`finish`](Self::finish).
    pub(crate) fn note_failure(&self, name: &str) {
        self.failed.borrow_mut().push(name.into());
    }

    /// Removes a file that an earlier run may have left, if this one has nothing to write to it.
    ///
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let results = training::cli::OutputDir::new(Some(folder.path()), "ch00/program")?;
    /// std::fs::write(results.path("mistakes.svg"), "")?;
    /// results.remove("mistakes.svg");
    /// assert!(!results.path("mistakes.svg").exists());
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn remove(&self, name: &str) {
        // If it is not there, or cannot be removed, nothing that this run found is lost.
        let _ = std::fs::remove_file(self.path(name));
    }

    /// One line that names the folder and the files written.
    ///
    /// ```
    /// # use training::cli::OutputDir;
    /// let folder = tempfile::tempdir()?;
    /// let mut results = OutputDir::new(Some(folder.path()), "ch00/program")?;
    /// results.write("a.txt", |file| std::fs::write(file, "a"));
    /// results.write("b.txt", |file| std::fs::write(file, "b"));
    /// assert!(results.summary().ends_with(": a.txt, b.txt"));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn summary(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let folder = match self.folder.strip_prefix(&here) {
            Ok(inside) if inside.as_os_str().is_empty() => Path::new("."),
            Ok(inside) => inside,
            Err(_) => &self.folder,
        };
        format!("Written to {}: {}", folder.display(), self.written.join(", "))
    }

    /// Ends the program's output.
    ///
    /// ```
    /// # use training::cli::OutputDir;
    /// let folder = tempfile::tempdir()?;
    /// let mut results = OutputDir::new(Some(folder.path()), "ch00/program")?;
    /// std::fs::create_dir(results.path("loss.svg"))?;                              // it is in the way
    /// results.write("loss.svg", |file| std::fs::write(file, ""));
    /// assert!(results.finish().unwrap_err().to_string().ends_with("loss.svg"));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a file could not be written; the warnings before have said why.
    pub fn finish(self) -> Result<()> {
        let failed = self.failed.into_inner();
        if failed.is_empty() {
            return Ok(());
        }
        bail!("not written, see the warnings above: {}", failed.join(", "))
    }
}

fn default_dir(program: &str) -> PathBuf {
    workspace_dir().join("target").join("gradus").join(program)
}
