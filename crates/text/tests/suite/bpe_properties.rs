//! Whatever the text is, it comes back; and long words take no longer than they should.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;
use std::time::Instant;
use text::{Bpe, BpeTrainer, gpt2_words};

static TRAINED: LazyLock<Bpe> = LazyLock::new(|| {
    let special_tokens = vec!["<|a|>".to_owned(), "<|a|>b".into(), "<pad>".into()];
    let trainer = BpeTrainer { vocabulary_size: 600, min_count: 0, special_tokens };
    trainer.train([
        &data::tiny_shakespeare().validation[..],
        "白日依山盡，黃河入海流。",
        "aaaaaaaa",
    ])
});

static SMALL: LazyLock<Bpe> = LazyLock::new(|| {
    let special_tokens = vec!["<|endoftext|>".to_owned()];
    BpeTrainer { vocabulary_size: 264, min_count: 0, special_tokens }
        .train(["the theme of the thesis"])
});

/// The merges as they are defined: of all pairs the one with the lowest rank, the leftmost first.
fn encode_slowly(bpe: &Bpe, word: &str) -> Vec<Vec<u8>> {
    let merges: Vec<(&[u8], &[u8])> = bpe.merges().collect();
    let mut tokens: Vec<Vec<u8>> = word.bytes().map(|byte| vec![byte]).collect();
    loop {
        let rank =
            |i: &usize| merges.iter().position(|pair| *pair == (&tokens[*i], &tokens[*i + 1]));
        let ranked = (1..tokens.len()).filter_map(|i| Some((rank(&(i - 1))?, i - 1)));
        let Some((_, i)) = ranked.min() else { return tokens };
        let right = tokens.remove(i + 1);
        tokens[i].extend(right);
    }
}

proptest! {
    #[test]
    fn every_text_comes_back(text in any::<String>()) {
        prop_assert_eq!(TRAINED.decode(&TRAINED.encode(&text)), &text[..]);
        prop_assert_eq!(TRAINED.decode(&TRAINED.encode_with_special_tokens(&text)), &text[..]);
        prop_assert_eq!(gpt2_words(&text).collect::<String>(), &text[..]);
    }

    #[test]
    fn the_queue_finds_what_a_search_finds(word in "[a-h]{1,12}|a{1,30}|[theroudn]{1,20}|[白日依山]{1,5}") {
        let fast = TRAINED.encode(&word).into_iter().map(|id| TRAINED.token(id).to_vec()).collect::<Vec<_>>();
        prop_assert_eq!(fast, encode_slowly(&TRAINED, &word));
    }

    /// The first position counts, at that position the longest.
    #[test]
    fn special_tokens_are_found_from_left_to_right(parts in vec(prop_oneof![
        Just("<|a|>"), Just("<|a|>b"), Just("<pad>"), Just("<|a|"), Just("b"), Just("<"), Just(" x "),
    ], 0..12)) {
        let text = parts.concat();
        let (mut expected, mut rest, mut plain) = (Vec::new(), &text[..], String::new());
        while let Some(c) = rest.chars().next() {
            let special = ["<|a|>b", "<|a|>", "<pad>"].into_iter().find(|it| rest.starts_with(it));
            if let Some(special) = special {
                expected.extend(TRAINED.encode(&plain));
                expected.push(TRAINED.special_token(special).unwrap());
                plain.clear();
                rest = &rest[special.len()..];
            } else {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        expected.extend(TRAINED.encode(&plain));
        prop_assert_eq!(TRAINED.encode_with_special_tokens(&text), expected);
    }

    /// A file in which some bytes are others is refused, or gives a tokenizer that still loses nothing.
    #[test]
    fn a_changed_file_is_refused_or_still_loses_nothing(
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), Just(b'"'), Just(b'a'), Just(b'1')]), 1..4),
        text in ".{0,12}",
    ) {
        let change = |file: &str| {
            let mut file = file.as_bytes().to_vec();
            for (index, byte) in &changes {
                let i = index.index(file.len());
                file[i] = *byte;
            }
            file
        };
        let (vocabulary, merges) = SMALL.to_gpt2();
        let files = [
            Bpe::parse_json(&change(&SMALL.to_json()), "changed"),
            Bpe::parse_gpt2(&change(&vocabulary), merges.as_bytes(), "changed"),
            Bpe::parse_gpt2(vocabulary.as_bytes(), &change(&merges), "changed"),
        ];
        for bpe in files.into_iter().flatten() {
            prop_assert_eq!(bpe.decode(&bpe.encode(&text)), &text[..]);
            prop_assert_eq!(Bpe::parse_json(bpe.to_json().as_bytes(), "again").unwrap(), bpe);
        }
    }

    #[test]
    fn learning_does_not_depend_on_the_order_of_texts(mut texts in vec("[ab ]{0,12}", 0..6)) {
        let trainer = BpeTrainer { vocabulary_size: 290, ..BpeTrainer::default() };
        let first = trainer.train(texts.iter().map(String::as_str));
        texts.reverse();
        prop_assert_eq!(first, trainer.train(texts.iter().map(String::as_str)));
    }
}

#[test]
fn a_long_word_is_no_trouble() {
    let word = "a".repeat(400_000) + &"the".repeat(100_000);
    let start = Instant::now();
    let ids = TRAINED.encode(&word);
    assert_eq!(TRAINED.decode(&ids), word);
    // In quadratic time it would take minutes.
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn many_special_tokens_are_no_trouble() {
    let text = "<pad>".repeat(200_000);
    let start = Instant::now();
    assert_eq!(TRAINED.encode_with_special_tokens(&text).len(), 200_000);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn a_pair_must_occur_often_enough() {
    let count = |min_count| {
        let trainer = BpeTrainer { vocabulary_size: 300, min_count, special_tokens: Vec::new() };
        trainer.train(["ab ab ab cd cd ef"]).len() - 256
    };
    // "ab" occurs three times, " ab", "cd" and " cd" twice, "ef" and " ef" once.
    assert_eq!([count(4), count(3), count(2), count(1)], [0, 1, 4, 6]);
}

#[test]
fn wrong_settings_are_refused() {
    let train = |vocabulary_size, special: &[&str]| {
        let special_tokens = special.iter().map(|it| (*it).to_owned()).collect();
        let trainer = BpeTrainer { vocabulary_size, min_count: 0, special_tokens };
        std::panic::catch_unwind(|| trainer.train(["a"])).map_err(|panic| {
            match panic.downcast::<String>() {
                Ok(message) => *message,
                Err(_) => panic!("the message is a text"),
            }
        })
    };
    assert!(train(257, &["<s>"]).is_ok());
    let message = train(256, &["<s>"]).unwrap_err();
    assert!(
        message.contains("a vocabulary of 256 tokens; the bytes and 1 special tokens need 257")
    );
    for wrong in [&["a"][..], &[""], &["<s>", "<s>"], &["Ġthe"], &["é"]] {
        let message = train(300, wrong).unwrap_err();
        assert!(message.contains("must be longer than a character"), "{message}");
    }
}
