//! The file under construction.

use crate::{DownloadError, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What has come of a file so far, in a file beside it with `.part` behind its name.
///
/// It is written without a buffer, so that whatever ends the program, what came is kept. An empty
/// one is taken away when it is no longer used.
pub(super) struct Part {
    file: File,
    path: PathBuf,
    target: PathBuf,
    len: u64,
}

impl Part {
    /// Opens what an earlier attempt has left, or begins.
    pub(super) fn open(target: &Path) -> Result<Self, DownloadError> {
        let disk = |source| DownloadError::Disk { file: target.into(), source };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(disk)?;
        }
        let mut path = target.as_os_str().to_owned();
        path.push(".part");
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(disk)?;
        // Two programs that append to one file would both spoil it.
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => DownloadError::Busy { file: target.into() },
            TryLockError::Error(source) => disk(source),
        })?;
        let len = file.seek(SeekFrom::End(0)).map_err(disk)?;
        Ok(Part { file, path: path.into(), target: target.into(), len })
    }

    /// How many bytes have come.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Throws away what has come.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if self.len > 0 {
            self.file.set_len(0)?;
            self.file.seek(SeekFrom::Start(0))?;
            self.len = 0;
        }
        Ok(())
    }

    /// Puts the next bytes behind those that have come.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// The checksum of all that has come.
    pub(super) fn checksum(&mut self) -> io::Result<Sha256> {
        self.file.seek(SeekFrom::Start(0))?;
        Sha256::of(&self.file)
    }

    /// Gives the file its name, in one step and not before its bytes are on the disk.
    pub(super) fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.len == 0 {
            // An empty file left behind does no harm.
            let _ = fs::remove_file(&self.path);
        }
    }
}
