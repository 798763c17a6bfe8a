//! `check` on a course that works.

use crate::fixture::Fixture;
use exercises::{Number, check};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn exercises_that_work_have_no_problems() {
    let fixture = Fixture::new();
    let report = check(&fixture.course(), &[], LIMIT).unwrap();
    assert_eq!(report.problems, []);
    let counts = (report.exercises, report.stubs, report.solutions, report.wrong_answers);
    assert_eq!(counts, (3, 3, 3, 6));
    // Two for each stub and solution, one for each wrong answer.
    assert_eq!(report.tests, 18);

    let report = check(&fixture.course(), &[Number { chapter: 2, place: 2 }], LIMIT).unwrap();
    assert_eq!(report.problems, []);
    assert_eq!((report.exercises, report.stubs, report.wrong_answers, report.tests), (1, 1, 2, 6));
}

#[test]
fn a_solved_exercise_is_no_stub() {
    let fixture = Fixture::new();
    fixture.solve("e1_double");
    let report = check(&fixture.course(), &[], LIMIT).unwrap();
    assert_eq!(report.problems.len(), 2);
    let message = report.problems[0].to_string();
    assert!(message.contains("passes on the untouched stub"), "{message}");
}
