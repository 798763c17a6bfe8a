//! `exercises.lock`, beside the exercises of a package: from what each of them was proved.

use crate::{Number, Package};
use anyhow::{Context, Result};
use fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const HEAD: &str = "\
# From what each exercise was proved: its own files and all below them, as one number. Written by
# `cargo gradus ex check`, which proves what has changed since, and a sample of the rest.

";

/// For each exercise the fingerprint with which it was proved.
pub(super) struct Lock {
    file: PathBuf,
    kept: String,
    proved: BTreeMap<Number, String>,
}

impl Lock {
    /// Reads the lock of a package; one that has none has proved nothing.
    pub fn read(package: &Package) -> Result<Self> {
        let file = package.folder.join("exercises.lock");
        let kept = if file.exists() { fs::read_to_string(&file)? } else { String::new() };
        let names: BTreeMap<String, String> =
            toml::from_str(&kept).with_context(|| format!("{}", file.display()))?;
        let proved = names.into_iter().filter_map(|(name, it)| Some((name.parse().ok()?, it)));
        Ok(Lock { file, kept, proved: proved.collect() })
    }

    /// Whether an exercise was proved as it is now.
    pub fn fits(&self, number: Number, origin: Fingerprint) -> bool {
        self.proved.get(&number).is_some_and(|proved| *proved == origin.to_string())
    }

    /// Notes that an exercise was proved, or that it was not.
    ///
    /// What was proved of it when it came from something else stays: a reader who writes his answer
    /// into the stub finds the proof again once he has put the stub back.
    pub fn note(&mut self, number: Number, origin: Fingerprint, is_proved: bool) {
        if is_proved {
            self.proved.insert(number, origin.to_string());
        } else if self.fits(number, origin) {
            self.proved.remove(&number);
        }
    }

    /// Writes the lock with the exercises that there are, if that is another text than before.
    pub fn write(mut self, package: &Package) -> Result<()> {
        self.proved.retain(|number, _| package.exercises.iter().any(|it| it.number == *number));
        let lines =
            self.proved.iter().map(|(number, proved)| format!("\"{number}\" = \"{proved}\"\n"));
        let text = format!("{HEAD}{}", lines.collect::<String>());
        if text == self.kept || (self.kept.is_empty() && self.proved.is_empty()) {
            return Ok(());
        }
        fs::write(&self.file, text).with_context(|| format!("{}", self.file.display()))
    }
}
