//! Merges, vocabularies and tokens are those of the library `tokenizers`.

use regex::Regex;
use serde::Deserialize;
use text::{Bpe, BpeTrainer, gpt2_words};

use crate::support::golden;

#[derive(Deserialize)]
struct Golden {
    strings: Vec<String>,
    cases: Vec<Case>,
    small: Vec<Small>,
    classes: Classes,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    vocabulary_size: usize,
    min_count: u64,
    special: Vec<String>,
    merges: Vec<String>,
    vocabulary: Vec<String>,
    ids: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Small {
    texts: Vec<String>,
    special: Vec<String>,
    merges: Vec<String>,
    string: String,
    ids: Vec<usize>,
}

/// First and last code points of runs.
#[derive(Deserialize)]
struct Classes {
    letter: Vec<[u32; 2]>,
    number: Vec<[u32; 2]>,
    space: Vec<[u32; 2]>,
}

/// The texts that a case was learnt from.
fn texts(name: &str) -> Vec<String> {
    match name {
        "shakespeare" => {
            let text = data::tiny_shakespeare();
            vec![text.train + &text.validation]
        }
        "poems" => data::tang_poems().iter().map(|poem| poem.sentences.concat()).collect(),
        "pairs" => {
            let pairs = data::eng_fra();
            let parts = [pairs.train, pairs.validation, pairs.test].concat();
            parts.iter().map(|pair| format!("{}\t{}", pair.english, pair.french)).collect()
        }
        other => panic!("no case is called {other}"),
    }
}

/// The merges, a line for each, as the library prints them.
fn merges(bpe: &Bpe) -> Vec<String> {
    bpe.to_gpt2().1.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn merges_vocabularies_and_tokens_are_the_librarys() {
    let golden: Golden = golden("bpe");
    assert_eq!(golden.cases.len(), 3);
    for case in golden.cases {
        let Case { name, vocabulary_size, min_count, special, .. } = case;
        let (texts, special_tokens) = (texts(&name), special.clone());
        let trainer = BpeTrainer { vocabulary_size, min_count, special_tokens };
        let bpe = trainer.train(texts.iter().map(String::as_str));
        assert_eq!(merges(&bpe), case.merges, "{name}");
        let numbers: std::collections::HashMap<String, usize> =
            serde_json::from_str(&bpe.to_gpt2().0).unwrap();
        let expected = case.vocabulary.into_iter().zip(0..).collect();
        assert_eq!(numbers, expected, "{name}");

        let special = special.first().map_or(String::new(), String::clone);
        let more = [
            special.clone(),
            format!("a{special}b {special}"),
            "<|endoftext".into(),
            format!("{special}{special}\n"),
        ];
        let strings: Vec<String> = golden.strings.iter().cloned().chain(more).collect();
        assert!(case.ids.len() >= golden.strings.len() && golden.strings.len() > 200);
        for (string, ids) in strings.iter().zip(case.ids) {
            assert_eq!(bpe.encode_with_special_tokens(string), ids, "{name}: {string:?}");
            assert_eq!(bpe.decode(&ids), *string);
        }
    }
}

/// Few letters, so that nearly all is a tie or a run of one letter; and special tokens that merges make too.
#[test]
fn ties_runs_and_special_tokens_are_the_librarys() {
    let golden: Golden = golden("bpe");
    assert!(golden.small.len() > 300);
    let mut made_special = 0;
    for Small { texts, special, merges: expected, string, ids } in golden.small {
        let size = 256 + 60;
        let trainer =
            BpeTrainer { vocabulary_size: size, min_count: 0, special_tokens: special.clone() };
        let bpe = trainer.train(texts.iter().map(String::as_str));
        assert_eq!(merges(&bpe), expected, "{texts:?}");
        let found = bpe.encode_with_special_tokens(&string);
        assert_eq!(found, ids, "{string:?} after {texts:?}");
        assert_eq!(bpe.decode(&bpe.encode(&string)), string);
        made_special += usize::from(expected.len() > bpe.len() - 256 - special.len());
    }
    assert!(made_special > 10, "only {made_special} corpora make a special token");
}

/// The classes of characters, seen from outside: how a word goes on.
#[test]
fn characters_are_of_the_librarys_classes() {
    let Classes { letter, number, space } = golden::<Golden>("bpe").classes;
    let is_in = |runs: &[[u32; 2]], code: u32| {
        let after = runs.partition_point(|[first, _]| *first <= code);
        after > 0 && code <= runs[after - 1][1]
    };
    // The library's tables are of Unicode 16, and so are those of this release of `regex`.
    let unassigned = Regex::new(r"^\p{Unassigned}").unwrap();
    let mut newer = 0;
    for c in '\0'..=char::MAX {
        let words = |around: char| gpt2_words(&format!("{around}{c}{around}")).count();
        let is_space = ['!', 'a', '1'].into_iter().all(|around| words(around) > 1);
        let found = [words('a') == 1, words('1') == 1, is_space];
        let expected = [&letter, &number, &space].map(|runs| is_in(runs, c.into()));
        if found != expected {
            let is_newer = unassigned.is_match(c.encode_utf8(&mut [0; 4]));
            assert!(is_newer, "{c:?}: {found:?}, but should be {expected:?}");
            newer += 1;
        }
    }
    println!("{newer} characters are newer than the library's tables");
}

/// A `tokenizer.json` that the library wrote.
#[test]
fn a_file_of_the_library_is_read() {
    let file = include_bytes!("../../../../tests/golden/text/tokenizer.json");
    let bpe = Bpe::parse_json(file, "tokenizer.json").unwrap();
    let special_tokens = vec!["<|endoftext|>".to_owned()];
    let trainer = BpeTrainer { vocabulary_size: 257 + 40, min_count: 0, special_tokens };
    let texts = texts("pairs");
    assert_eq!(bpe, trainer.train(texts.iter().map(String::as_str)));
    assert_eq!(bpe.special_token("<|endoftext|>"), Some(0));
}
