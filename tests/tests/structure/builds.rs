//! Nothing is compiled twice.

use gradus_tests::{sources, workspace};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The libraries from elsewhere that cargo compiles for these packages, each with its features.
fn libraries(selection: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "--edges", "normal,build,dev", "--prefix", "none"]);
    command.args(["--format", "{p}|{f}"]).args(selection).current_dir(workspace());
    let output = command.output().expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo prints text");
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)"));
    // The workspace's own are told with their folder.
    lines.filter(|line| !line.contains(" (/")).map(str::to_owned).collect()
}

/// The packages that a reader names in a command: programs, exercises, the companion.
fn named_in_commands() -> Vec<String> {
    let mut names = vec!["gradus".to_owned()];
    for chapter in fs::read_dir(workspace().join("chapters")).expect("the chapters") {
        let chapter = chapter.expect("the folder can be listed").path();
        let number = chapter.file_name().expect("a name").to_string_lossy()[..2].to_owned();
        names.push(format!("ch{number}"));
        if chapter.join("exercises").is_dir() {
            names.push(format!("ex{number}"));
        }
    }
    names
}

#[test]
fn every_command_wants_the_same_features_of_a_library() {
    let whole = libraries(&["--workspace"]);
    assert!(whole.len() > 100, "only {} libraries were found", whole.len());
    for name in named_in_commands() {
        let alone = libraries(&["-p", &name]);
        let other: Vec<&String> = alone.difference(&whole).collect();
        assert!(
            other.is_empty(),
            "alone, {name} has these compiled once more: {other:?}; ask for their features in \
             crates/feature-unification/Cargo.toml"
        );
    }
}

/// A library without unit tests is not compiled a second time to look for them.
#[test]
fn unit_tests_are_run_where_there_are_any() {
    let folder = |file: &Path| file.ancestors().find(|it| it.ends_with("src")).map(Path::to_owned);
    let with_tests: BTreeSet<_> = sources()
        .iter()
        .filter(|(_, code)| code.contains("#[test]") || code.contains("cfg(test)"))
        .filter_map(|(file, _)| folder(file))
        .collect();
    let mut libraries: Vec<_> = sources().iter().filter_map(|(file, _)| folder(file)).collect();
    libraries.dedup();
    for source in libraries.iter().filter(|source| source.join("lib.rs").is_file()) {
        let manifest = source.with_file_name("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a package has a manifest");
        let is_left_out = text.contains("[lib]\ntest = false\n");
        assert_eq!(!is_left_out, with_tests.contains(source), "{}", manifest.display());
    }
    assert!(libraries.len() > 20, "only {} libraries were found", libraries.len());
}
