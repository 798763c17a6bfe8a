//! Bringing one file here: from the first address that gives the right bytes, under its name only
//! when they are all there.

use crate::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

mod error;
mod part;
mod request;

pub use error::{DownloadError, Failure};

use error::AttemptError;
use part::Part;
use request::{agent, ended, read_error, send};

/// Bytes are received in pieces of at most this many.
const PIECE: usize = 1 << 16;

/// A file to be fetched.
#[derive(Clone, Debug)]
pub struct Download<'a> {
    /// Which file, and how to tell that it is the right one.
    pub file: &'a File,
    /// Where it can be had, to be asked in this order.
    pub addresses: &'a [String],
    /// Where it is to lie. The folder is made if it is not there.
    pub folder: &'a Path,
    /// How long a server may be silent.
    pub patience: Duration,
}

/// Is told how a download goes. `()` is one that does nothing.
pub trait Watcher {
    /// This address gives the file of `size` bytes, of which `received` are here already.
    fn begins(&mut self, _address: &str, _received: u64, _size: u64) {}

    /// `received` bytes are here now.
    fn received(&mut self, _received: u64) {}

    /// This address did not give the file, and the next one is asked. (What the last one did is in
    /// the error.)
    fn failed(&mut self, _failure: &Failure) {}
}

impl Watcher for () {}

/// How a file came to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was there already, every byte of it.
    Present,
    /// It has been fetched.
    Fetched,
}

impl Download<'_> {
    /// Fetches the file, unless it is there already.
    ///
    /// What comes is written to a file of the same name with `.part` behind it. If the connection
    /// breaks, that file stays, and the next attempt, at another address or on another day, asks
    /// for the rest only. The file gets its name in one step when its checksum is right; one that
    /// was there before, with wrong bytes, stays until then.
    ///
    /// # Errors
    /// [`DownloadError::Failed`] if no address gave the right bytes, with each one's reason;
    /// [`DownloadError::Disk`] if the file cannot be written; [`DownloadError::Busy`] if another
    /// program is fetching the same file.
    pub fn run(&self, watcher: &mut dyn Watcher) -> Result<Outcome, DownloadError> {
        let target = self.folder.join(&self.file.name);
        let disk = |source: io::Error| DownloadError::Disk { file: target.clone(), source };
        if self.file.mistake(&target).map_err(disk)?.is_none() {
            return Ok(Outcome::Present);
        }
        let mut part = Part::open(&target)?;
        let mut failures = Vec::new();
        for address in self.addresses {
            if let Some(failure) = failures.last() {
                watcher.failed(failure);
            }
            match self.attempt(address, &mut part, watcher) {
                Ok(()) => return part.finish().map(|()| Outcome::Fetched).map_err(disk),
                // No other address can help against a full disk.
                Err(AttemptError::Disk(source)) => return Err(disk(source)),
                Err(AttemptError::Response(reason) | AttemptError::Checksum(reason)) => {
                    failures.push(Failure { address: address.clone(), reason });
                }
            }
        }
        let (kept, size) = (part.len(), self.file.size);
        Err(DownloadError::Failed { file: target, failures, kept, size })
    }

    /// Tries one address.
    fn attempt(
        &self,
        address: &str,
        part: &mut Part,
        watcher: &mut dyn Watcher,
    ) -> Result<(), AttemptError> {
        let resumed = part.len() > 0;
        match self.complete(address, part, watcher) {
            // The wrong bytes may be those that were here before: the address gets a clean start.
            Err(AttemptError::Checksum(_)) if resumed => self.complete(address, part, watcher),
            result => result,
        }
    }

    /// Receives what is missing and compares the checksum of the whole.
    fn complete(
        &self,
        address: &str,
        part: &mut Part,
        watcher: &mut dyn Watcher,
    ) -> Result<(), AttemptError> {
        if part.len() > self.file.size {
            part.clear()?;
        }
        if part.len() < self.file.size {
            self.receive(address, part, watcher)?;
        }
        let (expected, found) = (self.file.sha256, part.checksum()?);
        if found != expected {
            part.clear()?;
            let reason = format!("gives bytes of SHA-256 {found} where {expected} is expected");
            return Err(AttemptError::Checksum(reason));
        }
        Ok(())
    }

    /// Receives what is missing, and never more than the file's size.
    fn receive(
        &self,
        address: &str,
        part: &mut Part,
        watcher: &mut dyn Watcher,
    ) -> Result<(), AttemptError> {
        let expected = self.file.size;
        let response = send(&agent(self.patience), address, part.len(), expected)?;
        if response.start == 0 {
            part.clear()?;
        }
        watcher.begins(address, part.len(), expected);
        let mut body = response.body.take(expected - part.len());
        let mut piece = vec![0; PIECE];
        loop {
            match body.read(&mut piece) {
                Ok(0) if part.len() == expected => return Ok(()),
                Ok(0) => return Err(ended(part.len(), expected).into()),
                Ok(count) => part.append(&piece[..count])?,
                Err(error) => return Err(read_error(error, part.len(), expected).into()),
            }
            watcher.received(part.len());
        }
    }
}

impl File {
    /// What is wrong with the file at this path, if anything is.
    ///
    /// # Errors
    /// If the system refuses to read it.
    pub fn mistake(&self, path: &Path) -> io::Result<Option<String>> {
        let size = match path.metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Some("absent".into()));
            }
            found => found?.len(),
        };
        if size != self.size {
            return Ok(Some(format!("has {size} bytes where {} are expected", self.size)));
        }
        let found = crate::Sha256::of_file(path)?;
        let wrong = || format!("has SHA-256 {found} where {} is expected", self.sha256);
        Ok((found != self.sha256).then(wrong))
    }
}
