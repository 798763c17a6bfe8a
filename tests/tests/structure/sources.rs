//! Small rooms, and promises kept in every one of them.

use gradus_tests::{sources, workspace};

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

#[test]
fn unsafe_code_is_only_where_it_must_be() {
    for (file, code) in sources() {
        if code.contains("unsafe ") {
            let name = file.to_string_lossy().replace('\\', "/");
            let allowed = ["numeric/src/matmul.rs", "numeric/src/element.rs"];
            let registers = ["cnn/src/lanes.rs", "cnn/src/lanes/register.rs"];
            let launches = ["tensor/src/gpu.rs", "/cuda.rs"];
            let known =
                allowed.iter().chain(&registers).chain(&launches).any(|end| name.ends_with(end));
            assert!(known, "{name} has unsafe code");
        }
    }
}

#[test]
fn the_docs_show_that_a_stale_value_does_not_compile() {
    let docs = std::fs::read_to_string(workspace().join("crates/autograd/src/lib.rs")).unwrap();
    assert!(docs.contains("```compile_fail,E0521"), "the doc test of a stale value is gone");
}
