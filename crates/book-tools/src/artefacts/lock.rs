//! `artefacts.lock`, beside `artefacts.toml`: from what each run's products were kept, and where.

use super::Kind;
use anyhow::{Context, Result};
use fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# For each run: the class of processor on which its products were kept, from what (`sources`), what they
# are (`products`), and on which classes they were made anew and found the same (`checked`).
# Written by `cargo gradus artefacts`, with and without `--check`.
";

/// How what is kept of a run stands to what the run would make now: whether it fits, or else the first
/// reason why it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// From what it was kept is not known.
    Unknown,
    /// It was kept from other sources.
    OtherSources,
    /// A kept file is not as the run made it.
    OtherProducts,
    /// It was not made on this class of processor yet.
    OtherClass,
    /// It fits: the sources, the kept files and the class are those with which it was last found the
    /// same.
    Fits,
}

/// What is known of each run.
pub(super) struct Lock {
    path: PathBuf,
    kept: String,
    entries: BTreeMap<String, Entry>,
}

/// What is known of a run.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Entry {
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    checked: BTreeSet<String>,
    figures: Option<String>,
    outputs: Option<String>,
    products: Option<String>,
    sources: Option<String>,
}

/// What a run comes from, and what is kept of it, as they are now.
#[derive(Clone, Copy)]
pub(super) struct Present {
    pub sources: Fingerprint,
    pub products: Fingerprint,
}

impl Lock {
    /// Reads the lock of a chapter's folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("artefacts.lock");
        let kept = if path.exists() { fs::read_to_string(&path)? } else { String::new() };
        let entries = toml::from_str(&kept).with_context(|| format!("{}", path.display()))?;
        Ok(Self { path, kept, entries })
    }

    /// Whether a product was kept on this class.
    pub fn is(&self, run: &str, kind: Kind, class: &str) -> bool {
        let Some(entry) = self.entries.get(run) else { return false };
        let kept = match kind {
            Kind::Outputs => &entry.outputs,
            Kind::Figures => &entry.figures,
            Kind::Results => &None,
        };
        kept.as_deref() == Some(class)
    }

    /// Notes the class on which a product was kept. Results say themselves where they were
    /// measured.
    pub fn set(&mut self, run: &str, kind: Kind, class: &str) {
        let entry = self.entries.entry(run.into()).or_default();
        match kind {
            Kind::Outputs => entry.outputs = Some(class.into()),
            Kind::Figures => entry.figures = Some(class.into()),
            Kind::Results => {}
        }
    }

    /// How what is known of a run stands to what it is now, on this class.
    pub fn standing(&self, run: &str, present: Present, class: &str) -> Standing {
        let entry = self.entries.get(run).cloned().unwrap_or_default();
        let is = |kept: &Option<String>, now: Fingerprint| *kept == Some(now.to_string());
        match &entry.sources {
            None => Standing::Unknown,
            sources if !is(sources, present.sources) => Standing::OtherSources,
            _ if !is(&entry.products, present.products) => Standing::OtherProducts,
            _ if !entry.checked.contains(class) => Standing::OtherClass,
            _ => Standing::Fits,
        }
    }

    /// Notes that a run as it is now gives on this class what is kept.
    pub fn found(&mut self, run: &str, present: Present, class: &str) {
        let standing = self.standing(run, present, class);
        let entry = self.entries.entry(run.into()).or_default();
        if !matches!(standing, Standing::Fits | Standing::OtherClass) {
            entry.checked.clear();
        }
        entry.checked.insert(class.into());
        entry.sources = Some(present.sources.to_string());
        entry.products = Some(present.products.to_string());
    }

    /// Writes the lock, if it is another text than before.
    pub fn write(&self) -> Result<()> {
        let text = format!("{HEAD}\n{}", toml::to_string(&self.entries)?);
        if text == self.kept {
            return Ok(());
        }
        fs::write(&self.path, text).with_context(|| format!("{}", self.path.display()))
    }
}
