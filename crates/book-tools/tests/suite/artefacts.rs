//! Runs whose products the book shows: kept, and compared with what was kept.

use crate::support::{Fixture, assert_contains};
use book_tools::artefacts::{Kind, Machine, Manifest, Origins, Outcome, Task, orphans};
use rstest::rstest;
use std::path::PathBuf;

const SCRIPT: &str = "perceptron.sh";
const OUTPUT: &str = "chapters/02-neurons/outputs/perceptron.txt";
const RESULTS: &str = "chapters/02-neurons/results/perceptron.toml";
const FIGURE: &str = "chapters/02-neurons/figures/margin.svg";
const LOCK: &str = "chapters/02-neurons/artefacts.lock";
const MANIFEST: &str = "chapters/02-neurons/artefacts.toml";

fn folder(fixture: &Fixture) -> PathBuf {
    fixture.path("chapters/02-neurons")
}

/// Does something with the only run.
fn with_task<T>(fixture: &Fixture, action: impl FnOnce(&Task<'_>) -> T) -> T {
    let (workspace, folder) = (fixture.workspace(), folder(fixture));
    let manifest = Manifest::read(&workspace, &folder).unwrap();
    let (run, origins) = (&manifest.runs[0], &Origins::of(&workspace));
    action(&Task { workspace: &workspace, origins, folder: &folder, run, kinds: &Kind::ALL })
}

/// The files that differ, each with its difference.
fn differing(outcomes: Vec<Outcome>) -> Vec<(String, String)> {
    let differs = |it: Outcome| it.difference.map(|difference| (it.file, difference));
    outcomes.into_iter().filter_map(differs).collect()
}

fn check(fixture: &Fixture) -> Vec<(String, String)> {
    differing(with_task(fixture, |task| task.check()).unwrap())
}

fn keep(fixture: &Fixture) -> Vec<(String, String)> {
    differing(with_task(fixture, |task| task.save()).unwrap())
}

#[test]
fn what_is_kept_is_the_same_again() {
    let fixture = Fixture::new();
    assert_eq!(check(&fixture), []);
    let before = [OUTPUT, RESULTS, FIGURE].map(|file| fixture.read(file));
    assert_eq!(keep(&fixture), []);
    assert_eq!([OUTPUT, RESULTS, FIGURE].map(|file| fixture.read(file)), before);
}

#[test]
fn a_difference_is_shown_and_kept_when_asked_for() {
    let fixture = Fixture::new();
    keep(&fixture);
    fixture.replace(SCRIPT, "epoch 2: 0", "epoch 2: 1");
    fixture.replace(SCRIPT, "0.97312", "0.5");
    let found = check(&fixture);
    let files: Vec<&str> = found.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(files, [OUTPUT, RESULTS]);
    assert_eq!(found[0].1, "  - epoch 2: 0 mistakes\n  + epoch 2: 1 mistakes\n");
    assert_contains(&found[1].1, &["- accuracy = 0.97312", "+ accuracy = 0.5"]);
    assert_eq!(keep(&fixture).len(), 2);
    assert_eq!(check(&fixture), []);
    let machine = Machine::here();
    assert_contains(
        &fixture.read(RESULTS),
        &["command = \"sh perceptron.sh\"", &machine.date, &machine.class, "accuracy = 0.5\n"],
    );
}

#[test]
fn only_the_lines_that_differ_are_shown_and_not_too_many() {
    let fixture = Fixture::new();
    fixture.write(SCRIPT, &(fixture.read(SCRIPT) + "printf 'a\\nb\\nc\\nd\\n'\n"));
    keep(&fixture);
    fixture.replace(SCRIPT, "a\\nb\\nc\\nd", "a\\nB\\nc\\nx\\nd");
    assert_eq!(check(&fixture)[0].1, "  - b\n  + B\n  + x\n");
    fixture.write(SCRIPT, &(fixture.read(SCRIPT) + "seq 30\n"));
    let difference = &check(&fixture)[0].1;
    assert_eq!(difference.lines().count(), 17);
    assert_contains(difference, &["  + x\n  + 1\n", "  and 17 lines more\n"]);
}

#[test]
fn what_was_never_kept_differs() {
    let fixture = Fixture::new();
    std::fs::remove_file(fixture.path(OUTPUT)).unwrap();
    assert_eq!(check(&fixture), [(OUTPUT.into(), "  is not kept yet\n".into())]);
    keep(&fixture);
    assert_eq!(check(&fixture), []);
}

#[rstest]
#[case("outputs", "loss 0.1234", "loss 0.1235", true)] // one in the last digit
#[case("outputs", "loss 0.1234", "loss 0.2234", false)]
#[case("outputs", "loss 1234.5", "loss 1235.0", true)] // a share of 0.001
#[case("outputs", "epoch 7", "epoch 8", false)] // whole numbers count
#[case("outputs", "loss 0.5", "cost 0.5", false)]
fn numbers_may_differ_a_little_on_another_class(
    #[case] kind: &str,
    #[case] kept: &str,
    #[case] made: &str,
    #[case] same: bool,
) {
    let fixture = Fixture::new();
    fixture.write(SCRIPT, &fixture.read(SCRIPT).replace("epoch 1: 3 mistakes", made));
    keep(&fixture);
    fixture.replace(OUTPUT, made, kept);
    assert_eq!(check(&fixture).len(), 1, "on this class every byte counts");
    let here = format!("{kind} = \"{}\"", Machine::here().class);
    fixture.replace(LOCK, &here, &format!("{kind} = \"another\""));
    assert_eq!(check(&fixture).is_empty(), same);
}

#[test]
fn a_figure_may_differ_by_two_pixels_on_another_class() {
    let fixture = Fixture::new();
    fixture.replace(FIGURE, "<desc", "<desc data-x=\"100\"");
    fixture.write("made.svg", &fixture.read(FIGURE));
    fixture.replace(SCRIPT, "cp chapters/02-neurons/figures/margin.svg", "cp made.svg");
    keep(&fixture);
    let here = format!("figures = \"{}\"", Machine::here().class);
    fixture.replace(LOCK, &here, "figures = \"another\"");
    fixture.replace("made.svg", "data-x=\"100\"", "data-x=\"108\"");
    assert_eq!(check(&fixture), []);
    fixture.replace("made.svg", "data-x=\"108\"", "data-x=\"109\"");
    assert_eq!(check(&fixture).len(), 1);
}

#[test]
fn results_of_another_command_differ() {
    let fixture = Fixture::new();
    fixture.replace(MANIFEST, "sh perceptron.sh", "sh ./perceptron.sh");
    let found = check(&fixture);
    assert_eq!(found[0].0, RESULTS);
    assert_contains(&found[0].1, &["- command = \"sh perceptron.sh\"", "+ command = \"sh ./"]);
    keep(&fixture);
    assert_contains(&fixture.read(RESULTS), &["command = \"sh ./perceptron.sh\""]);
    assert_eq!(check(&fixture), []);
}

#[test]
fn results_that_are_measured_no_more_differ_until_they_are_gone() {
    let fixture = Fixture::new();
    fixture.replace(SCRIPT, "> \"$2/results.toml\"", "> /dev/null");
    let gone = [(RESULTS.to_owned(), "  the run writes no results.toml any more\n".to_owned())];
    assert_eq!(check(&fixture), gone);
    assert_eq!(keep(&fixture), gone);
    assert_eq!(check(&fixture), []);
    assert!(!fixture.path(RESULTS).exists());
}

#[test]
fn results_may_differ_by_the_tolerance_everywhere() {
    let fixture = Fixture::new();
    fixture.replace(SCRIPT, "0.97312", "0.9735");
    assert_eq!(check(&fixture), []);
    fixture.replace(SCRIPT, "0.9735", "0.98");
    assert_eq!(check(&fixture).len(), 1);
    fixture.replace(MANIFEST, "quick = true", "quick = true\ntolerance = 0.02");
    assert_eq!(check(&fixture), []);
}

#[test]
fn what_varies_is_not_compared() {
    let fixture = Fixture::new();
    fixture.replace(MANIFEST, "quick = true", "quick = true\nvaries = ['\\d+ ms']");
    fixture.replace(SCRIPT, "2: 0 mistakes", "2: 0 mistakes in 12 ms");
    assert_eq!(keep(&fixture).len(), 1);
    fixture.replace(SCRIPT, "12 ms", "15 ms");
    assert_eq!(check(&fixture), []);
    assert_eq!(keep(&fixture), [], "and is not kept again for that");
    // A pattern for a text does not hide a number that was measured.
    fixture.replace(MANIFEST, "\\d+ ms", "\\d+ ms|\\d\\.\\d");
    fixture.replace(SCRIPT, "0.97312", "0.5");
    assert_eq!(check(&fixture).len(), 1);
}

#[rstest]
#[case("exit 3", "`sh perceptron.sh` failed: exit status: 3")]
#[case("touch \"$2/other.svg\"", "wrote no margin.svg into its --out folder, but other.svg")]
fn a_run_that_fails_is_an_error(#[case] script: &str, #[case] message: &str) {
    let fixture = Fixture::new();
    fixture.write(SCRIPT, script);
    let error = with_task(&fixture, |task| task.check()).unwrap_err();
    assert_contains(&format!("{error:#}"), &[message]);
}

#[test]
fn a_variable_before_the_command_is_set_and_no_other_data_is_seen() {
    let fixture = Fixture::new();
    let command = "command = \"NAME=value sh perceptron.sh\"";
    fixture.replace(MANIFEST, "command = \"sh perceptron.sh\"", command);
    fixture.write(SCRIPT, &(fixture.read(SCRIPT) + "echo \"$NAME ${GRADUS_DATA-unset}\"\n"));
    keep(&fixture);
    assert_contains(&fixture.read(OUTPUT), &["value unset\n"]);
}

#[rstest]
#[case("name = \"perceptron\"", "name = \"a/b\"", "the name \"a/b\" must be of letters")]
#[case("[\"margin\"]", "[\"a\", \"a\"]", "the name \"a\" is there twice")]
#[case("quick", "quik", "unknown field `quik`")]
fn a_manifest_must_be_right(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let fixture = Fixture::new();
    fixture.replace(MANIFEST, old, new);
    let error = Manifest::read(&fixture.workspace(), &folder(&fixture)).unwrap_err();
    assert_contains(&error, &["chapters/02-neurons/artefacts.toml: ", message]);
}

#[test]
fn a_kept_file_that_no_run_makes_is_found() {
    let fixture = Fixture::new();
    let manifest = Manifest::read(&fixture.workspace(), &folder(&fixture)).unwrap();
    let found = || orphans(&fixture.workspace(), &folder(&fixture), &manifest);
    assert_eq!(found(), Vec::<String>::new());
    fixture.write("chapters/02-neurons/figures/old.svg", "");
    assert_eq!(found(), ["chapters/02-neurons/figures/old.svg"]);
}
