//! `artefacts.lock`, beside `artefacts.toml`: the class of processor on which each output and each
//! figure was kept.

use super::Kind;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str =
    "# The class of processor on which each run's products were kept; written with them.\n";

/// For each run, the class by kind of product.
pub(super) struct Lock {
    path: PathBuf,
    classes: BTreeMap<String, BTreeMap<String, String>>,
}

impl Lock {
    /// Reads the lock of a chapter's folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("artefacts.lock");
        let text = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
        let classes = toml::from_str(&text).with_context(|| format!("{}", path.display()))?;
        Ok(Self { path, classes })
    }

    /// Whether a product was kept on this class.
    pub fn is(&self, run: &str, kind: Kind, class: &str) -> bool {
        self.classes
            .get(run)
            .and_then(|kinds| kinds.get(kind.folder()))
            .is_some_and(|it| it == class)
    }

    /// Notes the class on which a product was kept.
    pub fn set(&mut self, run: &str, kind: Kind, class: &str) -> Result<()> {
        if self.is(run, kind, class) {
            return Ok(());
        }
        let kinds = self.classes.entry(run.into()).or_default();
        kinds.insert(kind.folder().into(), class.into());
        let mut text = HEAD.to_owned();
        for (run, kinds) in &self.classes {
            text.push_str(&format!("\n[{run}]\n"));
            text.extend(kinds.iter().map(|(kind, class)| format!("{kind} = \"{class}\"\n")));
        }
        fs::write(&self.path, text).with_context(|| format!("{}", self.path.display()))
    }
}
