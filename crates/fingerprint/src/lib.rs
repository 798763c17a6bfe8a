//! What a program comes from, as one number: sources, crates, embedded data, versions, settings.
//!
//! What a program gives can be another only if something that it comes from is another. So results
//! are kept with the [`Fingerprint`] of that, and need not be made anew while it is the same:
//!
//! ```no_run
//! use fingerprint::{Profile, Workspace};
//!
//! let workspace = Workspace::open("/folder/of/the/repository".as_ref())?;
//! let now = workspace.example("ch02", "perceptron", Profile::Release)?;
//! println!("{now}");                                       // 32 hexadecimal digits
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! # What counts
//!
//! | of a program | counts | does not count |
//! | --- | --- | --- |
//! | its sources, and those of the workspace's crates below it | every token of every file that a `mod` leads to | comments, docs, white space; files of other programs |
//! | data that it embeds | every byte that `include_bytes!`, `include_str!`, `include!` name | |
//! | libraries from elsewhere | name, version, source, checksum in `Cargo.lock` of those below it | those of other programs |
//! | how it is compiled | edition, features, the profile, `.cargo/config.toml`, `rust-toolchain.toml` | settings of packages that are not below it |
//!
//! Files are named from the root of the workspace on, so two clones have the same fingerprints.
//! Features are not resolved: code that no feature enables counts too.
//!
//! # Why it is built this way
//!
//! **Not cargo's own fingerprints**: they hold times of files and paths of the machine, and a
//! comment changes them.
//!
//! **A fingerprint is no proof.** Another compiler, another libc, a data set outside the workspace
//! may change a result, and no fingerprint tells. So of what fits, [`sample`] draws some to be made
//! anew all the same, others at each commit.

mod files;
mod lock;
mod number;
mod sample;
mod settings;
mod sources;
mod tokens;
mod workspace;

pub use files::{files, folder, toml};
pub use number::{Builder, Fingerprint};
pub use sample::{commit, sample};
pub use settings::Profile;
pub use workspace::Workspace;
