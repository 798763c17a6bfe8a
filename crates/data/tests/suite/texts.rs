//! The embedded texts: their content, how they are cut, and poems that are wrong.

use crate::support::gzip;
use data::{DataErrorKind, tang_poems, tiny_shakespeare};
use std::collections::BTreeSet;
use std::error::Error;

fn distinct(text: &str) -> usize {
    text.chars().collect::<BTreeSet<_>>().len()
}

#[test]
fn all_of_shakespeare_is_there() {
    let text = tiny_shakespeare();
    // Counted with another program.
    assert_eq!((text.train.len(), text.validation.len()), (1_003_854, 111_540));
    let all = text.train + &text.validation;
    assert!(all.is_ascii());
    assert_eq!((all.lines().count(), distinct(&all)), (40_000, 65));
    let sum: u64 = all.bytes().map(u64::from).sum();
    assert_eq!(sum, 97_532_483);
    assert!(all.starts_with("First Citizen:\nBefore we proceed any further, hear me speak.\n"));
    assert!(all.ends_with("Whiles thou art waking.\n"));
}

#[test]
fn all_poems_are_there() {
    let poems = tang_poems();
    assert_eq!(poems.len(), 366);
    let all: String =
        poems.iter().flat_map(|poem| poem.sentences.concat().chars().collect::<Vec<_>>()).collect();
    // Counted with another program.
    assert_eq!((all.chars().count(), distinct(&all)), (25_239, 2_573));
    assert_eq!(poems.iter().map(|poem| poem.sentences.len()).sum::<usize>(), 1_751);
    assert!(poems.iter().all(|poem| !poem.author.is_empty() && !poem.title.is_empty()));
    assert_eq!((poems[360].author.as_str(), poems[360].title.as_str()), ("王之渙", "登鸛雀樓"));
}

#[test]
fn a_text_of_poems_is_cut_between_poems() {
    let text = tang_poems::text();
    let (train, validation) = (text.train, text.validation);
    // Counted with another program.
    assert_eq!((train.matches("\n\n").count(), validation.matches("\n\n").count()), (286, 32));
    assert_eq!((train.chars().count(), validation.chars().count()), (21_868, 2_555));
    assert!(train.ends_with("\n\n") && validation.ends_with("\n\n"));
}

#[test]
fn no_sentence_is_learnt_that_is_judged_by() {
    let text = tang_poems::text();
    let learnt: BTreeSet<&str> = text.train.lines().filter(|line| !line.is_empty()).collect();
    let known: Vec<&str> = text.validation.lines().filter(|line| learnt.contains(line)).collect();
    assert!(known.is_empty(), "{known:?}");
}

#[test]
fn poems_are_read_plain_and_packed() {
    let json = r#"[{"title": "t", "author": "a", "paragraphs": ["一。", "二。"], "id": 3}]"#;
    let poems = tang_poems::parse(json.as_bytes(), "plain").unwrap();
    assert_eq!(poems, tang_poems::parse(&gzip(json.as_bytes())[..], "packed").unwrap());
    assert_eq!(poems[0].to_text(), "一。\n二。\n\n");
}

#[test]
fn what_is_no_array_of_poems_is_refused() {
    let wrong = ["", "[", "{}", "[3]", r#"[{"author": "a", "title": "t"}]"#, "[] []"];
    for json in wrong {
        let error = tang_poems::parse(json.as_bytes(), "poems.json").unwrap_err();
        assert!(matches!(error.kind, DataErrorKind::Json { .. }), "{json}: {error:?}");
        assert_eq!(
            error.to_string(),
            "poems.json: not the JSON of this data set; fetch the file again"
        );
        assert!(error.source().is_some_and(|source| source.to_string().contains("line 1")));
    }
}

#[test]
fn damaged_gzip_is_refused() {
    let mut packed = gzip(b"[]");
    packed.truncate(packed.len() - 3);
    let error = tang_poems::parse(&packed[..], "poems.json.gz").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Gzip { .. }), "{error:?}");
}
