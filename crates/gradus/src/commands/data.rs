//! `cargo gradus data`: the sets that are too large for the repository.

use crate::{Manifest, Set};
use anyhow::Result;
use clap::error::ErrorKind;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::time::Duration;

mod bar;
mod fetch;
mod list;
mod verify;

/// List, fetch and verify the large data sets
#[derive(Args, Debug)]
pub struct Data {
    /// Read this list of data sets instead of datasets/manifest.toml
    #[arg(long, global = true)]
    manifest: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Show what there is, its size and licence, and whether it is here
    List,
    /// Download sets, or what is missing of them
    Fetch {
        /// The names of the sets
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// How many seconds a server may be silent
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
        patience: u64,
    },
    /// Read every byte again and compare checksums
    Verify {
        /// The names of the sets [default: all that are here]
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

impl Data {
    /// Does what was asked for; `false` says that something was found wrong and has been told.
    ///
    /// A name that no set has ends the program, as any other wrong word on the command line does.
    ///
    /// # Errors
    /// If the manifest cannot be read, or a file can be neither fetched nor read.
    pub fn run(&self) -> Result<bool> {
        let manifest = match &self.manifest {
            None => Manifest::embedded(),
            Some(file) => Manifest::read(file)?,
        };
        let folder = ::data::folder::download_dir();
        match &self.command {
            Command::List => list::list(&manifest, &folder).map(|()| true),
            Command::Fetch { names, patience } => {
                let sets = chosen(&manifest, names);
                fetch::fetch(&sets, &folder, Duration::from_secs(*patience)).map(|()| true)
            }
            Command::Verify { names } if names.is_empty() => {
                let here = |set: &&Set| presence(set, &folder) != Presence::Absent;
                let sets: Vec<&Set> = manifest.sets.iter().filter(here).collect();
                verify::verify(&sets, &folder)
            }
            Command::Verify { names } => verify::verify(&chosen(&manifest, names), &folder),
        }
    }
}

/// How much of a set is here, as file names and sizes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Present,
    Partly,
    Absent,
}

/// How much of a set is in its folder under `folder`.
fn presence(set: &Set, folder: &Path) -> Presence {
    let path = |name: &str| folder.join(&set.name).join(name);
    let found = set.files.iter().map(|file| path(&file.name).metadata().ok().map(|it| it.len()));
    let found: Vec<Option<u64>> = found.collect();
    match set.files.iter().zip(&found).all(|(file, found)| *found == Some(file.size)) {
        true => Presence::Present,
        false if found.iter().any(Option::is_some) => Presence::Partly,
        false => Presence::Absent,
    }
}

/// The sets of these names; ends the program if there is none of one of them.
fn chosen<'a>(manifest: &'a Manifest, names: &[String]) -> Vec<&'a Set> {
    let set = |name: &String| {
        manifest.set(name).unwrap_or_else(|| {
            let known: Vec<&str> = manifest.sets.iter().map(|set| set.name.as_str()).collect();
            let message = format!("there is no set {name:?}, but {}\n", known.join(", "));
            clap::Error::raw(ErrorKind::InvalidValue, message).exit()
        })
    };
    names.iter().map(set).collect()
}
