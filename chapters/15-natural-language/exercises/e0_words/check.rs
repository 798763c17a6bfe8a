use super::exercise::*;
use check::guarded;

const VOCABULARY: [&str; 6] = ["<unk>", "the", "cat", "sat", "on", "mat"];

type Index = fn(&str) -> Option<usize>;

/// Other ways to find the index of a word, each with what is wrong about it; `None` leaves the word out.
const SLIPS: [(Index, &str); 7] = [
    (
        position,
        "an unknown word is left out; it becomes 0, and the words behind it keep their places",
    ),
    (
        |word| position(word).or(Some(VOCABULARY.len())),
        "an unknown word becomes one past the end, where the vocabulary has no word; it becomes 0",
    ),
    (
        |word| position(word).or(Some(VOCABULARY.len() - 1)),
        "an unknown word becomes the last word of the vocabulary; it becomes 0",
    ),
    (
        |word| Some(position(word).map_or(0, |index| index + 1)),
        "a position is counted from 0, and position 0 is the one of <unk>",
    ),
    (
        |word| Some(position(word).map_or(0, |index| index.saturating_sub(1))),
        "<unk> counts too: the first word after it has the index 1",
    ),
    (
        |word| Some(position(&word.to_lowercase()).unwrap_or(0)),
        "words are compared as they are spelt, capital letters too",
    ),
    (
        |word| {
            let is_similar = |known: &&str| known.starts_with(word) || word.starts_with(known);
            Some(VOCABULARY.iter().position(is_similar).unwrap_or(0))
        },
        "a word is known if the whole of it is in the vocabulary, not if the beginning is",
    ),
];

fn position(word: &str) -> Option<usize> {
    VOCABULARY.iter().position(|known| *known == word)
}

#[track_caller]
fn check_encode(words: &str) -> Vec<usize> {
    let words: Vec<&str> = words.split(' ').collect();
    let found = guarded(|| format!("encode {words:?}"), || encode(&words, &VOCABULARY));
    let expected: Vec<usize> = words.iter().map(|word| position(word).unwrap_or(0)).collect();
    let by = |index: Index| words.iter().filter_map(|word| index(word)).collect::<Vec<_>>();
    let slip = SLIPS.iter().find(|(index, _)| by(*index) == found).map(|(_, slip)| *slip);
    let slip = slip.map(|slip| format!(": {slip}")).unwrap_or_default();
    assert!(
        found == expected,
        "{words:?} in the vocabulary {VOCABULARY:?}: the indices are {found:?}, expected {expected:?}{slip}"
    );
    found
}

#[track_caller]
fn check_decode(indices: &[usize], expected: &str) {
    let found = guarded(|| format!("decode {indices:?}"), || decode(indices, &VOCABULARY));
    let expected: Vec<&str> = expected.split(' ').collect();
    let known: Vec<&str> = expected.iter().copied().filter(|word| *word != "<unk>").collect();
    let slip = if found == known {
        ": an unknown word is left out; it is written <unk>, so that one sees that there was a word"
    } else if found.len() == expected.len() {
        ": the word of an index stands at that position, counted from 0"
    } else {
        ""
    };
    assert!(
        found == expected,
        "the words with the indices {indices:?} in {VOCABULARY:?} are {found:?}, expected {expected:?}{slip}"
    );
}

#[test]
fn agrees_with_paper() {
    check_encode("the dog sat");
    check_decode(&[1, 0, 3], "the <unk> sat");
}

#[test]
fn every_known_word_has_its_position() {
    check_encode("mat on sat cat the the <unk>");
    check_decode(&[5, 4, 3, 2, 1, 1, 0], "mat on sat cat the the <unk>");
}

#[test]
fn an_unknown_word_keeps_its_place() {
    check_encode("a dog sat on a big mat");
    check_decode(&[0, 0, 3, 4, 0, 0, 5], "<unk> <unk> sat on <unk> <unk> mat");
}

#[test]
fn words_are_compared_as_they_are_spelt() {
    check_encode("The cat Sat");
    check_encode("cats on the mattress s");
}

#[test]
fn nothing_becomes_nothing() {
    let indices = guarded(|| "encode no words".into(), || encode(&[], &VOCABULARY));
    let words = guarded(|| "decode no indices".into(), || decode(&[], &VOCABULARY));
    assert!(indices.is_empty(), "no words have the indices {indices:?}, expected none");
    assert!(words.is_empty(), "no indices have the words {words:?}, expected none");
}
