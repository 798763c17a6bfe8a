//! The ladder: a crate stands on crates of earlier chapters only.

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use exercises::dependency_order::DEPENDENCY_ORDER;
use gradus_tests::workspace;

/// Crates that are no chapter's subject: they draw, check, fetch and print, and stand beside the
/// ladder.
const TOOLS: [&str; 9] = [
    "book-tools",
    "check",
    "exercises",
    "figures",
    "fingerprint",
    "gradus",
    "local-http",
    "programs",
    "report",
];

fn crates() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo describes the workspace");
    let in_crates = |package: &Package| package.manifest_path.as_str().contains("/crates/");
    metadata.packages.into_iter().filter(in_crates).collect()
}

#[test]
fn every_crate_has_its_rung() {
    let mut named: Vec<&str> =
        DEPENDENCY_ORDER.iter().map(|(name, _)| *name).chain(TOOLS).collect();
    named.sort_unstable();
    let mut found: Vec<String> = crates().iter().map(|package| package.name.to_string()).collect();
    found.sort_unstable();
    assert_eq!(found, named);
}

#[test]
fn no_crate_stands_on_a_later_one() {
    let rung = |name: &str| DEPENDENCY_ORDER.iter().position(|(rung, _)| *rung == name);
    let mut arrows = 0;
    for package in crates() {
        let used = package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal);
        for dependency in used {
            let (Some(upper), Some(lower)) = (rung(&package.name), rung(&dependency.name)) else {
                let is_tool = |name: &str| TOOLS.contains(&name);
                let climbs = is_tool(&dependency.name) && !is_tool(&package.name);
                assert!(!climbs, "{} needs the tool {}", package.name, dependency.name);
                continue;
            };
            assert!(lower < upper, "{} stands on {}, a later crate", package.name, dependency.name);
            arrows += 1;
        }
    }
    assert!(arrows > 20, "only {arrows} dependencies were found");
}
