//! The embedded surnames, and tables of one's own.

use std::collections::BTreeSet;

use data::surnames::{Surname, parse};
use data::{DataErrorKind, surnames};

#[test]
fn all_surnames_are_there() {
    let all = surnames();
    assert_eq!(all.languages.len(), 18);
    assert_eq!((&all.languages[0][..], &all.languages[17][..]), ("Arabic", "Vietnamese"));
    // These numbers were found with another program.
    let lines: u32 = all.train.iter().chain(&all.test).map(|sample| sample.count).sum();
    assert_eq!((lines, all.train.len(), all.test.len()), (20_050, 14_426, 3_586));
    let of = |samples: &[Surname], language: usize| {
        samples.iter().filter(|sample| sample.language == language).count()
    };
    let counts: Vec<_> = (0..18).map(|language| of(&all.test, language)).collect();
    let expected = [22, 57, 90, 59, 754, 49, 137, 36, 46, 123, 194, 25, 26, 17, 1861, 19, 59, 12];
    assert_eq!(counts, expected);
    assert_eq!((of(&all.train, 0), of(&all.train, 17)), (86, 59));
}

#[test]
fn no_name_of_the_test_is_trained_on() {
    let all = surnames();
    let names = |samples: &[Surname]| -> BTreeSet<String> {
        samples.iter().map(|sample| sample.name.clone()).collect()
    };
    let (train, test) = (names(&all.train), names(&all.test));
    assert!(train.is_disjoint(&test));
    assert_eq!((train.len(), test.len()), (13_960, 3_490), "distinct names");
}

#[test]
fn letters_stay_as_they_are() {
    let all = surnames();
    let mut names = all.train.iter().chain(&all.test).map(|sample| &sample.name[..]);
    assert!(names.any(|name| name == "Zuñiga"));
    let max_len = |samples: &[Surname]| samples.iter().map(|it| it.name.chars().count()).max();
    assert_eq!((max_len(&all.train), max_len(&all.test)), (Some(19), Some(20)));
    let untrimmed = all.train.iter().chain(&all.test).find(|it| it.name.trim() != it.name);
    assert_eq!(untrimmed, None);
}

#[test]
fn repeated_lines_are_counted_and_the_fifth_names_held_out() {
    let lines = ["A\tf", "A\ta", "B\ta", "A\tb", "A\tc", "B\td", "A\te", "A\tb"];
    let all = parse(lines.join("\n").as_bytes(), "letters").unwrap();
    let sample = |name: &str, language, count| Surname { name: name.into(), language, count };
    assert_eq!(all.languages, ["A", "B"]);
    assert_eq!(all.test, [sample("f", 0, 1), sample("a", 0, 1), sample("a", 1, 1)]);
    let train = [sample("b", 0, 2), sample("c", 0, 1), sample("d", 1, 1), sample("e", 0, 1)];
    assert_eq!(all.train, train);
}

#[test]
fn a_line_without_a_name_is_told() {
    for (text, line) in [("A\ta\nb\n", 2), ("A\t\n", 1), ("\ta\n", 1), ("A\ta\tb\n", 1)] {
        let error = parse(text.as_bytes(), "broken").unwrap_err();
        assert!(
            matches!(error.kind, DataErrorKind::Line { line: found, .. } if found == line),
            "{error}"
        );
    }
    let error = parse(&b"A\t\xff\n"[..], "bytes").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Io { .. }), "{error}");
    assert!(parse(&b""[..], "empty").unwrap().train.is_empty());
}
