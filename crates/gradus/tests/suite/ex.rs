//! `cargo gradus ex …` as the reader calls it, in the small course of crate `exercises`.

use crate::course::Fixture;
use rstest::rstest;
use std::process::{Command, Output};

/// The exit code and all that was printed.
fn ex(fixture: &Fixture, words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.arg("ex").args(words).current_dir(fixture.root());
    let Output { status, stdout, stderr } = command.output().unwrap();
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
    assert_ends(&fixture, &["solution", "2.1"], 1, &["not solved yet", "ex hint 2.1", "--yes"]);
    let parts = ["$ cargo test -p ex02 --test ex02_1", "to do   of_two", "0 of 2 tests pass"];
    assert_ends(&fixture, &["2.1"], 1, &parts);

    fixture.solve("e1_double");
    assert_ends(&fixture, &["2.1"], 0, &["2 of 2 tests pass", "Next, 2.2"]);
    assert_ends(&fixture, &[], 0, &["solved", "1 of 3 solved", "Next: 2.2 Find the bug"]);
    assert_ends(&fixture, &["solution", "2.1"], 0, &["2 * x"]);

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
    assert_ends(&fixture, &["hint"], 0, &["2.2 Find the bug", "Hint 1 of 3"]);
    // What was started goes before what was not.
    fixture.replace("e3_speed/exercise.rs", "1..=n", "1..n");
    assert_ends(&fixture, &["hint"], 0, &["2.3 The sum of many", "Hint 1 of 3"]);
}

#[test]
fn the_check_ends_with_what_it_found() {
    let fixture = Fixture::new();
    let parts = ["1 exercise: 1 stub, 1 solution and 2 wrong answers, 6 tests run; no problem"];
    assert_ends(&fixture, &["check", "2.1"], 0, &parts);
    fixture.replace("e1_double/check.rs", "double(3), 6", "double(2), 4");
    let parts = ["exercises/e1_double/wrong/square.rs: `of_three` does not catch", "; 1 problem"];
    assert_ends(&fixture, &["check", "2.1"], 1, &parts);
}
