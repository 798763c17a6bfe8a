//! The packages of a workspace, and what the programs in them come from.

use crate::lock::Lock;
use crate::settings::Settings;
use crate::sources::Sources;
use crate::{Builder, Fingerprint, Profile};
use anyhow::{Context, Result, bail};
use cargo_metadata::{Dependency, DependencyKind, MetadataCommand, Package, Target};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

mod package;

/// A workspace as cargo describes it. It reads the sources of each library once, so make a new one
/// when files may have changed.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    packages: BTreeMap<String, Package>,
    lock: Lock,
    settings: Settings,
    libraries: RefCell<BTreeMap<String, Part>>,
}

/// What some part of a program comes from.
#[derive(Clone, Debug)]
struct Part {
    fingerprint: Fingerprint,
    /// The names of the packages in it.
    packages: BTreeSet<String>,
}

impl Workspace {
    /// Reads the workspace with this root.
    ///
    /// # Errors
    /// If cargo does not understand it.
    pub fn open(root: &Path) -> Result<Self> {
        let metadata = MetadataCommand::new()
            .current_dir(root)
            .no_deps()
            .other_options(["--offline".to_string()])
            .exec()
            .with_context(|| format!("{}: is no workspace", root.display()))?;
        Self::new(metadata.workspace_root.as_std_path(), metadata.packages)
    }

    /// The workspace with this root, of which cargo has said that it has these packages.
    ///
    /// # Errors
    /// If `Cargo.toml`, `Cargo.lock`, `.cargo/config.toml` or `rust-toolchain.toml` cannot be read.
    pub fn new(root: &Path, packages: Vec<Package>) -> Result<Self> {
        let named = packages.into_iter().map(|package| (package.name.to_string(), package));
        Ok(Workspace {
            root: root.into(),
            packages: named.collect(),
            lock: Lock::read(root)?,
            settings: Settings::read(root)?,
            libraries: RefCell::default(),
        })
    }

    /// What an example of a package comes from. Of the packages that only tests and examples use it
    /// counts those that it names.
    ///
    /// # Errors
    /// If there is no such package or example, or a file cannot be read.
    pub fn example(&self, package: &str, example: &str, profile: Profile) -> Result<Fingerprint> {
        let package = self.package(package)?;
        let is_it = |target: &&Target| target.is_example() && target.name == example;
        let target = package.targets.iter().find(is_it);
        let target = target
            .with_context(|| format!("package {} has no example `{example}`", package.name))?;
        let sources = Sources::read(&self.root, target.src_path.as_std_path())?;
        let counts = |dependency: &Dependency| {
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_");
            dependency.kind != DependencyKind::Development || sources.names.contains(&name)
        };
        let below = self.below(package, counts)?;
        let mut builder = Builder::new("example");
        builder.add(example);
        builder.add(target.required_features.join(" "));
        builder.add_fingerprint(sources.fingerprint);
        Ok(self.finish(builder, &below, profile))
    }

    /// What the tests of a package come from, apart from their own sources: the package, its
    /// library, and all below it.
    ///
    /// # Errors
    /// If there is no such package, or a file cannot be read.
    pub fn below_tests(&self, package: &str) -> Result<Fingerprint> {
        let below = self.below(self.package(package)?, |_| true)?;
        Ok(self.finish(Builder::new("tests"), &below, Profile::Dev))
    }

    fn finish(&self, mut builder: Builder, below: &Part, profile: Profile) -> Fingerprint {
        builder.add_fingerprint(below.fingerprint);
        builder.add_fingerprint(self.settings.of(profile, &below.packages));
        builder.finish()
    }

    fn package(&self, name: &str) -> Result<&Package> {
        self.packages.get(name).with_context(|| format!("there is no package `{name}`"))
    }

    /// The package itself, its library, and those of its dependencies that count.
    fn below(&self, package: &Package, counts: impl Fn(&Dependency) -> bool) -> Result<Part> {
        let mut builder = Builder::new("below");
        let mut packages = BTreeSet::from([package.name.to_string()]);
        package::describe(package, &mut builder);
        if package.targets.iter().any(package::is_library) {
            let library = self.library(package)?;
            builder.add_fingerprint(library.fingerprint);
            packages.extend(library.packages);
        }
        for dependency in package.dependencies.iter().filter(|it| counts(it)) {
            let part = self.dependency(package, dependency)?;
            builder.add_fingerprint(part.fingerprint);
            packages.extend(part.packages);
        }
        Ok(Part { fingerprint: builder.finish(), packages })
    }

    /// What a dependency of a package brings.
    fn dependency(&self, package: &Package, dependency: &Dependency) -> Result<Part> {
        let mut builder = Builder::new("dependency");
        package::declare(dependency, &mut builder);
        let mut packages = BTreeSet::new();
        if dependency.path.is_some() {
            let Some(below) = self.packages.get(&dependency.name) else {
                bail!(
                    "{} depends on `{}`, which is no package of this workspace; add its folder to \
                     `members` of the root's Cargo.toml, so that its sources count",
                    package.manifest_path,
                    dependency.name
                );
            };
            let library = self.library(below)?;
            builder.add_fingerprint(library.fingerprint);
            packages.extend(library.packages);
        } else {
            for entry in self.lock.below(&package.name, &dependency.name) {
                builder.add(entry.identity());
                packages.insert(entry.name.clone());
            }
        }
        Ok(Part { fingerprint: builder.finish(), packages })
    }

    /// The library of a package of the workspace: its sources, and all below it.
    fn library(&self, package: &Package) -> Result<Part> {
        let name = package.name.to_string();
        if let Some(known) = self.libraries.borrow().get(&name) {
            return Ok(known.clone());
        }
        let mut builder = Builder::new("library");
        package::describe(package, &mut builder);
        let mut has_code = false;
        // The build script writes code too.
        let is_part = |it: &&Target| package::is_library(it) || it.is_custom_build();
        for target in package.targets.iter().filter(is_part) {
            let sources = Sources::read(&self.root, target.src_path.as_std_path())?;
            builder.add_fingerprint(sources.fingerprint);
            has_code |= !sources.names.is_empty();
        }
        let mut packages = BTreeSet::from([name.clone()]);
        let is_compiled = |it: &&Dependency| it.kind != DependencyKind::Development;
        for dependency in package.dependencies.iter().filter(is_compiled) {
            // Nothing of a library from elsewhere gets into a library without code, which can but
            // ask for its features.
            if dependency.path.is_none() && !has_code {
                package::declare(dependency, &mut builder);
                continue;
            }
            let part = self.dependency(package, dependency)?;
            builder.add_fingerprint(part.fingerprint);
            packages.extend(part.packages);
        }
        let library = Part { fingerprint: builder.finish(), packages };
        self.libraries.borrow_mut().insert(name, library.clone());
        Ok(library)
    }
}
