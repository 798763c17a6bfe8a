//! Normalization and words.

use proptest::prelude::*;
use text::{Form, Normalizer, word_tokens, words};

#[test]
fn forms_are_those_of_the_standards_examples() {
    // Unicode Standard Annex #15, figures 5 and 6.
    let cases = [
        ("ﬁ", ["ﬁ", "ﬁ", "fi", "fi"]),
        ("2⁵", ["2⁵", "2⁵", "25", "25"]),
        ("ẛ̣", ["\u{1e9b}\u{323}", "\u{17f}\u{323}\u{307}", "ṩ", "s\u{323}\u{307}"]),
        ("Å", ["Å", "A\u{30a}", "Å", "A\u{30a}"]),
    ];
    for (text, expected) in cases {
        let found = [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd].map(|form| form.apply(text));
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn steps_are_applied_in_order() {
    let all = Normalizer {
        form: Some(Form::Nfkc),
        lowercase: true,
        strip_accents: true,
        collapse_spaces: true,
    };
    assert_eq!(all.apply(" ＣＡＦÉ\u{a0}\u{301}  Ｎº １ "), "cafe no 1");
    assert_eq!(all.apply("Łódź Ærø straße"), "łodz ærø straße");
}

proptest! {
    #[test]
    fn normalizing_twice_changes_nothing_more(text in "\\PC{0,20}", lowercase: bool, strip_accents: bool) {
        for form in [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd] {
            prop_assert_eq!(form.apply(&form.apply(&text)), form.apply(&text));
        }
        // Lower case may bring marks that only the next pass composes.
        let normalizer = Normalizer { form: None, lowercase, strip_accents, collapse_spaces: true };
        let once = normalizer.apply(&text).into_owned();
        prop_assert_eq!(normalizer.apply(&once), &once[..]);
    }

    #[test]
    fn tokens_leave_out_white_space_only(text in "\\PC{0,20}") {
        let kept: String = word_tokens(&text).collect();
        let without = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without(&kept), without(&text));
        prop_assert!(words(&text).all(|word| word.chars().any(char::is_alphanumeric)));
    }
}
