//! `check` on a course that works, and what it remembers.

use crate::fixture::Fixture;
use exercises::{Number, Report, Watcher, Which, check};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

/// Checks without a problem.
#[track_caller]
fn proved(fixture: &Fixture, which: Which<'_>) -> Report {
    let report = check(&fixture.course(), which, LIMIT, &()).unwrap();
    assert_eq!(report.problems, []);
    report
}

fn number(index: u32) -> Number {
    Number { chapter: 2, index }
}

/// What the lock says of each exercise.
fn lock(fixture: &Fixture) -> Vec<(String, String)> {
    let text = fs::read_to_string(fixture.file("exercises.lock")).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(name, proved)| (name.into(), proved.into())).collect()
}

/// A watcher that remembers.
#[derive(Default)]
struct Seen(Mutex<Vec<(usize, usize)>>, Mutex<BTreeMap<String, [usize; 2]>>);

impl Watcher for Seen {
    fn compiles(&self, programs: usize, exercises: usize) {
        self.0.lock().unwrap().push((programs, exercises));
    }

    fn begins(&self, tests: &BTreeMap<&str, usize>) {
        let tests = tests.iter().map(|(package, count)| (package.to_string(), [*count, 0]));
        self.1.lock().unwrap().extend(tests);
    }

    fn ran(&self, package: &str) {
        self.1.lock().unwrap().get_mut(package).unwrap()[1] += 1;
    }
}

#[test]
fn exercises_that_work_have_no_problems() {
    let fixture = Fixture::new();
    let seen = Seen::default();
    let report = check(&fixture.course(), Which::Changed, LIMIT, &seen).unwrap();
    assert_eq!(report.problems, []);
    let counts = (report.exercises, report.known, report.stubs, report.solutions);
    assert_eq!((counts, report.wrong_answers), ((3, 0, 3, 3), 6));
    // Two for each stub and solution, one for each wrong answer.
    assert_eq!(report.tests, 18);
    assert_eq!(*seen.0.lock().unwrap(), [(12, 3)]);
    assert_eq!(*seen.1.lock().unwrap(), BTreeMap::from([("ex02".to_string(), [18, 18])]));

    let report = proved(&fixture, Which::These(&[number(2)]));
    assert_eq!((report.exercises, report.stubs, report.wrong_answers, report.tests), (1, 1, 2, 6));
    assert_eq!(report.known, 2);
}

#[test]
fn what_was_proved_is_proved_again_when_it_changes_or_has_its_turn() {
    let fixture = Fixture::new();
    assert_eq!(proved(&fixture, Which::Changed).exercises, 3);
    let first = lock(&fixture);
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["\"2.1\"", "\"2.2\"", "\"2.3\""]);
    assert!(first.iter().all(|(_, proved)| proved.len() == 34), "{first:?}");

    // One in sixteen, rounded up.
    let report = proved(&fixture, Which::Changed);
    assert_eq!((report.exercises, report.known), (1, 2));
    assert_eq!(lock(&fixture), first);

    // The wrong answer of one exercise: it is proved, and one of the other two.
    fixture.replace("e2_bug/wrong/opposite.rs", "\n\n", "\n\n// The sign.\n");
    let report = proved(&fixture, Which::Changed);
    assert_eq!((report.exercises, report.known), (2, 1));
    let second = lock(&fixture);
    let same: Vec<bool> = first.iter().zip(&second).map(|(a, b)| a == b).collect();
    assert_eq!(same, [true, false, true]);

    // All of them stand on their package.
    fixture.replace("Cargo.toml", "solution = []", "solution = []\nfast = []");
    assert_eq!(proved(&fixture, Which::Changed).known, 0);
    assert!(lock(&fixture).iter().zip(&second).all(|(a, b)| a != b));
    assert_eq!(proved(&fixture, Which::All).exercises, 3);
}

#[test]
fn an_answer_disturbs_no_proof() {
    let fixture = Fixture::new();
    proved(&fixture, Which::These(&[number(1)]));
    let before = lock(&fixture);
    assert_eq!(before.len(), 1);

    fixture.solve("e1_double");
    fixture.write("e1_double/exercise.rs.1.bak", "an earlier answer");
    let report = proved(&fixture, Which::These(&[number(3)]));
    assert_eq!((report.exercises, report.known), (1, 1), "the stub is proved as it was");
    fs::remove_file(fixture.file("e1_double/exercise.rs")).unwrap();
    assert_eq!(proved(&fixture, Which::These(&[number(1)])).stubs, 1);
    assert_eq!(lock(&fixture)[..1], before);
}

#[test]
fn what_turns_out_to_be_wrong_is_proved_no_more() {
    let fixture = Fixture::new();
    let slow = "fn of_two() {\n    std::thread::sleep(std::time::Duration::from_millis(700));";
    fixture.replace("e1_double/check.rs", "fn of_two() {", slow);
    proved(&fixture, Which::Changed);
    let text = fs::read_to_string(fixture.file("exercises.lock")).unwrap();
    fixture.write("exercises.lock", &format!("{text}\"2.9\" = \"an exercise that is gone\"\n"));

    let limit = Duration::from_millis(200);
    let report = check(&fixture.course(), Which::These(&[number(1)]), limit, &()).unwrap();
    assert!(report.problems[0].message.contains("did not end in time"), "{:?}", report.problems);
    let left: Vec<String> = lock(&fixture).into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, ["\"2.2\"", "\"2.3\""]);
}
