//! All exercises of the workspace.

use crate::exercise::parse::chapter_of;
use crate::{Exercise, Number, Problem};
use anyhow::{Context, Result};
use cargo_metadata::{Dependency, MetadataCommand, Target};
use std::path::{Path, PathBuf};

/// The exercises of a workspace.
#[derive(Clone, Debug)]
pub struct Course {
    /// The root of the workspace.
    pub root: PathBuf,
    /// The packages of exercises, in the order of the chapters.
    pub packages: Vec<Package>,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
    /// Every package of the workspace.
    pub(crate) members: Vec<cargo_metadata::Package>,
}

/// The exercises of a chapter: a package such as `ex02`.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The chapter.
    pub chapter: u32,
    /// Its folder, `chapters/NN-name/exercises`.
    pub folder: PathBuf,
    /// Its exercises, in order.
    pub exercises: Vec<Exercise>,
    /// What is wrong with those that cannot be read.
    pub problems: Vec<Problem>,
    pub(crate) version: String,
    pub(crate) edition: String,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) targets: Vec<Target>,
    pub(crate) has_solution_feature: bool,
}

/// There is no exercise of this number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no exercise {number}; the nearest are {}", nearest.join(", "))]
pub struct Unknown {
    /// The number that was asked for.
    pub number: Number,
    /// The exercises with the nearest numbers.
    pub nearest: Vec<String>,
}

impl Course {
    /// Finds the exercises of the workspace in which this folder lies.
    ///
    /// # Errors
    /// If cargo does not understand the workspace.
    pub fn open(folder: &Path) -> Result<Self> {
        let metadata = MetadataCommand::new()
            .current_dir(folder)
            .no_deps()
            .exec()
            .with_context(|| format!("{}: is no workspace of exercises", folder.display()))?;
        let mut packages: Vec<Package> =
            metadata.packages.iter().filter_map(Package::of_exercises).collect();
        packages.sort_by_key(|package| package.chapter);
        Ok(Course {
            root: metadata.workspace_root.into(),
            packages,
            target: metadata.target_directory.into(),
            members: metadata.packages,
        })
    }

    /// The same course, built into another folder than cargo's settings say.
    pub fn with_target(self, folder: &Path) -> Self {
        Course { target: folder.into(), ..self }
    }

    /// All exercises, in order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.packages.iter().flat_map(|package| &package.exercises)
    }

    /// The exercise of this number.
    ///
    /// # Errors
    /// If there is none.
    pub fn exercise(&self, number: Number) -> Result<&Exercise, Unknown> {
        self.exercises().find(|exercise| exercise.number == number).ok_or_else(|| {
            let mut all: Vec<Number> = self.exercises().map(|exercise| exercise.number).collect();
            let far = |other: &Number| {
                let Number { chapter, index } = *other;
                (chapter.abs_diff(number.chapter), index.abs_diff(number.index))
            };
            all.sort_by_key(far);
            all.truncate(3);
            all.sort_unstable();
            let nearest = all.iter().map(Number::to_string).collect();
            Unknown { number, nearest }
        })
    }

    /// The name of a file, from the root of the workspace on.
    pub fn relative_to_root(&self, file: &Path) -> String {
        file.strip_prefix(&self.root).unwrap_or(file).display().to_string()
    }
}

impl Package {
    /// The exercises of a package of the workspace, if it is one of exercises.
    fn of_exercises(package: &cargo_metadata::Package) -> Option<Self> {
        let folder = package.manifest_path.parent()?.as_std_path();
        let chapter = chapter_of(folder).filter(|_| folder.ends_with("exercises"))?;
        // One that lacks a file is still an exercise, with a problem.
        let holds = |entry: &Path, name: &str| entry.join(name).is_file();
        let is_exercise = |entry: &PathBuf| holds(entry, "stub.rs") || holds(entry, "main.rs");
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let (mut exercises, mut problems) = (Vec::new(), Vec::new());
        for exercise in entries.map(|entry| entry.path()).filter(is_exercise) {
            match Exercise::read(&exercise) {
                Ok(exercise) => exercises.push(exercise),
                Err(problem) => problems.push(problem),
            }
        }
        exercises.sort_by_key(|exercise| exercise.number);
        problems.sort_by(|a, b| a.file.cmp(&b.file));
        Some(Package {
            name: package.name.to_string(),
            chapter,
            folder: folder.into(),
            exercises,
            problems,
            version: package.version.to_string(),
            edition: package.edition.to_string(),
            dependencies: package.dependencies.clone(),
            targets: package.targets.clone(),
            has_solution_feature: package.features.contains_key("solution"),
        })
    }

    /// Its manifest.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }
}
