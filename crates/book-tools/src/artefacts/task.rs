//! Running one run of a chapter, to keep what it makes or to compare it with what was kept.

use super::compare::{PROVENANCE, difference, same};
use super::execute::{Product, execute};
use super::lock::Lock;
use super::{Kept, Machine, Manifest, Run};
use crate::{Workspace, sources};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a run makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What it prints.
    Outputs,
    /// Its drawings.
    Figures,
    /// What it measures.
    Results,
}

impl Kind {
    /// All three.
    pub const ALL: [Kind; 3] = [Kind::Outputs, Kind::Figures, Kind::Results];

    /// The folder in which it is kept, which is also the command that keeps it.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Outputs => "outputs",
            Kind::Figures => "figures",
            Kind::Results => "results",
        }
    }
}

/// How a product compares with what was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The kept file, from the root of the workspace.
    pub file: String,
    /// What differs, line by line; none if it is the same.
    pub difference: Option<String>,
}

/// One run of a chapter.
pub struct Task<'a> {
    /// Where the chapter is.
    pub workspace: &'a Workspace,
    /// The folder of the chapter's package.
    pub folder: &'a Path,
    /// What is run.
    pub run: &'a Run,
    /// Which of its products matter.
    pub kinds: &'a [Kind],
}

/// A file that a run made, and where it is kept.
struct Made {
    kind: Kind,
    path: PathBuf,
    text: String,
}

impl Task<'_> {
    /// Whether the run makes anything that matters.
    pub fn is_empty(&self) -> bool {
        let figures_only = self.kinds.iter().all(|kind| *kind == Kind::Figures);
        figures_only && self.run.figures.is_empty()
    }

    /// Runs it once, and says how each product compares with what was kept.
    ///
    /// # Errors
    /// If it fails, or does not make what it should.
    pub fn check(&self) -> Result<Vec<Outcome>> {
        let machine = Machine::here();
        let lock = Lock::read(self.folder)?;
        let mut outcomes = Vec::new();
        for made in self.made(&machine)? {
            let same_class = lock.is(&self.run.name, made.kind, &machine.class);
            let difference = self.difference(&made, self.run.tolerance, same_class)?;
            outcomes.push(Outcome { file: self.workspace.shown(&made.path), difference });
        }
        let left_over = self.left_over(&outcomes);
        outcomes.extend(left_over.map(|path| self.gone(&path)));
        Ok(outcomes)
    }

    /// Runs it once, and keeps each product that is not the same as before, to the last byte and
    /// digit.
    ///
    /// # Errors
    /// If it fails, does not make what it should, or a file cannot be written.
    pub fn keep(&self) -> Result<Vec<Outcome>> {
        let machine = Machine::here();
        let mut lock = Lock::read(self.folder)?;
        let mut outcomes = Vec::new();
        for made in self.made(&machine)? {
            let difference = self.difference(&made, 0.0, true)?;
            if difference.is_some() {
                let folder = made.path.parent().expect("lies in a folder");
                fs::create_dir_all(folder)
                    .and_then(|()| fs::write(&made.path, &made.text))
                    .with_context(|| format!("{} cannot be written", made.path.display()))?;
            }
            // Results say themselves where they were measured.
            if made.kind != Kind::Results {
                lock.set(&self.run.name, made.kind, &machine.class)?;
            }
            outcomes.push(Outcome { file: self.workspace.shown(&made.path), difference });
        }
        if let Some(path) = self.left_over(&outcomes) {
            fs::remove_file(&path).with_context(|| format!("{}", path.display()))?;
            outcomes.push(self.gone(&path));
        }
        Ok(outcomes)
    }

    /// Kept results of a run that measures nothing any more.
    fn left_over(&self, outcomes: &[Outcome]) -> Option<PathBuf> {
        let path = Kept::of(self.folder).results(&self.run.name);
        let shown = self.workspace.shown(&path);
        let made = outcomes.iter().any(|outcome| outcome.file == shown);
        (self.kinds.contains(&Kind::Results) && !made && path.exists()).then_some(path)
    }

    fn gone(&self, path: &Path) -> Outcome {
        let difference = Some("  the run writes no results.toml any more\n".into());
        Outcome { file: self.workspace.shown(path), difference }
    }

    /// What differs from what is kept, if that is more than it may be.
    fn difference(&self, made: &Made, tolerance: f64, same_class: bool) -> Result<Option<String>> {
        let Ok(kept) = fs::read_to_string(&made.path) else {
            return Ok(Some("  is not kept yet\n".into()));
        };
        let run = Run { tolerance, ..self.run.clone() };
        let same = same(made.kind, &run, &kept, &made.text, same_class)
            .with_context(|| self.workspace.shown(&made.path))?;
        Ok((!same).then(|| difference(&kept, &made.text)))
    }

    /// Runs it, and gathers the products that matter.
    fn made(&self, machine: &Machine) -> Result<Vec<Made>> {
        let product = execute(self.workspace, self.run)?;
        let kept = Kept::of(self.folder);
        let mut all = Vec::new();
        for &kind in self.kinds {
            match kind {
                Kind::Outputs => {
                    let path = kept.output(&self.run.name);
                    all.push(Made { kind, path, text: product.output.clone() });
                }
                Kind::Figures => {
                    for name in &self.run.figures {
                        let text = self.written(&product, &format!("{name}.svg"))?;
                        all.push(Made { kind, path: kept.figure(name), text });
                    }
                }
                Kind::Results if product.folder.path().join("results.toml").exists() => {
                    let text = self.written(&product, "results.toml")?;
                    let text = format!("{}{text}", self.provenance(machine));
                    all.push(Made { kind, path: kept.results(&self.run.name), text });
                }
                Kind::Results => {}
            }
        }
        Ok(all)
    }

    /// A file that the run wrote.
    fn written(&self, product: &Product, name: &str) -> Result<String> {
        let path = product.folder.path().join(name);
        if !path.exists() {
            let names = sources::files(product.folder.path());
            let names = names.iter().filter_map(|it| it.file_name()?.to_str());
            let names = names.collect::<Vec<_>>().join(", ");
            bail!("`{}` wrote no {name} into its --out folder, but {names}", self.run.command);
        }
        fs::read_to_string(&path).with_context(|| format!("{name}, which the run wrote"))
    }

    /// The head of kept results.
    fn provenance(&self, machine: &Machine) -> String {
        let values = [&self.run.command, &machine.date, &machine.processor, &machine.class];
        let line = |(key, value): (&str, &String)| {
            format!("{key} = {}\n", toml::Value::String(value.clone()))
        };
        PROVENANCE.into_iter().zip(values).map(line).collect()
    }
}

/// The kept files of a chapter that no run makes.
pub fn orphans(workspace: &Workspace, folder: &Path, manifest: &Manifest) -> Vec<String> {
    let kept = Kept::of(folder);
    let runs = &manifest.runs;
    let figures = runs.iter().flat_map(|run| &run.figures).map(|name| kept.figure(name));
    let wanted: HashSet<PathBuf> = runs
        .iter()
        .flat_map(|run| [kept.output(&run.name), kept.results(&run.name)])
        .chain(figures)
        .collect();
    let folders = Kind::ALL.map(|kind| folder.join(kind.folder()));
    let files = folders.iter().flat_map(|folder| sources::files(folder));
    files.filter(|file| !wanted.contains(file)).map(|file| workspace.shown(&file)).collect()
}
