//! Which runs are made anew: what has changed, and a sample of the rest.

use crate::support::{Fixture, assert_contains};
use book_tools::artefacts::{Kind, Machine, Manifest, Origins, Standing, Step, Task, Why, plan};
use rstest::rstest;
use std::collections::BTreeSet;
use std::process::Command;

const CHAPTER: &str = "chapters/02-neurons";
const MANIFEST: &str = "chapters/02-neurons/artefacts.toml";
const LOCK: &str = "chapters/02-neurons/artefacts.lock";
/// How many runs the chapter has.
const RUNS: usize = 20;

/// A chapter of runs `r0`, `r1`, …, each of a script of its own that prints its name and tells the
/// file `runs` that it was run.
fn many() -> Fixture {
    let fixture = Fixture::new();
    std::fs::remove_dir_all(fixture.path(CHAPTER)).unwrap();
    let mut manifest = String::new();
    for run in 0..RUNS {
        manifest +=
            &format!("[[run]]\nname = \"r{run}\"\ncommand = \"sh r{run}.sh\"\nquick = true\n");
        let script = format!("echo {run} >> runs\necho run {run}, loss 0.1234\n");
        fixture.write(&format!("r{run}.sh"), &script);
    }
    fixture.write(MANIFEST, &manifest);
    fixture.write("runs", "");
    with_tasks(&fixture, &Kind::ALL, |tasks| {
        tasks.iter().for_each(|task| drop(task.save().unwrap()))
    });
    fixture.write("runs", "");
    fixture
}

/// Does something with all runs.
fn with_tasks<T>(fixture: &Fixture, kinds: &[Kind], action: impl FnOnce(&[Task<'_>]) -> T) -> T {
    let (workspace, folder) = (&fixture.workspace(), &*fixture.path(CHAPTER));
    let (manifest, origins) = (Manifest::read(workspace, folder).unwrap(), &Origins::of(workspace));
    let tasks: Vec<_> =
        manifest.runs.iter().map(|run| Task { workspace, origins, folder, run, kinds }).collect();
    action(&tasks)
}

/// Takes the steps of a check, and gives them.
fn check(fixture: &Fixture) -> Vec<Step> {
    with_tasks(fixture, &Kind::ALL, |tasks| {
        let steps = plan(tasks, true, false).unwrap();
        for (task, step) in tasks.iter().zip(&steps) {
            if let Step::Make(_) = step {
                let outcomes = task.check().unwrap();
                assert!(outcomes.iter().all(|it| it.difference.is_none()), "{outcomes:?}");
            }
        }
        steps
    })
}

/// The runs with a step of this kind.
fn with(steps: &[Step], step: &Step) -> Vec<usize> {
    (0..steps.len()).filter(|run| steps[*run] == *step).collect()
}

/// How the first run stands.
fn standing(fixture: &Fixture) -> Standing {
    with_tasks(fixture, &Kind::ALL, |tasks| tasks[0].standing().unwrap())
}

/// Names the class of this machine in the lock as if it were another.
fn elsewhere(fixture: &Fixture) {
    fixture.replace(LOCK, &Machine::here().class, "another");
}

#[test]
fn what_fits_is_not_run_but_a_sample_is() {
    let fixture = many();
    let steps = check(&fixture);
    let drawn = with(&steps, &Step::Make(Why::Sample));
    assert_eq!((drawn.len(), with(&steps, &Step::Rest).len()), (2, RUNS - 2));
    let ran: Vec<usize> = fixture.read("runs").lines().map(|run| run.parse().unwrap()).collect();
    assert_eq!(ran, drawn);

    fixture.replace("r7.sh", "0.1234", "0.$((617 * 2))");
    let steps = check(&fixture);
    assert_eq!(with(&steps, &Step::Make(Why::Changed(Standing::OtherSources))), [7]);
    let again = with(&check(&fixture), &Step::Make(Why::Changed(Standing::OtherSources)));
    assert_eq!(again, Vec::<usize>::new());
}

#[test]
fn another_commit_draws_others() {
    let fixture = many();
    let git = |words: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let mut git = Command::new("git");
        git.current_dir(fixture.path("")).args(identity).args(words);
        assert!(git.status().unwrap().success(), "{words:?}");
    };
    git(&["init", "--quiet"]);
    let mut turns = BTreeSet::new();
    for _ in 0..8 {
        git(&["commit", "--quiet", "--allow-empty", "--message", "Nothing"]);
        let commit = fingerprint::commit(&fixture.path(""));
        let names: Vec<String> = (0..RUNS).map(|run| format!("{CHAPTER} r{run}")).collect();
        let drawn = fingerprint::sample(&commit, names.iter().map(String::as_str));
        let drawn: Vec<usize> =
            (0..RUNS).filter(|run| drawn.contains(names[*run].as_str())).collect();
        assert_eq!(with(&check(&fixture), &Step::Make(Why::Sample)), drawn);
        turns.extend(drawn);
    }
    assert!(turns.len() > 2, "{turns:?}");
}

#[test]
fn all_are_run_when_that_is_asked_for() {
    let fixture = many();
    for check in [true, false] {
        let steps = with_tasks(&fixture, &Kind::ALL, |tasks| plan(tasks, check, true).unwrap());
        assert_eq!(with(&steps, &Step::Make(Why::Asked)).len(), RUNS);
    }
    let steps = with_tasks(&fixture, &Kind::ALL, |tasks| plan(tasks, false, false).unwrap());
    assert_eq!(with(&steps, &Step::Rest).len(), RUNS, "nothing to keep, and no sample of it");
}

#[rstest]
#[case::script("r0.sh", "loss", "cost", Standing::OtherSources)]
#[case::command(MANIFEST, "sh r0.sh", "sh ./r0.sh", Standing::OtherSources)]
#[case::drawings(MANIFEST, "sh r0.sh\"", "sh r0.sh\"\nfigures = [\"new\"]", Standing::OtherSources)]
#[case::kept_file(
    "chapters/02-neurons/outputs/r0.txt",
    "0.1234",
    "0.1235",
    Standing::OtherProducts
)]
#[case::class(LOCK, "checked = [\"x86", "checked = [\"y86", Standing::OtherClass)]
#[case::old_lock(LOCK, "sources = ", "# sources = ", Standing::Unknown)]
#[case::another_run("r1.sh", "loss", "cost", Standing::Fits)]
#[case::tolerance(MANIFEST, "sh r0.sh\"", "sh r0.sh\"\ntolerance = 0.5", Standing::Fits)]
fn a_run_fits_while_sources_products_and_class_do(
    #[case] file: &str,
    #[case] old: &str,
    #[case] new: &str,
    #[case] expected: Standing,
) {
    let fixture = many();
    assert_eq!(standing(&fixture), Standing::Fits);
    fixture.replace(file, old, new);
    assert_eq!(standing(&fixture), expected);
}

#[test]
fn kept_files_that_come_or_go_are_noticed() {
    let fixture = many();
    let results = "chapters/02-neurons/results/r0.toml";
    fixture.write(results, "accuracy = 1.0\n");
    assert_eq!(standing(&fixture), Standing::OtherProducts);
    std::fs::remove_file(fixture.path(results)).unwrap();
    assert_eq!(standing(&fixture), Standing::Fits);
    std::fs::remove_file(fixture.path("chapters/02-neurons/outputs/r0.txt")).unwrap();
    assert_eq!(standing(&fixture), Standing::OtherProducts);
}

#[test]
fn a_check_notes_the_class_and_leaves_the_files_alone() {
    let fixture = many();
    let here = Machine::here().class;
    elsewhere(&fixture);
    fixture.write("chapters/02-neurons/outputs/r0.txt", "run 0, loss 0.1233\n");
    // As if this had been kept and checked elsewhere: its fingerprint, too.
    let products = |text: &str| text.split("products = \"").nth(1).unwrap()[..32].to_owned();
    let files = ["outputs/r0.txt", "results/r0.toml"].map(|it| fixture.path(CHAPTER).join(it));
    let now = fingerprint::files(&fixture.path(""), &files).unwrap().to_string();
    fixture.replace(LOCK, &products(&fixture.read(LOCK)), &now);
    assert_eq!(standing(&fixture), Standing::OtherClass);

    for keep in [false, true] {
        let before = fixture.read(LOCK);
        with_tasks(&fixture, &Kind::ALL, |tasks| match keep {
            false => drop(tasks[0].check().unwrap()),
            true => drop(tasks[0].save().unwrap()),
        });
        assert_eq!(standing(&fixture), Standing::Fits);
        assert_eq!(fixture.read("chapters/02-neurons/outputs/r0.txt"), "run 0, loss 0.1233\n");
        let first = fixture.read(LOCK).split("\n\n").nth(1).unwrap().to_owned();
        let checked = format!("[r0]\nchecked = [\"another\", \"{here}\"]\noutputs = \"another\"\n");
        assert_contains(&first, &[&checked]);
        fixture.write(LOCK, &before);
    }
    // Other sources that give the same: what was checked elsewhere is not known any more.
    fixture.replace("r0.sh", "echo run", "echo  run");
    with_tasks(&fixture, &Kind::ALL, |tasks| {
        assert!(tasks[0].check().unwrap()[0].difference.is_none())
    });
    let first = format!("[r0]\nchecked = [\"{here}\"]\noutputs = \"another\"\n");
    assert_contains(&fixture.read(LOCK), &[&first]);
}

#[test]
fn what_differs_does_not_fit_and_neither_does_what_was_not_looked_at() {
    let fixture = many();
    fixture.replace("r0.sh", "0.1234", "0.5");
    let before = fixture.read(LOCK);
    with_tasks(&fixture, &Kind::ALL, |tasks| {
        assert!(tasks[0].check().unwrap()[0].difference.is_some())
    });
    assert_eq!(fixture.read(LOCK), before);
    with_tasks(&fixture, &[Kind::Outputs], |tasks| {
        tasks[0].save().unwrap();
        assert!(tasks[0].check().unwrap()[0].difference.is_none());
    });
    assert_eq!(fixture.read(LOCK), before);
    with_tasks(&fixture, &Kind::ALL, |tasks| {
        assert!(tasks[0].save().unwrap()[0].difference.is_none())
    });
    assert_eq!(standing(&fixture), Standing::Fits);
}

#[test]
fn a_slow_run_is_told_and_not_repeated() {
    let fixture = many();
    fixture.replace(MANIFEST, "sh r0.sh\"\nquick = true", "sh r0.sh\"");
    let step = |check| {
        with_tasks(&fixture, &Kind::ALL, |tasks| plan(tasks, check, false).unwrap()[0].clone())
    };
    assert_eq!([step(true), step(false)], [Step::Rest, Step::Rest]);
    let lock = fixture.read(LOCK);
    elsewhere(&fixture);
    assert_eq!([step(true), step(false)], [Step::Rest, Step::Rest], "on another class, too");
    fixture.write(LOCK, &lock);
    fixture.replace("r0.sh", "loss", "cost");
    let standing = Standing::OtherSources;
    assert_eq!(
        [step(true), step(false)],
        [Step::Tell(standing), Step::Make(Why::Changed(standing))]
    );
}
