//! `Cargo.lock`: which versions of the libraries from elsewhere are below a package.

use crate::files::read_toml;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The packages of a lock file.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lock {
    #[serde(default)]
    package: Vec<Entry>,
}

/// A package of a lock file.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub name: String,
    version: String,
    /// Where it comes from; nothing for a package of the workspace.
    source: Option<String>,
    checksum: Option<String>,
    /// `name`, or, where there are several, `name version`, or `name version (source)`.
    #[serde(default)]
    dependencies: Vec<String>,
}

impl Lock {
    /// Reads the lock file of a workspace; one that has none has no packages.
    pub fn read(root: &Path) -> Result<Self> {
        let file = root.join("Cargo.lock");
        let lock = read_toml(&file)?.unwrap_or_default();
        lock.try_into().with_context(|| format!("{}: cannot be read", file.display()))
    }

    /// The packages that this package of the workspace gets by depending on this name, and all
    /// below them.
    pub fn below(&self, package: &str, dependency: &str) -> BTreeSet<&Entry> {
        let is_it = |it: &&Entry| it.name == package && it.source.is_none();
        let own = self.package.iter().find(is_it).map_or(&[][..], |it| &it.dependencies[..]);
        let mut next: Vec<&str> = own.iter().map(String::as_str).collect();
        next.retain(|words| words.split(' ').next() == Some(dependency));
        let mut found = BTreeSet::new();
        while let Some(words) = next.pop() {
            for entry in self.package.iter().filter(|entry| entry.is_named_by(words)) {
                if found.insert(entry) {
                    next.extend(entry.dependencies.iter().map(String::as_str));
                }
            }
        }
        found
    }
}

impl Entry {
    /// Whether `name`, `name version` or `name version (source)` means this package.
    fn is_named_by(&self, words: &str) -> bool {
        let mut words = words.splitn(3, ' ');
        let source = self.source.as_deref().unwrap_or_default();
        words.next() == Some(&self.name)
            && words.next().is_none_or(|version| version == self.version)
            && words.next().is_none_or(|word| word.trim_matches(['(', ')']) == source)
    }

    /// What makes it this version and no other.
    pub fn identity(&self) -> String {
        let Entry { name, version, source, checksum, .. } = self;
        let [source, checksum] = [source, checksum].map(|it| it.as_deref().unwrap_or("none"));
        format!("{name} {version} {source} {checksum}")
    }
}
