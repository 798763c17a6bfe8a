//! What a package's manifest says that counts.

use crate::Builder;
use cargo_metadata::{Dependency, Package, Target};

/// Whether a target is a library that programs use.
pub(super) fn is_library(target: &Target) -> bool {
    target.is_lib() || target.is_rlib() || target.is_dylib() || target.is_proc_macro()
}

/// Adds name, version, edition and features of a package.
pub(super) fn describe(package: &Package, builder: &mut Builder) {
    builder.add(&*package.name);
    builder.add(package.version.to_string());
    builder.add(package.edition.as_str());
    for (feature, enables) in &package.features {
        builder.add(feature);
        builder.add(enables.join(" "));
    }
}

/// Adds what a package asks of a dependency.
pub(super) fn declare(dependency: &Dependency, builder: &mut Builder) {
    let Dependency { name, rename, req, kind, optional, .. } = dependency;
    builder.add(name);
    builder.add(rename.as_deref().unwrap_or_default());
    builder.add(format!("{req} {kind} optional {optional}"));
    builder.add(format!("default features {}", dependency.uses_default_features));
    builder.add(dependency.features.join(" "));
    builder.add(dependency.target.as_ref().map(ToString::to_string).unwrap_or_default());
}
