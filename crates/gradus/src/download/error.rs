//! Why a file cannot be fetched.

use std::io;
use std::path::PathBuf;

/// Why a file cannot be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// The system refused to write, or to read what was written.
    #[error(
        "{}: cannot be written: {source}; what has come is kept: {}, and run the same command \
         again",
        file.display(),
        remedy(source)
    )]
    Disk {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is being fetched already.
    #[error("{}: is being fetched by another program: wait until it is done", file.display())]
    Busy {
        /// The file.
        file: PathBuf,
    },
    /// No address gave the right bytes.
    #[error(
        "{}: no address gave this file:{}{}",
        file.display(),
        list(failures),
        retry_hint(*kept, *size)
    )]
    Failed {
        /// The file.
        file: PathBuf,
        /// What each address did, in the order in which they were asked.
        failures: Vec<Failure>,
        /// How many bytes are kept for the next attempt.
        kept: u64,
        /// How many bytes the file has.
        size: u64,
    },
}

/// What an address did instead of giving the file.
#[derive(Debug, thiserror::Error)]
#[error("{address}: {reason}")]
pub struct Failure {
    /// The address.
    pub address: String,
    /// What it did.
    pub reason: String,
}

/// What ends an attempt.
pub(super) enum AttemptError {
    /// The disk: no address can help.
    Disk(io::Error),
    /// The address, and what it did instead of giving the file: another one may be better.
    Response(String),
    /// As many bytes came as the file has, but others. They are thrown away.
    Checksum(String),
}

impl From<io::Error> for AttemptError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<String> for AttemptError {
    fn from(reason: String) -> Self {
        Self::Response(reason)
    }
}

/// What to do where the system refused.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room, or let GRADUS_DATA name a folder on another disk"
        }
        _ => "see whether you may write there, or let GRADUS_DATA name another folder",
    }
}

/// What each address did, each on a line of its own.
fn list(failures: &[Failure]) -> String {
    failures.iter().map(|failure| format!("\n  {failure}")).collect::<String>() + "\n"
}

/// What the next attempt will begin with.
fn retry_hint(kept: u64, size: u64) -> String {
    match kept {
        0 => "nothing is kept: see whether there is a connection, and try again".into(),
        _ => format!(
            "{kept} of {size} bytes are kept under this name with .part behind it: the same \
             command goes on from there, or from the beginning if you delete them"
        ),
    }
}
