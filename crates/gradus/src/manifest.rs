//! The list of large data sets: `datasets/manifest.toml`.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

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
    /// Where it can be had, to be asked in this order: a file's name is put behind each. None if no server
    /// gives these files one by one.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// How to get its files where there is no address to fetch them from.
    pub by_hand: Option<String>,
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
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        Self::parse(&text, file)
    }

    /// Reads the text of a manifest; `file` is its name in messages.
    ///
    /// # Errors
    /// If the text is no manifest, if a name is there twice or could lead out of the folder of the
    /// data sets, or if a set has no file, or not either addresses or a way to get it by hand.
    pub fn parse(text: &str, file: &Path) -> Result<Self> {
        let manifest: Manifest = toml::from_str(text)
            .with_context(|| format!("{}: is no manifest of data sets", file.display()))?;
        let mut names = HashSet::new();
        for set in &manifest.sets {
            let named = || format!("{}: set {:?}", file.display(), set.name);
            ensure!(names.insert(&set.name), "{}: there are two of this name", named());
            set.check().with_context(named)?;
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
    fn check(&self) -> Result<()> {
        check_name(&self.name)?;
        ensure!(!self.files.is_empty(), "at least one file is needed");
        let one_way = self.addresses.is_empty() == self.by_hand.is_some();
        ensure!(one_way, "either `addresses` or `by_hand` is needed, and not both");
        for address in &self.addresses {
            ensure!(address.ends_with('/'), "the address {address:?} must end in a slash");
        }
        let mut names = HashSet::new();
        for file in &self.files {
            check_name(&file.name)?;
            ensure!(names.insert(&file.name), "there are two files {:?}", file.name);
        }
        Ok(())
    }
}

/// A name becomes a path: none may lead to another folder, on any system.
fn check_name(name: &str) -> Result<()> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    ensure!(
        !name.is_empty() && !name.starts_with('.') && name.chars().all(allowed),
        "the name {name:?} must be of letters, digits, `-`, `_` and `.`, not first a `.`"
    );
    Ok(())
}
