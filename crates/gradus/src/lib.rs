//! The book's companion on the command line, `cargo gradus`, and what its commands are made of.
//!
//! ```console
//! cargo gradus book --open           # build the book, open it, build it again when a file changes
//! cargo gradus book --check          # build it and check every page
//! cargo gradus artefacts --check     # run what has changed, and a sample; compare with the pages
//! cargo gradus artefacts --check --all     # run everything, the slow programs too, and compare
//! cargo gradus outputs ch02          # run what has changed in a chapter, keep what it prints
//! cargo gradus ex                    # the exercises, and which are solved as far as is known
//! cargo gradus ex 2.1                # test an answer; also hint, watch, reset, solution
//! cargo gradus ex check              # prove the exercises that have changed, and a sample
//! cargo gradus gpu                   # build the pretend GPU, and say how to run something on it
//! cargo gradus gpu -- cargo test --features cuda     # run this on it
//! cargo gradus data list             # what there is, and what is here already
//! cargo gradus data fetch mnist      # download it, or what is missing of it
//! cargo gradus data verify           # read every byte again and compare checksums
//! ```
//!
//! Pages and what they show are the business of crate [`book_tools`], exercises that of crate
//! [`exercises`]. Data sets are this crate's: the
//! [`Manifest`] says where each file can be had and which checksum it has; a [`Download`]
//! brings one file here:
//!
//! ```no_run
//! use gradus::{Download, Manifest};
//! use std::time::Duration;
//!
//! let manifest = Manifest::embedded();
//! let mnist = manifest.set("mnist").expect("is in the manifest");
//! let folder = data::folder::download_dir().join("mnist");
//! for file in &mnist.files {
//!     let addresses = mnist.addresses_of(file);
//!     let patience = Duration::from_secs(30);
//!     Download { file, addresses: &addresses, folder: &folder, patience }.run(&mut ())?;
//! }
//! # Ok::<(), gradus::DownloadError>(())
//! ```
//!
//! # Why it is built this way
//!
//! **Results on one stream, progress on the other.** Whatever takes longer than a moment says on the
//! standard error stream what it does and how far it has come; where cargo compiles, cargo says it.
//! The standard output holds what was asked for.
//!
//! **This is not in crate `data`**, so that the programs of the chapters, which read files and
//! never fetch them, need not be built with the cryptography of https.
//!
//! **No server is trusted.** It may stall, break off, lie about the length, or give a page that
//! says "not found" under the name of a file. A file gets its name only when all its bytes are on
//! the disk and their SHA-256 is right; until then it is called `.part`, and the next attempt goes
//! on from it.

pub mod commands;
mod download;
mod manifest;

pub use download::{Download, DownloadError, Failure, Outcome, Watcher};
pub use manifest::{File, Manifest, Set, Sha256};
