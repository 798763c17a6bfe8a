//! Small rooms, and promises kept in every one of them.

use cargo_metadata::MetadataCommand;
use gradus_tests::{sources, workspace};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The most lines a source file may have: one that is longer holds two ideas.
const MOST_LINES: usize = 300;

#[test]
fn no_file_holds_two_ideas() {
    for (file, _) in sources() {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MOST_LINES, "{}: {lines} lines", file.display());
    }
}

#[test]
fn nothing_is_left_undone() {
    for (file, code) in sources() {
        for word in ["todo!", "unimplemented!", ".unwrap()", "dbg!"] {
            assert!(!code.contains(word), "{}: {word}", file.display());
        }
    }
}

/// Two programs that wrote into one folder would write over each other's results.
#[test]
fn every_program_has_a_folder_of_its_own() {
    let list = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("the folder can be listed").path())
    };
    let mut programs = 0;
    for chapter in list(workspace().join("chapters")) {
        let number = chapter.file_name().unwrap().to_string_lossy()[..2].to_string();
        for program in list(chapter.join("examples")) {
            let code = std::fs::read_to_string(&program).unwrap_or_default();
            if code.contains("OutputDir::new(") || code.contains("Run::start(") {
                let name = program.file_stem().unwrap().to_string_lossy();
                let folder = format!("\"ch{number}/{name}");
                assert!(code.contains(&folder), "{}: no {folder}", program.display());
                programs += 1;
            }
        }
    }
    assert!(programs > 15, "only {programs} programs were found");
}

/// Cargo puts all examples of a workspace into one folder: of two with the same name, one would run for
/// the other.
#[test]
fn no_two_programs_have_the_same_name() {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo describes the workspace");
    let mut owners = BTreeMap::new();
    for package in metadata.packages {
        for target in package.targets.into_iter().filter(|it| it.is_example() || it.is_bin()) {
            if let Some(other) = owners.insert(target.name.clone(), package.name.clone()) {
                panic!("{other} and {} have a program `{}` each", package.name, target.name);
            }
        }
    }
    assert!(owners.len() > 30, "only {} programs were found", owners.len());
}

#[test]
fn unsafe_code_is_only_where_it_must_be() {
    for (file, code) in sources() {
        if code.contains("unsafe ") {
            let name = file.to_string_lossy().replace('\\', "/");
            let allowed =
                ["numeric/src/matmul.rs", "numeric/src/gemm_kernel.rs", "numeric/src/element.rs"];
            let registers = ["numeric/src/lanes.rs", "numeric/src/prefetch.rs"];
            let launches = ["/cuda.rs"];
            let folders = ["tensor/src/gpu", "/cuda/", "/cudnn/"];
            let gpu = folders.into_iter().any(|folder| name.contains(folder));
            let allocators = ["07-automatic-differentiation/src/memory.rs"];
            let known = allowed.iter().chain(&registers).chain(&launches).chain(&allocators);
            let known = gpu || known.into_iter().any(|end| name.ends_with(end));
            assert!(known, "{name} has unsafe code");
        }
    }
}

#[test]
fn the_docs_show_that_a_stale_value_does_not_compile() {
    let docs = std::fs::read_to_string(workspace().join("crates/autograd/src/lib.rs")).unwrap();
    assert!(docs.contains("```compile_fail,E0521"), "the doc test of a stale value is gone");
}

/// "assertion `left == right` failed" is no way to say which shapes do not fit.
#[test]
fn no_message_of_a_crate_begins_with_assertion() {
    for (file, code) in sources() {
        let is_tool = file.iter().any(|part| part == "check" || part == "programs");
        for word in ["assert_eq!(", "assert_ne!("] {
            assert!(is_tool || !code.contains(word), "{}: {word}", file.display());
        }
    }
}
