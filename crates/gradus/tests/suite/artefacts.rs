//! `cargo gradus artefacts`, `outputs`, `figures`, `results` as the author calls them.

use crate::fixture::Fixture;

const OUTPUT: &str = "chapters/02-neurons/outputs/perceptron.txt";
const MANIFEST: &str = "chapters/02-neurons/artefacts.toml";
const LOCK: &str = "chapters/02-neurons/artefacts.lock";

/// The fixture, with what its run makes kept.
fn kept() -> Fixture {
    let fixture = Fixture::new();
    assert_eq!(fixture.run(&["artefacts"]).0, 0);
    fixture
}

/// The last line on the standard output.
fn summary(fixture: &Fixture, words: &[&str]) -> (i32, String) {
    let (code, stdout, stderr) = fixture.run(words);
    assert_eq!(stderr, "");
    (code, stdout.lines().last().unwrap_or_default().into())
}

#[test]
fn check_says_what_to_do_about_a_difference() {
    let fixture = kept();
    fixture.write(OUTPUT, "epoch 1: 3 mistakes\nepoch 2: 7 mistakes\n");
    let (code, stdout, _) = fixture.run(&["outputs", "--check", "ch02"]);
    assert_eq!(code, 1);
    let expected = format!(
        "ch02 perceptron, run 1 of 1: sh perceptron.sh\n  {OUTPUT}: DIFFERS\n  - epoch 2: 7 mistakes\n  \
         + epoch 2: 0 mistakes\n  If this is as it should be, run `cargo gradus outputs ch02`, look at the \
         difference, and commit it.\n\
         1 quick run: 1 made anew because a kept file was changed; 1 differs\n"
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
fn what_is_made_anew_and_why_is_summed_up() {
    let fixture = Fixture::new();
    let twice = fixture.read(MANIFEST).replace("[\"margin\"]", "[]").replace("perceptron", "again");
    fixture.write(MANIFEST, &format!("{}\n{twice}", fixture.read(MANIFEST)));
    fixture.write("again.sh", "echo again\n");
    let unknown = "2 runs: 2 made anew because it was not known from what they were kept; \
                   1 gave something new, which is kept";
    assert_eq!(summary(&fixture, &["artefacts"]), (0, unknown.into()));
    assert_eq!(summary(&fixture, &["artefacts"]), (0, "2 runs: none had to be made anew".into()));
    let check = ["artefacts", "--check"];
    let sample = "2 quick runs: 1 made anew as a sample; all the same";
    assert_eq!(summary(&fixture, &check), (0, sample.into()));
    fixture.write("again.sh", "echo again # and again\n");
    let changed = "2 quick runs: 1 made anew because its sources changed, 1 of the other 1 as a sample; \
                   all the same";
    assert_eq!(summary(&fixture, &check), (0, changed.into()));
    assert_eq!(summary(&fixture, &check), (0, sample.into()), "what was the same is noted");
    let all = "2 runs: 2 made anew; all the same";
    assert_eq!(summary(&fixture, &["artefacts", "--check", "--all"]), (0, all.into()));
    fixture.write(LOCK, "");
    let unknown =
        "2 quick runs: 2 made anew because it was not known from what they were kept; all the same";
    assert_eq!(summary(&fixture, &check), (0, unknown.into()));
}

#[test]
fn a_slow_run_is_not_run_to_check_but_told() {
    let fixture = kept();
    let manifest = fixture.read(MANIFEST);
    fixture.write(MANIFEST, &manifest.replace("= true", "= false"));
    let none = "0 quick runs: none had to be made anew\n";
    let check = ["artefacts", "--check"];
    assert_eq!(fixture.run(&check), (0, none.into(), String::new()));
    fixture.write(OUTPUT, "old\n");
    let told = "it is slow, so no check repeats it: `cargo gradus artefacts ch02` does\n";
    let by_hand = format!("ch02 perceptron: a kept file is not as the run made it; {told}{none}");
    assert_eq!(fixture.run(&check), (0, by_hand, String::new()));
    let script = fixture.read("perceptron.sh");
    fixture.write("perceptron.sh", &format!("{script}true\n"));
    let sources = format!("ch02 perceptron: kept from other sources; {told}{none}");
    assert_eq!(fixture.run(&check), (0, sources, String::new()));
    let (code, stdout, _) = fixture.run(&["artefacts", "--check", "--all"]);
    assert_eq!(code, 1);
    assert!(stdout.ends_with("1 run: 1 made anew; 1 differs\n"), "{stdout}");
    assert_eq!(fixture.run(&["artefacts", "ch02"]).0, 0);
    assert_eq!(fixture.run(&check), (0, none.into(), String::new()));
}

#[test]
fn one_run_of_several() {
    let fixture = Fixture::new();
    let twice = fixture.read(MANIFEST).replace("[\"margin\"]", "[]").replace("perceptron", "again");
    fixture.write(MANIFEST, &format!("{}\n{twice}", fixture.read(MANIFEST)));
    fixture.write("again.sh", "echo again\n");
    let (code, stdout, _) = fixture.run(&["artefacts", "--run", "again"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("ch02 again, run 1 of 1: sh again.sh\n"), "{stdout}");
    let (code, _, stderr) = fixture.run(&["artefacts", "--run", "gone"]);
    assert_eq!(code, 1);
    let expected = "there is no run `gone`; there are [\"perceptron\", \"again\"]";
    assert!(stderr.contains(expected), "{stderr}");
}

#[test]
fn a_run_whose_data_are_not_there_is_skipped() {
    let fixture = Fixture::new();
    let manifest = fixture.read(MANIFEST).replace("\"sh ", "\"GRADUS_DATA=/no/such/folder sh ");
    fixture.write(MANIFEST, &manifest);
    let (code, stdout, _) = fixture.run(&["artefacts", "--check", "--all"]);
    assert_eq!(code, 0);
    let expected = "ch02 perceptron: skipped, because there is no folder /no/such/folder: fetch the data \
                    set that it reads (`cargo gradus data list`), or name the folder above it in \
                    GRADUS_DATA\n1 run: none had to be made anew, 1 skipped\n";
    assert_eq!(stdout, expected);
    // The downloads, or what the caller names.
    let script = fixture.read("perceptron.sh");
    fixture.write("perceptron.sh", &format!("{script}echo $GRADUS_DATA\n"));
    let printed = |folder: &str| {
        let output = fixture.read(OUTPUT);
        output.trim_end().ends_with(folder)
    };
    std::fs::create_dir_all(fixture.path("datasets/downloads")).unwrap();
    assert_eq!(fixture.run(&["artefacts", "--all"]).0, 0);
    assert!(printed("datasets/downloads"), "{}", fixture.read(OUTPUT));
    let mut own = fixture.command(&["artefacts", "--all"]);
    assert!(own.env("GRADUS_DATA", fixture.path("book")).status().unwrap().success());
    assert!(printed("/book"), "{}", fixture.read(OUTPUT));
}

#[test]
fn a_program_of_the_workspace_is_run_again_for_its_code_and_not_for_a_comment() {
    let fixture = Fixture::new();
    let program = "chapters/02-neurons/examples/program.rs";
    std::fs::create_dir(fixture.path("chapters/02-neurons/examples")).unwrap();
    fixture.write(program, "fn main() {\n    println!(\"one\");\n}\n");
    fixture.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"chapters/*\"]\n");
    let package = "[package]\nname = \"ch02\"\nedition = \"2024\"\n";
    fixture.write("chapters/02-neurons/Cargo.toml", package);
    let manifest = "[[run]]\nname = \"perceptron\"\nquick = true\n\
                    command = \"cargo run --release -p ch02 --example program\"\n";
    fixture.write(MANIFEST, manifest);
    let summary = || {
        let (code, stdout, stderr) = fixture.run(&["artefacts", "ch02"]);
        assert_eq!(code, 0, "{stderr}");
        let line = stdout.lines().filter(|line| line.starts_with("1 run: "));
        (line.collect::<String>(), fixture.read(OUTPUT))
    };
    summary();
    let rest = ("1 run: none had to be made anew".to_owned(), "one\n".to_owned());
    assert_eq!(summary(), rest);
    fixture.write(program, "//! A program.\nfn main() { println!(\"one\") /* ! */; }\n");
    assert_eq!(summary(), rest);
    fixture.write(program, "fn main() {\n    println!(\"two\");\n}\n");
    let because =
        "1 run: 1 made anew because its sources changed; 1 gave something new, which is kept";
    assert_eq!(summary(), (because.into(), "two\n".into()));
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
