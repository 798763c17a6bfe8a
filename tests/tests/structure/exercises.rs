//! What readers find: the stub in their own file, a quiz that can be read.

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

#[test]
fn the_options_of_a_quiz_stand_on_lines_of_their_own() {
    let pages = fs::read_dir(workspace().join("book/src")).expect("the pages");
    let mut questions = 0;
    for page in pages.flatten().map(|entry| entry.path()).filter(|path| path.is_file()) {
        let text = fs::read_to_string(&page).unwrap_or_default();
        let Some((_, quiz)) = text.split_once("\n## Quiz\n") else { continue };
        let quiz = quiz.split("\n## ").next().unwrap_or_default();
        for question in quiz.split("\n\n").filter(|paragraph| paragraph.starts_with("**")) {
            let is_option = |letter: &str| question.contains(&format!("\\\n({letter}) "));
            assert!(
                ["a", "b"].iter().all(|letter| is_option(letter)),
                "{}: end the line before each option with a backslash: {question}",
                page.display()
            );
            questions += 1;
        }
    }
    assert!(questions > 20, "only {questions} questions were found");
}
