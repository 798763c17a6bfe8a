//! Why a file cannot be fetched.

use crate::Sha256;
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
    pub reason: Reason,
}

/// Why an address did not give the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// There was no connection, or no response that is one of HTTP.
    #[error("cannot be asked: {source}")]
    Unreachable {
        /// What went wrong.
        source: ureq::Error,
    },
    /// There was a connection, but no response.
    #[error("does not answer: the time for an answer is over (--patience gives it more)")]
    Timeout,
    /// The response is none that holds the file.
    #[error("answers {found:?} where the file is expected")]
    Status {
        /// The status, such as `404 Not Found`.
        found: String,
    },
    /// The response is another part of the file than the one asked for.
    #[error("answers with the range {found:?} where one from byte {from} on is expected")]
    Range {
        /// Where the part should begin.
        from: u64,
        /// What the response says it is.
        found: String,
    },
    /// The response announces another length.
    #[error("announces {found} bytes where {expected} are expected")]
    Length {
        /// How many bytes are missing.
        expected: u64,
        /// How many it announces.
        found: u64,
    },
    /// The connection was closed too early.
    #[error("ends after {found} bytes where {expected} are expected")]
    Short {
        /// How many bytes are here now.
        found: u64,
        /// How many the file has.
        expected: u64,
    },
    /// Nothing came for too long.
    #[error(
        "stalls after {found} bytes where {expected} are expected: the time for the next is over \
         (--patience gives it more)"
    )]
    Stalled {
        /// How many bytes are here now.
        found: u64,
        /// How many the file has.
        expected: u64,
    },
    /// The connection broke.
    #[error("breaks off after {found} bytes where {expected} are expected: {source}")]
    Broken {
        /// How many bytes are here now.
        found: u64,
        /// How many the file has.
        expected: u64,
        /// What went wrong.
        source: ureq::Error,
    },
    /// As many bytes came as the file has, but others. They are thrown away.
    #[error("gives bytes of SHA-256 {found} where {expected} is expected")]
    Checksum {
        /// The checksum of the file.
        expected: Sha256,
        /// The checksum of what came.
        found: Sha256,
    },
}

/// What ends an attempt.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) enum AttemptError {
    /// The disk: no address can help.
    Disk(#[from] io::Error),
    /// The address: another one may be better.
    Address(#[from] Reason),
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
