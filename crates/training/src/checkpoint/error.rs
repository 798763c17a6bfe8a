//! A run's configuration, and why it cannot be resumed.

use nn::checkpoint::CheckpointError;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The options that determine a run's numbers, by name. A run resumes only with the same.
pub type RunConfig = BTreeMap<String, String>;

/// Why a run cannot be resumed.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] CheckpointError),
    /// The file is no checkpoint of a run, or is damaged.
    #[error("{}: this file holds no run to go on with ({reason}): start again without --resume", file.display())]
    NotACheckpoint {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The run was started with other options.
    #[error(
        "{}: this run was begun with other options: {option} was {saved}, now it is {given}. Give the \
         same again, or start again without --resume",
        file.display()
    )]
    ConfigMismatch {
        /// The file.
        file: PathBuf,
        /// The option's name.
        option: String,
        /// Its value in the checkpoint.
        saved: String,
        /// Its value now.
        given: String,
    },
}
