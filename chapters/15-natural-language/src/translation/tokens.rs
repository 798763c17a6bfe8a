//! From a sentence to its tokens, and from French tokens to a sentence.

use text::{Form, Normalizer, word_tokens};

/// The endings by which English shortens a verb or says who owns something.
const ENDINGS: [&str; 7] = ["n't", "'m", "'re", "'s", "'ll", "'ve", "'d"];

/// The long forms of the tokens into which contractions are cut.
const LONG_FORMS: [(&str, &str); 10] = [
    ("n't", "not"),
    ("'m", "am"),
    ("'re", "are"),
    ("'s", "is"),
    ("'ll", "will"),
    ("'ve", "have"),
    ("'d", "would"),
    ("ca", "can"),
    ("wo", "will"),
    ("cannot", "can not"),
];

/// One spelling for what is the same to a reader: composed characters (NFC), `'` for `’`, and one plain
/// space for whatever white space there is. References are cleaned too: which apostrophe a contributor
/// typed is no matter of translation.
///
/// ```
/// assert_eq!(ch15::translation::clean("J’ai  froid\u{a0}!"), "J'ai froid !");
/// ```
pub fn clean(text: &str) -> String {
    let normalizer =
        Normalizer { form: Some(Form::Nfc), collapse_spaces: true, ..Normalizer::default() };
    normalizer.apply(&text.replace('’', "'")).into_owned()
}

// ANCHOR: english
/// The tokens of an English sentence, in lower case; a contraction is two.
///
/// ```
/// let tokens = ch15::translation::english_tokens("You can't, I'm cold.");
/// assert_eq!(tokens, ["you", "ca", "n't", ",", "i", "'m", "cold", "."]);
/// ```
pub fn english_tokens(text: &str) -> Vec<String> {
    let text = clean(text).to_lowercase();
    let split = |word: &str| {
        let ending = ENDINGS.into_iter().find(|ending| word.ends_with(ending));
        let (stem, ending) = word.split_at(word.len() - ending.map_or(0, str::len));
        [stem, ending].map(str::to_owned)
    };
    word_tokens(&text).flat_map(split).filter(|token| !token.is_empty()).collect()
}
// ANCHOR_END: english

// ANCHOR: french
/// The tokens of a French sentence, in lower case; an elided word is one, with its apostrophe.
///
/// ```
/// let tokens = ch15::translation::french_tokens("N’es-tu pas l'ami de Tom ?");
/// assert_eq!(tokens, ["n'", "es", "-", "tu", "pas", "l'", "ami", "de", "tom", "?"]);
/// ```
pub fn french_tokens(text: &str) -> Vec<String> {
    let text = clean(text).to_lowercase();
    word_tokens(&text).flat_map(|word| word.split_inclusive('\'')).map(str::to_owned).collect()
}
// ANCHOR_END: french

/// The sentence that French tokens make: [`french_tokens`] backwards. It begins with a capital; names
/// stay in lower case, since nothing in the tokens tells them.
///
/// ```
/// let tokens = ["c'", "est", "-", "à", "-", "dire", "lui", "!"];
/// assert_eq!(ch15::translation::write_french(&tokens), "C'est-à-dire lui !");
/// ```
pub fn write_french<S: AsRef<str>>(tokens: &[S]) -> String {
    let (mut text, mut is_quoted) = (String::new(), false);
    for token in tokens.iter().map(AsRef::as_ref) {
        let closes = token == "\"" && is_quoted;
        let is_glued = text.is_empty()
            || text.ends_with(['\'', '-', '('])
            || (text.ends_with('"') && is_quoted)
            || closes
            || [".", ",", "…", ")", "-"].contains(&token);
        if !is_glued {
            text.push(' ');
        }
        is_quoted ^= token == "\"";
        text.push_str(token);
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An English sentence as what it says, for comparison: its words in lower case, contractions written out.
pub(super) fn english_words(text: &str) -> String {
    words(english_tokens(text).iter().map(|token| {
        let long = LONG_FORMS.iter().find(|(short, _)| short == token);
        long.map_or(token.as_str(), |(_, long)| long)
    }))
}

/// A French sentence as what it says: its words in lower case.
pub(super) fn french_words(text: &str) -> String {
    words(french_tokens(text).iter().map(String::as_str))
}

/// Tokens without those that are punctuation, a space between two.
fn words<'a>(tokens: impl Iterator<Item = &'a str>) -> String {
    let is_word = |token: &&str| token.chars().any(char::is_alphanumeric);
    tokens.filter(is_word).collect::<Vec<_>>().join(" ")
}
