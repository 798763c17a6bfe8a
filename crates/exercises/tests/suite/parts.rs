//! The parts of an exercise, and what is wrong with packages.

use crate::fixture::{Fixture, exercise};
use exercises::dependency_order::objection;
use exercises::{Kind, Number, Which, check};
use rstest::rstest;
use std::fs;
use std::time::Duration;

#[test]
fn an_exercise_tells_all_about_itself() {
    let fixture = Fixture::new();
    let course = fixture.course();
    let found = exercise(&course, 1);
    assert_eq!(found.title, "Double");
    assert_eq!(found.statement, "Write `double`, such that\n\n`y = 2 · x`.");
    assert_eq!((found.kind, found.minutes), (Kind::Implement, 5));
    assert_eq!(found.hints, ["Read the first test.", "What is `2 * x`?", "It is `2 * x`."]);
    assert_eq!(found.command(), "cargo test -p ex02 --test ex02_1");
    assert_eq!(exercise(&course, 2).fails, ["of_negative"]);
    let names = found.wrong_answers().into_iter().map(|answer| answer.unwrap().name);
    assert_eq!(names.collect::<Vec<_>>(), ["half", "square"]);
}

#[rstest]
#[case("2")]
#[case("2.")]
#[case("a.b")]
#[case("-1.2")]
#[case("2.1.3")]
fn no_number(#[case] text: &str) {
    let message = text.parse::<Number>().unwrap_err().to_string();
    assert!(message.contains(text) && message.contains("such as 2.1"), "{message}");
}

#[test]
fn an_unknown_number_names_the_nearest() {
    let course = Fixture::new().course();
    let unknown = course.exercise(Number { chapter: 2, index: 9 }).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no exercise 2.9; the nearest are 2.1, 2.2, 2.3");
}

#[rstest]
#[case(2, "check", None)]
#[case(3, "neurons", None)]
#[case(2, "neurons", Some("earlier chapters only"))]
#[case(2, "autograd", Some("which chapter 7 builds"))]
#[case(2, "serde", Some("of which no chapter is known"))]
fn the_dependency_order(#[case] chapter: u32, #[case] name: &str, #[case] said: Option<&str>) {
    let found = objection(chapter, name);
    assert_eq!(found.is_some(), said.is_some(), "{found:?}");
    assert!(found.unwrap_or_default().contains(said.unwrap_or_default()));
}

/// What the check says of the package, without running anything that is not needed.
#[track_caller]
fn assert_said(fixture: &Fixture, file: &str, said: &str) {
    let report = check(&fixture.course(), Which::All, Duration::from_secs(20), &()).unwrap();
    let found =
        report.problems.iter().any(|it| it.file.ends_with(file) && it.message.contains(said));
    assert!(found, "{said} in {:#?}", report.problems);
}

#[test]
fn the_package_is_checked_too() {
    let fixture = Fixture::new();
    fixture.replace("Cargo.toml", "[[test]]\nname = \"ex02_2\"\npath = \"e2_bug/main.rs\"\n", "");
    fixture.replace("Cargo.toml", "[features]\nsolution = []\n", "[features]\n");
    fs::remove_file(fixture.file("e1_double/wrong/half.rs")).unwrap();
    fs::remove_dir_all(fixture.file("e3_speed")).unwrap();
    fixture.replace("Cargo.toml", "[[test]]\nname = \"ex02_3\"\npath = \"e3_speed/main.rs\"\n", "");
    fixture.replace("e1_double/hints.md", "Read the first test.", "Read $`\\mystery x`$.");
    assert_said(&fixture, "e1_double/hints.md", "hint 1 holds `\\mystery`");
    assert_said(&fixture, "Cargo.toml", "has no test target for exercise 2.2; add `[[test]]`");
    assert_said(&fixture, "Cargo.toml", "add the feature `solution`");
    assert_said(&fixture, "e1_double/wrong", "holds 1 wrong answers; write 2 to 8");
}

#[test]
fn a_dependency_that_does_not_compile_is_no_exercises_fault() {
    let fixture = Fixture::new();
    let broken = fixture.root().join("crates/neurons");
    fs::create_dir_all(broken.join("src")).unwrap();
    let manifest = "[package]\nname = \"neurons\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    fs::write(broken.join("Cargo.toml"), manifest).unwrap();
    fs::write(broken.join("src/lib.rs"), "pub fn neuron() -> f32 { 0 }").unwrap();
    fixture.replace(
        "Cargo.toml",
        "[features]",
        "[dependencies]\nneurons = { path = \"../../../crates/neurons\" }\n\n[features]",
    );
    let workspace = fixture.root().join("Cargo.toml");
    let text = fs::read_to_string(&workspace).unwrap();
    fs::write(&workspace, text.replace("\"chapters", "\"crates/*\", \"chapters")).unwrap();
    let error =
        check(&fixture.course(), Which::All, Duration::from_secs(20), &()).unwrap_err().to_string();
    assert!(
        error.contains("no exercise is to blame") && error.contains("mismatched types"),
        "{error}"
    );

    // Mended, it still holds the answers of this chapter.
    fs::write(broken.join("src/lib.rs"), "pub fn neuron() -> f32 { 0.0 }").unwrap();
    assert_said(&fixture, "Cargo.toml", "use `neurons`, which chapter 2 builds; leave it out");
}

#[test]
fn nothing_is_left_out_in_silence() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.file("e2_bug/stub.rs")).unwrap();
    for name in ["e1_double", "e3_speed"] {
        fixture.write(&format!("{name}/check.rs"), "no Rust");
    }
    assert_said(&fixture, "e2_bug/stub.rs", "cannot be read");
    assert_said(&fixture, "e1_double/check.rs", "compiles with no answer");
    assert_said(&fixture, "e3_speed/check.rs", "compiles with no answer");
    for name in ["e1_double", "e2_bug", "e3_speed"] {
        fs::remove_dir_all(fixture.file(name)).unwrap();
    }
    fixture.write("Cargo.toml", "[package]\nname = \"ex02\"\nversion = \"0.1.0\"\n");
    fs::create_dir(fixture.file("src")).unwrap();
    fixture.write("src/lib.rs", "");
    assert_said(&fixture, "Cargo.toml", "the package holds no exercise");
}
