//! What readers find in their own files.

use exercises::Course;
use gradus_tests::workspace;
use std::fs;

#[test]
#[ignore = "for those who change exercises: a reader's answers are his own"]
fn a_reader_begins_with_the_stub() {
    let course = Course::open(&workspace()).expect("cargo describes the workspace");
    for exercise in course.exercises() {
        let read = |file| fs::read_to_string(file).unwrap_or_default();
        let (stub, mine) = (exercise.stub_file(), exercise.file());
        assert!(
            read(&mine) == read(&stub),
            "{} is not {}: cargo gradus ex reset {}",
            mine.display(),
            stub.display(),
            exercise.number
        );
    }
    assert!(course.exercises().count() > 20, "only {} were found", course.exercises().count());
}
