//! `cargo gradus ex …` as the reader calls it, in the small course of crate `exercises`.

use crate::course::Fixture;
use rstest::rstest;
use std::fs;
use std::process::{Command, Output};

/// The command with these words, in this course.
fn command(fixture: &Fixture, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    // The course has a build folder of its own.
    command.arg("ex").args(words).current_dir(fixture.root()).env_remove("CARGO_TARGET_DIR");
    command
}

/// The exit code and all that was printed.
fn ex(fixture: &Fixture, words: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = command(fixture, words).output().unwrap();
    let text = String::from_utf8([stdout, stderr].concat()).unwrap();
    (status.code().expect("ended by itself"), text)
}

#[track_caller]
fn assert_ends(fixture: &Fixture, words: &[&str], code: i32, parts: &[&str]) {
    let (found, text) = ex(fixture, words);
    assert_eq!(found, code, "{text}");
    for part in parts {
        assert!(text.contains(part), "{part} in: {text}");
    }
    assert!(!text.contains('\x1b'), "colours where there is no terminal: {text}");
}

#[test]
fn an_exercise_from_the_table_to_the_solution() {
    let fixture = Fixture::new();
    let parts = ["2.1", "Double", "untouched", "0 of 3 solved", "Next: 2.1 Double"];
    assert_ends(&fixture, &[], 0, &parts);
    let tested = "$ cargo test -p ex02 --test ex02_1";
    assert_ends(
        &fixture,
        &["solution", "2.1"],
        1,
        &[tested, "not solved yet", "ex hint 2.1", "--yes"],
    );
    let parts = [tested, "to do   of_two", "0 of 2 tests pass"];
    assert_ends(&fixture, &["2.1"], 1, &parts);

    fixture.solve("e1_double");
    assert_ends(&fixture, &[], 0, &["0 of 3 solved", "nothing was tested now"]);
    assert_ends(&fixture, &["solution", "2.1"], 0, &[tested, "2 * x"]);
    assert_ends(&fixture, &["2.1"], 0, &["2 of 2 tests pass", "Next, 2.2"]);
    assert_ends(&fixture, &[], 0, &["solved", "1 of 3 solved", "Next: 2.2 Find the bug"]);
    let (code, text) = ex(&fixture, &["solution", "2.1"]);
    assert_eq!((code, text.contains(tested)), (0, false), "it is known: {text}");

    fixture.replace("e1_double/exercise.rs", "2 * x", "2 * y");
    assert_ends(&fixture, &["2.1"], 1, &["cannot find value `y`", "does not compile yet"]);
}

#[rstest]
#[case(&["hint", "2.1"], 0, &["Hint 1 of 3", "Read the first test.", "The next one: cargo gradus ex hint 2.1"])]
#[case(&["hint", "2.1", "3"], 0, &["Hint 3 of 3", "It is `2 * x`.", "ex solution 2.1"])]
#[case(&["hint", "2.1", "--all"], 0, &["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3"])]
#[case(&["hint"], 0, &["2.1 Double", "Hint 1 of 3"])]
#[case(&["hint", "2.1", "4"], 2, &["4 is not in 1..=3"])]
#[case(&["solution", "2.2", "--yes"], 0, &["x.abs()"])]
#[case(&["2.9"], 2, &["there is no exercise 2.9; the nearest are 2.1, 2.2, 2.3"])]
#[case(&["check", "2.9"], 2, &["there is no exercise 2.9"])]
#[case(&["two"], 2, &["\"two\" is no exercise", "such as 2.1"])]
fn a_command(#[case] words: &[&str], #[case] code: i32, #[case] parts: &[&str]) {
    assert_ends(&Fixture::new(), words, code, parts);
}

#[test]
fn hints_come_one_after_another() {
    let fixture = Fixture::new();
    for hint in ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"] {
        assert_ends(&fixture, &["hint", "2.1"], 0, &["2.1 Double", hint]);
    }
    assert_ends(&fixture, &["hint", "2.1", "1"], 0, &["Hint 1 of 3"]);
    assert_ends(&fixture, &["hint", "2.1"], 0, &["Hint 2 of 3"]);
    // Solved, so the next exercise is the one that is worked on.
    fixture.solve("e1_double");
    assert_ends(&fixture, &["2.1"], 0, &["2 of 2 tests pass"]);
    assert_ends(&fixture, &["hint"], 0, &["2.2 Find the bug", "Hint 1 of 3"]);
    // What was started goes before what was not.
    fixture.replace("e3_speed/exercise.rs", "1..=n", "1..n");
    assert_ends(&fixture, &["2.3"], 1, &["wrong"]);
    assert_ends(&fixture, &["hint"], 0, &["2.3 The sum of many", "Hint 1 of 3"]);
}

#[test]
fn a_file_that_is_gone_comes_back() {
    let fixture = Fixture::new();
    assert_ends(&fixture, &["hint", "2.1", "2"], 0, &["Hint 2 of 3"]);
    fs::remove_file(fixture.file("e1_double/exercise.rs")).unwrap();
    assert_ends(&fixture, &[], 0, &["started", "Next: 2.1 Double"]);
    let parts = ["e1_double/exercise.rs is gone", "cargo gradus ex reset 2.1"];
    assert_ends(&fixture, &["2.1"], 1, &parts);
    assert_ends(&fixture, &["hint", "2.1"], 0, &["Hint 3 of 3"]);
    assert_ends(&fixture, &["solution", "2.1", "--yes"], 0, &["2 * x"]);
    assert_ends(&fixture, &["reset", "2.1"], 0, &["e1_double/exercise.rs is the stub again."]);
    assert_ends(&fixture, &["hint", "2.1"], 0, &["Hint 1 of 3"]);
    assert_ends(&fixture, &["2.1"], 1, &["to do   of_two"]);
    assert_ends(&fixture, &["reset", "2.1"], 1, &["is the stub already, so nothing was changed"]);
}

/// With a cargo that notes its words: it is asked for the workspace, and builds nothing.
#[test]
#[cfg(unix)]
fn the_table_and_the_next_hint_compile_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new();
    let (cargo, log) = (fixture.root().join("cargo.sh"), fixture.root().join("words"));
    let real = std::env::var("CARGO").unwrap();
    let script = format!("#!/bin/sh\necho \"$1\" >> {log:?}\nexec {real:?} \"$@\"\n");
    fs::write(&cargo, script).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    fixture.solve("e1_double");
    for (words, built) in [(&[][..], false), (&["hint"], false), (&["2.1"], true)] {
        fs::write(&log, "").unwrap();
        let output = command(&fixture, words).env("CARGO", &cargo).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let asked = fs::read_to_string(&log).unwrap();
        assert!(asked.contains("metadata\n"), "{words:?}: {asked}");
        assert_eq!(asked.contains("build\n"), built, "{words:?}: {asked}");
    }
}

#[test]
fn the_check_says_how_far_it_is_and_ends_with_what_it_found() {
    let fixture = Fixture::new();
    let Output { stdout, stderr, .. } = command(&fixture, &["check", "2.1"]).output().unwrap();
    let expected = "1 exercise: 1 stub, 1 solution and 2 wrong answers, 6 tests run; no problem\n";
    assert_eq!(String::from_utf8(stdout).unwrap(), expected);
    let expected = "Compiling 4 programs, the stubs, solutions and wrong answers of 1 exercise …\n\
                    Running 6 tests …\n  ex02: 6 tests run\n";
    assert_eq!(String::from_utf8(stderr).unwrap(), expected);

    assert_ends(&fixture, &["check"], 0, &["3 exercises: 3 stubs", "18 tests run; no problem"]);
    let parts = ["1 exercise: 1 stub", "; 2 others are as they were proved before; no problem"];
    assert_ends(&fixture, &["check"], 0, &parts);
    assert_ends(&fixture, &["check", "--all"], 0, &["3 exercises", "18 tests run; no problem"]);
    assert_ends(&fixture, &["check", "--all", "2.1"], 2, &["cannot be used with"]);

    fixture.replace("e1_double/check.rs", "double(3), 6", "double(2), 4");
    let parts = ["exercises/e1_double/wrong/square.rs: `of_three` does not catch", "; 1 problem"];
    assert_ends(&fixture, &["check", "2.1"], 1, &parts);
}
