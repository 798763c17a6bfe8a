//! The list of large data sets: `datasets/manifest.toml`.

use serde::Deserialize;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

mod sha256;

pub use sha256::Sha256;

/// The manifest of the repository, as it was when this program was built.
const EMBEDDED: &str = include_str!("../../../datasets/manifest.toml");

/// The data sets that can be fetched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The sets, each of another name.
    #[serde(rename = "set")]
    pub sets: Vec<Set>,
}

/// A data set: what it is, under which terms, where it can be had.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// What it is called on the command line; also the name of its folder.
    pub name: String,
    /// What it is, in a line.
    pub title: String,
    /// The terms on which its authors give it away.
    pub licence: String,
    /// The authors' page.
    pub homepage: String,
    /// The paper to name where the set is used.
    pub citation: String,
    /// Where it can be had, to be asked in this order: a file's name is put behind each.
    pub addresses: Vec<String>,
    /// Its files.
    #[serde(rename = "file")]
    pub files: Vec<File>,
}

/// A file of a data set, and how to tell that it is the right one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, at every address and in the set's folder.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its checksum.
    pub sha256: Sha256,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// The system refused to read.
    #[error("{}: cannot be read: {source}", file.display())]
    Read {
        /// The manifest.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The text is no manifest.
    #[error("{}: is no manifest of data sets: {source}", file.display())]
    Parse {
        /// The manifest.
        file: PathBuf,
        /// Where the text is wrong, and why.
        source: toml::de::Error,
    },
    /// The text is a manifest, but one of its sets cannot be.
    #[error("{}: set {set:?}: {reason}", file.display())]
    Set {
        /// The manifest.
        file: PathBuf,
        /// The set's name.
        set: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Manifest {
    /// The manifest of the repository.
    ///
    /// ```
    /// let manifest = gradus::Manifest::embedded();
    /// let mnist = manifest.set("mnist").expect("is in the manifest");
    /// assert_eq!(mnist.size(), 9_912_422 + 28_881 + 1_648_877 + 4_542);
    /// ```
    pub fn embedded() -> Self {
        Self::parse(EMBEDDED, "datasets/manifest.toml".as_ref())
            .expect("the manifest is part of this program and was read by its tests")
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// If the file cannot be read or is no manifest.
    pub fn read(file: &Path) -> Result<Self, ManifestError> {
        let text = std::fs::read_to_string(file)
            .map_err(|source| ManifestError::Read { file: file.into(), source })?;
        Self::parse(&text, file)
    }

    /// Reads the text of a manifest; `file` is its name in messages.
    ///
    /// # Errors
    /// If the text is no manifest, if a name is there twice or could lead out of the folder of the
    /// data sets, or if a set has no address or no file.
    pub fn parse(text: &str, file: &Path) -> Result<Self, ManifestError> {
        let manifest: Manifest = toml::from_str(text)
            .map_err(|source| ManifestError::Parse { file: file.into(), source })?;
        let mut names = HashSet::new();
        for set in &manifest.sets {
            let checked = match names.insert(&set.name) {
                true => set.check(),
                false => Err("there are two of this name".into()),
            };
            let (file, set) = (file.into(), set.name.clone());
            checked.map_err(|reason| ManifestError::Set { file, set, reason })?;
        }
        Ok(manifest)
    }

    /// The set of this name.
    pub fn set(&self, name: &str) -> Option<&Set> {
        self.sets.iter().find(|set| set.name == name)
    }
}

impl Set {
    /// How many bytes all files have together.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// The addresses of one of its files, to be asked in this order.
    pub fn addresses_of(&self, file: &File) -> Vec<String> {
        self.addresses.iter().map(|address| format!("{address}{}", file.name)).collect()
    }

    /// What is wrong with this set, if anything is.
    fn check(&self) -> Result<(), String> {
        check_name(&self.name)?;
        if self.addresses.is_empty() || self.files.is_empty() {
            return Err("at least one address and one file are needed".into());
        }
        if let Some(address) = self.addresses.iter().find(|address| !address.ends_with('/')) {
            return Err(format!("the address {address:?} must end in a slash"));
        }
        let mut names = HashSet::new();
        for file in &self.files {
            check_name(&file.name)?;
            if !names.insert(&file.name) {
                return Err(format!("there are two files {:?}", file.name));
            }
        }
        Ok(())
    }
}

/// A name becomes a path: none may lead to another folder, on any system.
fn check_name(name: &str) -> Result<(), String> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if !name.is_empty() && !name.starts_with('.') && name.chars().all(allowed) {
        return Ok(());
    }
    Err(format!("the name {name:?} must be of letters, digits, `-`, `_` and `.`, not first a `.`"))
}
