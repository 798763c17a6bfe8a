//! Vocabularies: order, limits, special tokens.

use proptest::collection::vec;
use proptest::prelude::*;
use text::vocabulary::{SPECIAL_TOKENS, UNKNOWN, Vocabulary};

proptest! {
    #[test]
    fn known_tokens_come_back_and_others_are_unknown(tokens in vec("[abc]{1,2}", 0..40), least in 0usize..4) {
        let vocabulary = Vocabulary::build(tokens.iter().map(String::as_str), least, None);
        for token in &tokens {
            let count = tokens.iter().filter(|other| *other == token).count();
            let index = vocabulary.index(token);
            prop_assert_eq!(index == UNKNOWN, count < least);
            if index != UNKNOWN {
                prop_assert_eq!(vocabulary.decode(&[index]), [&token[..]]);
            }
        }
        let again = Vocabulary::of(vocabulary.tokens().iter().map(String::as_str));
        prop_assert_eq!(again, vocabulary);
    }
}

#[test]
fn a_text_cannot_have_special_tokens() {
    let vocabulary = Vocabulary::build(["<pad>", "<eos>", "a", "<eos>"], 1, None);
    assert_eq!(vocabulary.tokens(), [&SPECIAL_TOKENS[..], &["a"]].concat());
    assert_eq!(vocabulary.encode(SPECIAL_TOKENS), [UNKNOWN; 4]);
}

#[test]
fn equally_frequent_tokens_are_in_the_order_of_their_code_points() {
    let vocabulary = Vocabulary::build("é z a Z 夜 é".split(' '), 1, None);
    assert_eq!(vocabulary.tokens()[4..], ["é", "Z", "a", "z", "夜"]);
}

#[test]
#[should_panic(expected = "decode: index 5 in a vocabulary of 5 tokens")]
fn an_index_that_is_none_is_told() {
    Vocabulary::of(["a"]).decode(&[5]);
}
