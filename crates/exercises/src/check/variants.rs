//! The variants of an exercise, and the workspace that compiles them all.
//!
//! The workspace is written below `target`. Its packages have the names and the dependencies of the
//! packages of exercises, and the lock file is the workspace's own, so that the same versions are
//! used, and nothing is fetched.

use crate::{Course, Exercise, Package, WrongAnswer};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

mod manifest;

/// One of the texts that the tests of an exercise are run on.
pub(super) struct Variant<'a> {
    pub package: &'a Package,
    pub exercise: &'a Exercise,
    pub role: Role,
}

/// What a variant is.
pub(super) enum Role {
    Stub,
    Solution,
    Wrong(WrongAnswer),
}

impl<'a> Variant<'a> {
    /// The stub, the solution and the wrong answers that can be used.
    pub fn all_of(package: &'a Package, exercise: &'a Exercise) -> impl Iterator<Item = Self> {
        let wrong = exercise.wrong_answers().into_iter().flatten().map(Role::Wrong);
        let roles = [Role::Stub, Role::Solution].into_iter().chain(wrong);
        roles.map(move |role| Variant { package, exercise, role })
    }

    /// Its file.
    pub fn file(&self) -> PathBuf {
        match &self.role {
            Role::Stub => self.exercise.stub_file(),
            Role::Solution => self.exercise.solution_file(),
            Role::Wrong(answer) => answer.file.clone(),
        }
    }

    /// The names of its module and of the module around that.
    fn modules(&self) -> [String; 2] {
        let role = match &self.role {
            Role::Stub => "stub".into(),
            Role::Solution => "solution".into(),
            Role::Wrong(answer) => format!("wrong_{}", answer.name),
        };
        [format!("e{}", self.exercise.number.index), role]
    }

    /// What stands before the name of each of its tests.
    pub fn prefix(&self) -> String {
        let [exercise, role] = self.modules();
        format!("{exercise}::{role}::check::")
    }

    /// The test target that holds this variant alone.
    pub fn target(&self) -> String {
        let [exercise, role] = self.modules();
        format!("{}_{exercise}_{role}", self.package.name)
    }

    /// Its module, in which `check.rs` finds it as it finds the reader's answer.
    fn module(&self) -> String {
        let [_, role] = self.modules();
        let (file, check) = (self.file(), self.exercise.check_file());
        format!(
            "mod {role} {{\n    #[path = {file:?}]\n    mod exercise;\n    \
             #[path = {check:?}]\n    mod check;\n}}\n"
        )
    }
}

/// The test program of these modules of exercises.
fn program<'a>(modules: impl IntoIterator<Item = (&'a u32, &'a String)>) -> String {
    let modules =
        modules.into_iter().map(|(index, modules)| format!("mod e{index} {{\n{modules}}}\n"));
    format!("//! Written by `cargo gradus ex check`.\n\n{}", modules.collect::<String>())
}

/// The test target that holds all variants of a package.
pub(super) fn target_of(package: &Package) -> String {
    format!("{}_variants", package.name)
}

/// The folder of the workspace of variants.
pub(super) fn folder(course: &Course) -> PathBuf {
    course.target.join("gradus").join("exercises").join("variants")
}

/// Writes the workspace that compiles these variants: for each package one test target with all of
/// them, and one for each alone.
pub(super) fn write(course: &Course, variants: &[&Variant]) -> Result<()> {
    let root = folder(course);
    let mut packages: BTreeMap<&str, Vec<&Variant>> = BTreeMap::new();
    for variant in variants {
        packages.entry(&variant.package.name).or_default().push(variant);
    }
    let names: Vec<&str> = packages.keys().copied().collect();
    put(&root.join("Cargo.toml"), &manifest::workspace(course, &names)?)?;
    if let Ok(lock) = fs::read_to_string(course.root.join("Cargo.lock")) {
        // Each time: cargo takes out of its copy what these variants do not use, and the next may.
        put(&root.join("Cargo.lock"), &lock)?;
    }
    for (name, variants) in packages {
        write_package(&root.join(name), &variants)?;
    }
    Ok(())
}

fn write_package(folder: &Path, variants: &[&Variant]) -> Result<()> {
    let Some(first) = variants.first() else { return Ok(()) };
    let mut targets = vec![target_of(first.package)];
    let mut exercises: BTreeMap<u32, String> = BTreeMap::new();
    for variant in variants {
        let (index, module) = (variant.exercise.number.index, variant.module());
        put(&folder.join(format!("{}.rs", variant.target())), &program([(&index, &module)]))?;
        targets.push(variant.target());
        exercises.entry(index).or_default().push_str(&module);
    }
    put(&folder.join(format!("{}.rs", targets[0])), &program(&exercises))?;
    put(&folder.join("Cargo.toml"), &manifest::package(first.package, &targets)?)
}

/// Writes a file, unless it holds this text already: a newer file would be compiled again.
fn put(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).ok().as_deref() == Some(text) {
        return Ok(());
    }
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(file))?;
        fs::write(file, text)
    };
    write().with_context(|| format!("{}: cannot be written", file.display()))
}
