//! bAbI: small stories, wrong lines, and the real files if they are there.

use std::fs;

use data::babi::{Story, parse};
use data::{DataErrorKind, babi, data_dir};

use crate::support::gzip;

const STORY: &str = "1 Mary got the milk there.\n2 Where is Mary? \tkitchen\t1\n3 John ran.\n\
                     4 Mary left.\n5 Where is the milk?\thall\t1 4\n1 A new one.\n";

#[test]
fn a_question_refers_to_statements_not_to_lines() {
    let stories = parse(STORY.as_bytes(), "qa2").unwrap();
    assert_eq!(stories.len(), 2);
    let Story { statements, questions } = &stories[0];
    assert_eq!(statements, &["Mary got the milk there.", "John ran.", "Mary left."]);
    assert_eq!((&questions[0].text[..], &questions[0].answer[..]), ("Where is Mary?", "kitchen"));
    // Line 4 is the third statement, since line 2 is a question.
    assert_eq!((&questions[1].supporting[..], questions[1].context_len), (&[0, 2][..], 3));
    assert_eq!(stories[0].context(&questions[0]).len(), 1);
    assert_eq!(stories[1].statements, ["A new one."]);
}

#[test]
fn a_wrong_line_is_told() {
    let wrong = [
        ("Mary ran.\n", 1),
        ("2 Mary ran.\n", 1),
        ("1 Mary ran.\n3 John ran.\n", 2),
        ("1 Mary ran.\n\n", 2),
        ("1\n", 1),
        ("1  \n", 1),
        ("1 Mary ran.\n2 Who?\tMary\n", 2),
        ("1 Mary ran.\n2 Who?\t\t1\n", 2),
        ("1 Mary ran.\n2 Who?\tMary\t2\n", 2),
        ("1 Mary ran.\n2 Who?\tMary\t0\n", 2),
        ("1 Mary ran.\n2 Who?\tMary\t1\n3 Who?\tMary\t2\n", 3),
        ("1 Mary ran.\n2 Who?\tMary\tone\n", 2),
        ("1 Mary ran.\n2 Who?\tMary\t1\t1\n", 2),
    ];
    for (text, line) in wrong {
        let error = parse(text.as_bytes(), "qa1").unwrap_err();
        let is_it = matches!(error.kind, DataErrorKind::Line { line: found, .. } if found == line);
        assert!(is_it, "{text:?}: {error}");
    }
}

#[test]
fn the_files_of_a_task_are_found_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("qa1_one_train.txt", b"1 Of task one.\n");
    write("qa1_one_test.txt.gz", &gzip(b"1 A test.\n"));
    write("qa11_eleven_train.txt", b"1 Of task eleven.\n");
    let one = babi(folder.path(), 1).unwrap();
    assert_eq!(one.train[0].statements, ["Of task one."]);
    assert_eq!(one.test[0].statements, ["A test."]);
    let error = babi(folder.path(), 11).unwrap_err();
    let message = error.to_string();
    let DataErrorKind::Missing { files, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(files, ["qa11_*_test.txt"]);
    assert!(message.contains("en-10k") && message.contains("GRADUS_DATA"), "{message}");
}

/// The content of the real files, counted with another program.
#[test]
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_dir().map(|it| it.join("babi")).filter(|it| it.is_dir()) else {
        println!("skipped: GRADUS_DATA has no babi");
        return;
    };
    for (task, stories, statements) in [(1, 2_000, 20_000), (2, 2_000, 43_992), (6, 2_000, 20_612)]
    {
        let task = babi(&folder, task).unwrap();
        let count = |of: fn(&Story) -> usize| task.train.iter().map(of).sum::<usize>();
        assert_eq!(task.train.len(), stories);
        assert_eq!(count(|it| it.questions.len()), 10_000);
        assert_eq!(count(|it| it.statements.len()), statements);
        assert_eq!(task.test.iter().map(|it| it.questions.len()).sum::<usize>(), 1_000);
    }
    let task = babi(&folder, 15).unwrap();
    assert_eq!(task.train.len(), 2_500);
    assert!(task.train.iter().flat_map(|it| &it.questions).all(|it| it.supporting.len() == 2));
}
