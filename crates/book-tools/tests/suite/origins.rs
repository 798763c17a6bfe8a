//! What runs come from.

use crate::support::{Fixture, assert_contains};
use book_tools::artefacts::{Manifest, Origins};
use rstest::rstest;

const MANIFEST: &str = "chapters/02-neurons/artefacts.toml";
const EXAMPLE: &str = "chapters/02-neurons/examples/program.rs";
const COMMAND: &str = "GRADUS_DATA=/folder cargo run --release -p ch02 --example program -- --fast";

/// The fixture, its run a program of its workspace.
fn fixture(command: &str) -> Fixture {
    let fixture = Fixture::new();
    fixture.replace(MANIFEST, "sh perceptron.sh", command);
    fixture.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"chapters/*\"]\n");
    fixture.write(
        "chapters/02-neurons/Cargo.toml",
        "[package]\nname = \"ch02\"\nedition = \"2024\"\n",
    );
    fixture.write(EXAMPLE, "//! A program.\n\nfn main() {}\n");
    fixture.write("datasets/manifest.toml", "[[set]]\nname = \"small\"\n");
    fixture
}

fn origin(fixture: &Fixture) -> anyhow::Result<String> {
    let workspace = fixture.workspace();
    let manifest = Manifest::read(&workspace, &fixture.path("chapters/02-neurons")).unwrap();
    Origins::of(&workspace).of_run(&manifest.runs[0]).map(|it| it.to_string())
}

#[rstest]
#[case::program(EXAMPLE, "fn main() {}", "fn main() { println!() }", true)]
#[case::a_comment_in_it(EXAMPLE, "A program", "The program", false)]
#[case::option(MANIFEST, "--fast", "--slow", true)]
#[case::profile(
    "Cargo.toml",
    "[workspace]",
    "[profile.release]\nopt-level = 1\n\n[workspace]",
    true
)]
#[case::another_profile(
    "Cargo.toml",
    "[workspace]",
    "[profile.dev]\nopt-level = 1\n\n[workspace]",
    false
)]
#[case::checksums_of_data("datasets/manifest.toml", "small", "large", true)]
#[case::a_comment_there("datasets/manifest.toml", "[[set]]", "# A set.\n[[set]]", false)]
fn a_program_of_the_workspace(
    #[case] file: &str,
    #[case] old: &str,
    #[case] new: &str,
    #[case] counts: bool,
) {
    let fixture = fixture(COMMAND);
    let before = origin(&fixture).unwrap();
    fixture.replace(file, old, new);
    assert_eq!(origin(&fixture).unwrap() != before, counts);
}

#[test]
fn a_program_on_the_pretend_gpu_comes_from_its_source() {
    let fixture = fixture("cargo gradus gpu -- cargo run --release -p ch02 --example program");
    let before = origin(&fixture).unwrap();
    fixture.replace(EXAMPLE, "fn main() {}", "fn main() { println!() }");
    assert_ne!(origin(&fixture).unwrap(), before);
}

#[test]
fn large_data_sets_count_only_where_they_are_read() {
    let fixture = fixture(COMMAND.split_once(' ').unwrap().1);
    let before = origin(&fixture).unwrap();
    fixture.replace("datasets/manifest.toml", "small", "large");
    assert_eq!(origin(&fixture).unwrap(), before);
}

#[rstest]
#[case("cargo run --release --example program", "`cargo run --release -p PACKAGE --example NAME`")]
#[case("cargo run --release -p ch02 -- --example program", "`cargo run --release -p PACKAGE")]
#[case("cargo test -p ch02 --example program", "`cargo run --release -p PACKAGE")]
#[case("cargo run --release -p ch02 --example gone", "package ch02 has no example `gone`")]
#[case("cargo run --release -p ch03 --example program", "there is no package `ch03`")]
fn a_command_that_does_not_tell_what_it_runs(#[case] command: &str, #[case] message: &str) {
    let error = origin(&fixture(command)).unwrap_err();
    assert_contains(&format!("{error:#}"), &[message]);
}
