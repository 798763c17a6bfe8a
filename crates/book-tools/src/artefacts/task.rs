//! Running one run of a chapter, to keep what it makes or to compare it with what was kept.

use super::compare::{difference, equals};
use super::lock::{Lock, Present};
use super::products::{Product, products};
use super::words::Words;
use super::{Kind, Machine, Origins, Run, Standing};
use crate::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// How a product compares with what was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The kept file, from the root of the workspace.
    pub file: String,
    /// What differs, line by line; none if it is the same.
    pub difference: Option<String>,
}

impl Outcome {
    fn is_same(&self) -> bool {
        self.difference.is_none()
    }
}

/// One run of a chapter.
pub struct Task<'a> {
    /// Where the chapter is.
    pub workspace: &'a Workspace,
    /// What its runs come from.
    pub origins: &'a Origins<'a>,
    /// The folder of the chapter's package.
    pub folder: &'a Path,
    /// What is run.
    pub run: &'a Run,
    /// Which of its products matter.
    pub kinds: &'a [Kind],
}

impl Task<'_> {
    /// Whether the run makes anything that matters.
    pub fn is_empty(&self) -> bool {
        let figures_only = self.kinds.iter().all(|kind| *kind == Kind::Figures);
        figures_only && self.run.figures.is_empty()
    }

    /// How what is kept stands to what the run would make now. Nothing is run.
    ///
    /// # Errors
    /// If what the run comes from cannot be told, or the lock cannot be read.
    pub fn standing(&self) -> Result<Standing> {
        let lock = Lock::read(self.folder)?;
        Ok(lock.standing(&self.run.name, self.present()?, &Machine::here().class))
    }

    /// The folder of large data sets that the run reads and that is not there.
    pub fn missing_data(&self) -> Option<PathBuf> {
        Words::of(&self.run.command).data(self.workspace.root()).filter(|folder| !folder.is_dir())
    }

    /// Runs it once, and says how each product compares with what was kept. If all products matter
    /// and are the same, the lock says so from then on.
    ///
    /// # Errors
    /// If it fails, does not make what it should, or the lock cannot be written.
    pub fn check(&self) -> Result<Vec<Outcome>> {
        let machine = Machine::here();
        let mut lock = Lock::read(self.folder)?;
        let outcomes = self.compared(&self.products(&machine)?, &lock, &machine)?;
        if outcomes.iter().all(Outcome::is_same) {
            self.note(&mut lock, &machine)?;
        }
        Ok(outcomes)
    }

    /// Runs it once, and keeps each product that is not the same as before, to the last byte and
    /// digit; what was kept on another class from the same sources, and is the same as far as it
    /// must be, stays.
    ///
    /// # Errors
    /// If it fails, does not make what it should, or a file cannot be written.
    pub fn save(&self) -> Result<Vec<Outcome>> {
        let machine = Machine::here();
        let mut lock = Lock::read(self.folder)?;
        let elsewhere = lock.standing(&self.run.name, self.present()?, &machine.class);
        let made = self.products(&machine)?;
        if elsewhere == Standing::OtherClass {
            let outcomes = self.compared(&made, &lock, &machine)?;
            if outcomes.iter().all(Outcome::is_same) {
                self.note(&mut lock, &machine)?;
                return Ok(outcomes);
            }
        }
        let outcomes = self.saved(&made, &mut lock, &machine)?;
        self.note(&mut lock, &machine)?;
        Ok(outcomes)
    }

    fn products(&self, machine: &Machine) -> Result<Vec<Product>> {
        products(self.workspace, self.folder, self.run, self.kinds, machine)
    }

    /// What the run comes from, and what is kept of it.
    fn present(&self) -> Result<Present> {
        let kept = self.run.files(self.folder);
        Ok(Present {
            sources: self.origins.of_run(self.run)?,
            products: fingerprint::files(self.workspace.root(), &kept)?,
        })
    }

    /// Writes the lock. That the run gives what is kept is known only if all its products were
    /// looked at.
    fn note(&self, lock: &mut Lock, machine: &Machine) -> Result<()> {
        if Kind::ALL.iter().all(|kind| self.kinds.contains(kind)) {
            lock.found(&self.run.name, self.present()?, &machine.class);
        }
        lock.write()
    }

    /// How each product compares with what is kept.
    fn compared(&self, made: &[Product], lock: &Lock, machine: &Machine) -> Result<Vec<Outcome>> {
        let is_same_class = |kind| lock.is(&self.run.name, kind, &machine.class);
        self.outcomes(made, self.run.tolerance, is_same_class)
    }

    /// Keeps each product that differs.
    fn saved(&self, made: &[Product], lock: &mut Lock, machine: &Machine) -> Result<Vec<Outcome>> {
        let outcomes = self.outcomes(made, 0.0, |_| true)?;
        for (made, outcome) in made.iter().zip(&outcomes) {
            if !outcome.is_same() {
                let folder = made.path.parent().unwrap_or(self.folder);
                fs::create_dir_all(folder)
                    .and_then(|()| fs::write(&made.path, &made.text))
                    .with_context(|| format!("{} cannot be written", made.path.display()))?;
            }
            lock.set(&self.run.name, made.kind, &machine.class);
        }
        if let Some(path) = self.stale_results(made) {
            fs::remove_file(&path).with_context(|| format!("{}", path.display()))?;
        }
        Ok(outcomes)
    }

    /// An outcome for each product, and one for stale results.
    fn outcomes(
        &self,
        made: &[Product],
        tolerance: f64,
        is_same_class: impl Fn(Kind) -> bool,
    ) -> Result<Vec<Outcome>> {
        let outcome = |made: &Product| {
            let difference = self.difference(made, tolerance, is_same_class(made.kind))?;
            Ok(Outcome { file: self.workspace.display(&made.path), difference })
        };
        let removed = self.stale_results(made).map(|path| {
            let difference = Some("  the run writes no results.toml any more\n".into());
            Ok(Outcome { file: self.workspace.display(&path), difference })
        });
        made.iter().map(outcome).chain(removed).collect()
    }

    /// Kept results of a run that measures nothing any more.
    fn stale_results(&self, made: &[Product]) -> Option<PathBuf> {
        let path = Kind::Results.file(self.folder, &self.run.name);
        let is_made = made.iter().any(|made| made.kind == Kind::Results);
        (self.kinds.contains(&Kind::Results) && !is_made && path.exists()).then_some(path)
    }

    /// What differs from what is kept, if that is more than it may be.
    fn difference(
        &self,
        made: &Product,
        tolerance: f64,
        same_class: bool,
    ) -> Result<Option<String>> {
        let Ok(kept) = fs::read_to_string(&made.path) else {
            return Ok(Some("  is not kept yet\n".into()));
        };
        let run = Run { tolerance, ..self.run.clone() };
        let is_same = equals(made.kind, &run, &kept, &made.text, same_class)
            .with_context(|| self.workspace.display(&made.path))?;
        Ok((!is_same).then(|| difference(&kept, &made.text)))
    }
}
