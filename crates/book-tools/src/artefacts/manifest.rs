//! `chapters/NN-name/artefacts.toml`: the runs whose products the book shows.

use crate::Workspace;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The runs of one chapter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// In the order of the file.
    #[serde(rename = "run", default)]
    pub runs: Vec<Run>,
    /// The file, from the root of the workspace.
    #[serde(skip)]
    pub file: String,
}

/// A run: what the reader types, and what it makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// `perceptron`: what it printed is kept in `outputs/perceptron.txt`, what it measured in
    /// `results/perceptron.toml`.
    pub name: String,
    /// The command, as the page shows it.
    pub command: String,
    /// Whether it is run again by every check.
    #[serde(default)]
    pub quick: bool,
    /// The names of the drawings it makes, kept in `figures/`.
    #[serde(default)]
    pub figures: Vec<String>,
    /// By how much its numbers may differ on another class of processor, as a fraction of each.
    #[serde(default = "tolerance")]
    pub tolerance: f64,
    /// What may differ from run to run: regular expressions.
    #[serde(default)]
    pub varies: Vec<String>,
}

fn tolerance() -> f64 {
    1e-3
}

/// A kind of product.
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
        self.folder_and_extension().0
    }

    fn folder_and_extension(self) -> (&'static str, &'static str) {
        match self {
            Kind::Outputs => ("outputs", "txt"),
            Kind::Figures => ("figures", "svg"),
            Kind::Results => ("results", "toml"),
        }
    }

    /// The kept file of this name in the folder of a chapter's package.
    pub(crate) fn file(self, folder: &Path, name: &str) -> PathBuf {
        let (own, extension) = self.folder_and_extension();
        folder.join(own).join(format!("{name}.{extension}"))
    }
}

impl Run {
    /// All files that it makes, in the folder of a chapter's package.
    pub(super) fn files(&self, folder: &Path) -> Vec<PathBuf> {
        let texts = [Kind::Outputs, Kind::Results].map(|kind| kind.file(folder, &self.name));
        let figures = self.figures.iter().map(|name| Kind::Figures.file(folder, name));
        texts.into_iter().chain(figures).collect()
    }
}

impl Manifest {
    /// Reads the manifest of a chapter's folder; a chapter without one has no runs.
    ///
    /// # Errors
    /// If it is not as it should be.
    pub fn read(workspace: &Workspace, folder: &Path) -> Result<Self, String> {
        let path = folder.join("artefacts.toml");
        let file = workspace.display(&path);
        if !path.exists() {
            return Ok(Self { runs: Vec::new(), file });
        }
        let manifest: Self = toml::from_str(&workspace.read(&path)?)
            .map_err(|error| format!("{file}: {}", error.to_string().trim_end()))?;
        manifest.check().map_err(|reason| format!("{file}: {reason}"))?;
        Ok(Self { file, ..manifest })
    }

    /// The run of this name.
    ///
    /// # Errors
    /// If there is none, with those there are.
    pub fn run(&self, name: &str) -> Result<&Run, String> {
        self.runs.iter().find(|run| run.name == name).ok_or_else(|| {
            let known = self.runs.iter().map(|run| run.name.as_str());
            let hint = crate::diagnostic::hint(name, known);
            format!("{} has no run `{name}`{hint}", self.file)
        })
    }

    /// Every name becomes a file's: none leads elsewhere, none is there twice.
    fn check(&self) -> Result<(), String> {
        let figures = self.runs.iter().flat_map(|run| &run.figures);
        let mut names: [Vec<&String>; 2] =
            [self.runs.iter().map(|run| &run.name).collect(), figures.collect()];
        for names in &mut names {
            names.sort();
            let plain =
                |name: &str| name.chars().all(|it| it.is_alphanumeric() || "-_".contains(it));
            if let Some(name) = names.iter().find(|name| name.is_empty() || !plain(name)) {
                return Err(format!("the name {name:?} must be of letters, digits, `-` and `_`"));
            }
            if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
                return Err(format!("the name {:?} is there twice", pair[0]));
            }
        }
        Ok(())
    }
}
