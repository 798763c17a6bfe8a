//! `cargo gradus artefacts`, `outputs`, `figures`, `results` as the author calls them.

use crate::fixture::Fixture;

const OUTPUT: &str = "chapters/02-neurons/outputs/perceptron.txt";

#[test]
fn check_runs_the_quick_ones_and_says_what_to_do_about_a_difference() {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["artefacts", "--check"]).0, 0);
    fixture.write(OUTPUT, "epoch 1: 3 mistakes\nepoch 2: 7 mistakes\n");
    let (code, stdout, _) = fixture.run(&["outputs", "--check", "ch02"]);
    assert_eq!(code, 1);
    let expected = format!(
        "ch02 perceptron: sh perceptron.sh\n  {OUTPUT}: DIFFERS\n  - epoch 2: 7 mistakes\n  \
         + epoch 2: 0 mistakes\n  If this is as it should be, run `cargo gradus outputs ch02`, look at the \
         difference, and commit it.\n"
    );
    assert_eq!(stdout, expected);
    assert_eq!(fixture.run(&["figures", "--check"]).0, 0, "only the output differs");
    assert_eq!(fixture.run(&["results", "--check"]).0, 0, "only the output differs");
}

#[test]
fn without_check_a_difference_is_kept() {
    let fixture = Fixture::new();
    fixture.write(OUTPUT, "old\n");
    let (code, stdout, _) = fixture.run(&["outputs"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("perceptron.txt: kept\n  - old\n  + epoch 1"), "{stdout}");
    assert_eq!(fixture.read(OUTPUT), "epoch 1: 3 mistakes\nepoch 2: 0 mistakes\n");
    assert_eq!(fixture.run(&["artefacts", "--check"]).0, 0);
}

#[test]
fn a_slow_run_is_not_run_to_check() {
    let fixture = Fixture::new();
    let manifest = fixture.read("chapters/02-neurons/artefacts.toml");
    fixture.write("chapters/02-neurons/artefacts.toml", &manifest.replace("= true", "= false"));
    fixture.write(OUTPUT, "old\n");
    let (code, stdout, _) = fixture.run(&["artefacts", "--check"]);
    assert_eq!((code, stdout.as_str()), (0, ""));
}

#[test]
fn what_no_run_makes_and_what_does_not_run_is_told() {
    let fixture = Fixture::new();
    fixture.write("chapters/02-neurons/figures/old.svg", "");
    let (code, stdout, _) = fixture.run(&["artefacts", "--check"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("figures/old.svg: no run of chapters/02-neurons/artefacts.toml makes it")
    );
    fixture.write("perceptron.sh", "exit 3\n");
    let (code, _, stderr) = fixture.run(&["artefacts", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error: `sh perceptron.sh` failed: exit status: 3"), "{stderr}");
    let (code, _, stderr) = fixture.run(&["artefacts", "ch07"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error: there is no chapters/07-…, but there are ch02"), "{stderr}");
}
