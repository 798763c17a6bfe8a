//! The options that the chapter's programs share.

use clap::Args;
use std::path::PathBuf;

/// The options that the chapter's programs share.
// Without a group of its own, whose name would be that of the program's own `Options`.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Options {
    /// Decides what is drawn at random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The folder for results [default: target/gradus/, the chapter and the program]
    #[arg(long)]
    pub out: Option<PathBuf>,
}
