//! What a reader does: trying, looking how far he is, watching, resetting.

use crate::fixture::{Fixture, exercise};
use exercises::{
    Attempt, Colors, Problem, State, Which, check, hint_shown, known, next_hint, progress,
    remember, report, reset, table, watch,
};
use rstest::rstest;
use std::fs;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

/// The states of the three exercises, as far as they are known.
fn states(fixture: &Fixture) -> Vec<State> {
    progress(&fixture.course()).unwrap().into_iter().map(|(_, state)| state).collect()
}

/// Runs the tests on the answer to the exercise of this index.
fn attempt(fixture: &Fixture, index: u32) {
    let course = fixture.course();
    let exercise = exercise(&course, index);
    let attempt = Attempt::at(&course, exercise, LIMIT).unwrap();
    remember(&course, exercise, &attempt).unwrap();
}

#[test]
fn progress_is_what_the_tests_said_of_these_very_files() {
    use State::{Solved, Started, Untouched};
    let fixture = Fixture::new();
    assert_eq!(states(&fixture), [Untouched, Untouched, Untouched]);
    fixture.solve("e1_double");
    assert_eq!(states(&fixture)[0], Started, "nothing is known before the tests have run");
    attempt(&fixture, 1);
    fixture.write("e2_bug/exercise.rs", "//! # 2.2 Find the bug\n//!\n//! Mend it.\n\npub fn mag");
    attempt(&fixture, 2);
    assert_eq!(states(&fixture), [Solved, Started, Untouched]);
    let course = fixture.course();
    assert_eq!(known(&course, exercise(&course, 1)).unwrap(), Some(Solved));
    assert_eq!(known(&course, exercise(&course, 3)).unwrap(), None);
    let table = table(&progress(&course).unwrap(), Colors::plain());
    assert!(
        table.contains("2.1") && table.contains("Double") && table.contains("solved"),
        "{table}"
    );
    assert!(table.ends_with("1 of 3 solved") && !table.contains('\x1b'), "{table}");

    let kept = fixture.target().join("gradus/exercises/results/ex02_1");
    let text = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, "no result").unwrap();
    assert_eq!(states(&fixture), [Started, Started, Untouched]);
    fs::write(&kept, text).unwrap();
    assert_eq!(states(&fixture), [Solved, Started, Untouched]);
    // Another test: what is kept is no longer known to be true.
    fixture.replace("e1_double/check.rs", "double(3), 6", "double(3), 7");
    assert_eq!(states(&fixture), [Started, Started, Untouched]);
}

/// What the reader is shown.
fn shown(fixture: &Fixture, index: u32) -> (State, String) {
    let course = fixture.course();
    let exercise = exercise(&course, index);
    let attempt = Attempt::at(&course, exercise, LIMIT).unwrap();
    remember(&course, exercise, &attempt).unwrap();
    let text = report(&course, exercise, &attempt, Colors::plain()).unwrap();
    (attempt.state(exercise), text)
}

#[track_caller]
fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} in: {text}");
    }
}

#[test]
fn an_attempt_is_reported_without_a_wall_of_words() {
    let fixture = Fixture::new();
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Untouched);
    assert_contains(
        &text,
        &["2.1 Double (5 min)", "to do   of_two", "twice 2", "0 of 2 tests pass."],
    );
    assert_contains(&text, &["a hint: cargo gradus ex hint 2.1"]);

    fixture.replace(
        "e1_double/exercise.rs",
        "todo!(\"2.1: twice {x}\")",
        "println!(\"x = {x}\");\n    x * x",
    );
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Started);
    assert_contains(
        &text,
        &["ok      of_two", "wrong   of_three", "x = 3", "twice three", "left: 9"],
    );
    assert_contains(
        &text,
        &["at chapters/02-fixture/exercises/e1_double/check.rs:", "1 of 2 tests"],
    );
    assert!(!text.contains("RUST_BACKTRACE") && !text.contains("stack backtrace"), "{text}");

    fixture.solve("e1_double");
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Solved);
    assert_contains(&text, &["2 of 2 tests pass.", "ex solution 2.1", "Next, 2.2 Find the bug"]);

    fixture.replace("e1_double/exercise.rs", "2 * x", "2 * y");
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Started);
    assert_contains(&text, &["does not compile yet"]);
}

#[test]
fn a_test_that_cannot_be_run_here_is_neither_right_nor_wrong() {
    let fixture = Fixture::new();
    fixture.replace("e1_double/check.rs", "fn of_two() {", "fn of_two() {\n    not_run();");
    let not_run = "\nfn not_run() {\n    panic!(\"not run: no compiler\")\n}\n";
    let text = fs::read_to_string(fixture.file("e1_double/check.rs")).unwrap();
    fixture.write("e1_double/check.rs", &(text + not_run));
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Untouched);
    assert_contains(&text, &["not run of_two", "no compiler", "to do   of_three"]);
    assert_contains(&text, &["0 of 2 tests pass. On this machine 1 could not be run."]);
    fixture.solve("e1_double");
    let (state, text) = shown(&fixture, 1);
    assert_eq!(state, State::Started, "not all of it is known to be right");
    assert_contains(&text, &["not run of_two", "ok      of_three", "1 of 2 tests pass."]);

    let report = check(&fixture.course(), Which::All, LIMIT, &()).unwrap();
    let said = |problem: &&Problem| problem.message.contains("not run here, so nothing is proved");
    assert_eq!(report.problems.iter().filter(said).count(), 1, "{:#?}", report.problems);
}

#[test]
fn the_end_of_a_long_line_is_shown() {
    let fixture = Fixture::new();
    let long = "panic!(\"{}: a term is missing\", \"1234567890\".repeat(99))";
    fixture.replace(
        "e1_double/exercise.rs",
        "todo!(\"2.1: twice {x}\")",
        &format!("let _ = x;\n    {long}"),
    );
    let (_, text) = shown(&fixture, 1);
    assert_contains(&text, &["1234567890", " … ", "7890: a term is missing"]);
    assert!(text.lines().all(|line| line.chars().count() < 530), "{text}");
}

#[test]
fn where_the_readers_code_panics_is_shown_although_a_test_explains_it() {
    let fixture = Fixture::new();
    fixture.replace("e1_double/exercise.rs", "todo!(\"2.1: twice {x}\")", "[x][x as usize]");
    fixture.write(
        "e1_double/check.rs",
        "use super::exercise::*;\n\n#[test]\nfn of_two() {\n    \
         let found = std::panic::catch_unwind(|| double(2));\n    \
         assert!(found.is_ok(), \"your code panics\");\n}\n",
    );
    let (_, text) = shown(&fixture, 1);
    let folder = "at chapters/02-fixture/exercises/e1_double";
    let [inner, outer] = [format!("{folder}/exercise.rs:9\n"), format!("{folder}/check.rs:6\n")];
    assert_contains(&text, &["your code panics", &inner, &outer]);
    assert!(text.find(&inner) < text.find(&outer), "{text}");
}

#[test]
fn watching_runs_again_when_the_text_changes() {
    let fixture = Fixture::new();
    let course = fixture.course();
    let mut runs = 0;
    let run = || {
        runs += 1;
        match runs {
            1 => fixture.solve("e1_double"),
            2 => fixture.write("e1_double/check.rs", "use super::exercise::*;\n"),
            _ => return Ok::<bool, ()>(false),
        }
        Ok(true)
    };
    watch(exercise(&course, 1), run).unwrap();
    assert_eq!(runs, 3);
}

#[test]
fn watching_begins_where_the_file_is_gone() {
    let fixture = Fixture::new();
    let course = fixture.course();
    fs::remove_file(fixture.file("e1_double/exercise.rs")).unwrap();
    let mut runs = 0;
    let run = || {
        runs += 1;
        fixture.write("e1_double/exercise.rs", "pub fn double() {}");
        Ok::<bool, ()>(runs < 2)
    };
    watch(exercise(&course, 1), run).unwrap();
    assert_eq!(runs, 2);
}

/// Whatever was done to the reader's file, what it comes from is somewhere else.
#[rstest]
#[case::heading_gone(Some("pub fn double(x: i32) -> i32 {\n    3 * x\n}\n"), "twice two")]
#[case::commented_out(Some("// pub fn double(x: i32) -> i32 {\n//     x\n// }\n"), "holds no code")]
#[case::empty(Some(""), "holds no code")]
#[case::other_heading(Some("//! # 9.9 Another\n\npub fn"), "does not compile yet")]
#[case::deleted(None, "is gone")]
fn a_damaged_file_loses_nothing(#[case] text: Option<&str>, #[case] said: &str) {
    let fixture = Fixture::new();
    match text {
        Some(text) => fixture.write("e1_double/exercise.rs", text),
        None => fs::remove_file(fixture.file("e1_double/exercise.rs")).unwrap(),
    }
    let course = fixture.course();
    assert!(course.packages.iter().all(|package| package.problems.is_empty()));
    let double = exercise(&course, 1);
    assert_eq!((double.title.as_str(), double.hints.len()), ("Double", 3));
    assert!(double.statement.starts_with("Write `double`"), "{}", double.statement);
    let (state, text_shown) = shown(&fixture, 1);
    assert_eq!(state, State::Started);
    assert_contains(&text_shown, &["2.1 Double", said, "ex hint 2.1"]);
    // It is still the first that is not solved.
    fixture.solve("e2_bug");
    assert_contains(&shown(&fixture, 2).1, &["Next, 2.3"]);
    fixture.solve("e3_speed");
    assert_contains(&shown(&fixture, 3).1, &["Next, 2.1 Double"]);

    hint_shown(&course, double, 2);
    let backup = reset(&course, double).unwrap();
    assert_eq!(backup.map(|file| fs::read_to_string(file).unwrap()), text.map(Into::into));
    assert_eq!(fs::read(double.file()).unwrap(), fs::read(double.stub_file()).unwrap());
    assert_eq!(next_hint(&course, double), 1, "after a reset the hints begin anew");
    assert_eq!(states(&fixture)[0], State::Untouched);
}

#[test]
fn a_reset_loses_nothing() {
    let fixture = Fixture::new();
    let course = fixture.course();
    let double = exercise(&course, 1);
    let stub = fs::read_to_string(double.file()).unwrap();
    let problem = reset(&course, double).unwrap_err().to_string();
    assert!(problem.ends_with("is the stub already, so nothing was changed"), "{problem}");

    for (text, number) in [("first", 1), ("second", 2)] {
        fs::write(double.file(), text).unwrap();
        let backup = reset(&course, double).unwrap().unwrap();
        assert_eq!(backup, double.folder.join(format!("exercise.rs.{number}.bak")));
        assert_eq!(fs::read_to_string(backup).unwrap(), text);
        assert_eq!(fs::read_to_string(double.file()).unwrap(), stub);
    }
    let problem = reset(&course, double).unwrap_err();
    assert_contains(&problem.to_string(), &["in exercise.rs.1.bak, exercise.rs.2.bak"]);
    // What was edited is started, though its tests still stop at the same line.
    fs::write(double.file(), format!("{stub}\n// An idea.\n")).unwrap();
    assert_eq!(states(&fixture)[0], State::Started);
}
