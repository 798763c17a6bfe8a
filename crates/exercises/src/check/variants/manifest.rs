//! The manifests of the workspace of variants.

use crate::{Course, Package};
use anyhow::{Context, Result};
use cargo_metadata::{Dependency, DependencyKind};
use toml::{Table, Value};

/// The manifest of a workspace of these packages, with the profiles of the course's own.
pub(super) fn workspace(course: &Course, packages: &[&str]) -> Result<String> {
    let file = course.root.join("Cargo.toml");
    let text = std::fs::read_to_string(&file);
    let text = text.with_context(|| format!("{}: cannot be read", file.display()))?;
    let mut own: Table = toml::from_str(&text)?;
    let members = packages.iter().map(|name| Value::from(*name)).collect();
    let workspace = table([("resolver", "3".into()), ("members", Value::Array(members))]);
    let mut manifest = Table::from_iter([("workspace".into(), workspace)]);
    if let Some(profiles) = own.remove("profile") {
        manifest.insert("profile".into(), profiles);
    }
    Ok(toml::to_string(&manifest)?)
}

/// The manifest of a package that is the same to cargo as the package of exercises, but for its
/// test targets.
pub(super) fn package(package: &Package, targets: &[String]) -> Result<String> {
    let about = table([
        ("name", package.name.as_str().into()),
        ("version", package.version.as_str().into()),
        ("edition", package.edition.as_str().into()),
        ("publish", false.into()),
        ("autotests", false.into()),
    ]);
    let target = |name: &String| {
        let path = format!("{name}.rs");
        table([("name", name.as_str().into()), ("path", path.into())])
    };
    let mut manifest = Table::from_iter([
        ("package".into(), about),
        ("test".into(), Value::Array(targets.iter().map(target).collect())),
        ("dependencies".into(), dependencies(package, DependencyKind::Normal)),
        ("dev-dependencies".into(), dependencies(package, DependencyKind::Development)),
    ]);
    manifest.retain(|_, value| value.as_table().is_none_or(|table| !table.is_empty()));
    Ok(toml::to_string(&manifest)?)
}

fn dependencies(package: &Package, kind: DependencyKind) -> Value {
    let of_kind = package.dependencies.iter().filter(|dependency| dependency.kind == kind);
    let entry = |dependency: &Dependency| {
        let name = dependency.rename.as_ref().unwrap_or(&dependency.name);
        (name.clone(), table(description(dependency)))
    };
    Value::Table(of_kind.map(entry).collect())
}

fn description(dependency: &Dependency) -> Vec<(&'static str, Value)> {
    let features = dependency.features.iter().map(|feature| feature.as_str().into()).collect();
    let mut description = vec![
        ("package", dependency.name.as_str().into()),
        ("default-features", dependency.uses_default_features.into()),
        ("features", Value::Array(features)),
    ];
    description.push(match &dependency.path {
        Some(path) => ("path", path.as_str().into()),
        None => ("version", dependency.req.to_string().into()),
    });
    description
}

fn table(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Table(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
