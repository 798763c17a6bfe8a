//! Runs of a program that does what it is told to: that each way to run it finds what is wrong.

use programs::{Program, list_dir, temp_dir};

const TRIAL: Program = Program::new("trial");
const WITH_RESULT: Program = TRIAL.with_result_prefix("Result: ");

#[test]
fn a_run_that_ends_well_tells_its_result() {
    let out = temp_dir();
    let ended = WITH_RESULT.run_ok(out.path(), &["one", "two"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert_eq!(ended.result(&WITH_RESULT), "2");
    assert_eq!(list_dir(out.path()), ["results.toml"]);
}

#[test]
fn a_run_has_a_folder_and_numbers_and_no_data() {
    let ended = TRIAL.run_in_temp_dir(&[]);
    assert_eq!(ended.number("loss"), 0.25);
    assert!(ended.stdout.starts_with("data: false\n"), "{}", ended.stdout);
}

#[test]
#[should_panic(expected = "no rate in")]
fn a_number_that_is_not_there() {
    TRIAL.run_in_temp_dir(&[]).number("rate");
}

#[test]
#[should_panic(expected = "name = \"trial\" is no number")]
fn a_number_that_is_none() {
    TRIAL.run_in_temp_dir(&[]).number("name");
}

#[test]
#[should_panic(expected = "the last line begins with \"Accuracy: \", not \"Result: 0\"")]
fn another_last_line() {
    let program = TRIAL.with_result_prefix("Accuracy: ");
    program.run_ok(temp_dir().path(), &[]).result(&program);
}

#[test]
fn a_run_that_complains() {
    assert_eq!(TRIAL.run_err(temp_dir().path(), &["complain"]), "error: it was asked to\n");
}

#[test]
#[should_panic(expected = "Result: 1")]
fn who_complains_tells_no_result() {
    WITH_RESULT.run_err(temp_dir().path(), &["complain"]);
}

#[test]
#[should_panic(expected = "panicked")]
fn to_panic_is_not_to_complain() {
    TRIAL.run_err(temp_dir().path(), &["panic"]);
}

#[test]
#[should_panic(expected = "code: Some(0)")]
fn a_run_that_should_complain_and_ends_well() {
    TRIAL.run_err(temp_dir().path(), &[]);
}

#[test]
#[should_panic(expected = "error: it was asked to")]
fn a_run_that_should_end_well_and_complains() {
    TRIAL.run_ok(temp_dir().path(), &["complain"]);
}

#[test]
#[should_panic(expected = "is not built: run `cargo test -p programs`")]
fn a_program_that_is_not_there() {
    Program::new("nothing").executable();
}
