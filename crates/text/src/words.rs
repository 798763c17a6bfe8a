//! Words, by Unicode's rules.

use unicode_segmentation::UnicodeSegmentation;

/// The words of a text, without spaces and punctuation.
///
/// Where words begin and end is Unicode Standard Annex #29, <https://www.unicode.org/reports/tr29/>: an
/// apostrophe within letters and a point within digits belong to their word. Scripts without spaces come
/// out as single characters (Chinese) or as runs (Thai); to find words there takes a dictionary.
///
/// ```
/// let words: Vec<&str> = text::words("Can't pay 3.50 €, l'ami?").collect();
/// assert_eq!(words, ["Can't", "pay", "3.50", "l'ami"]);
/// assert_eq!(text::words("白日依山").count(), 4);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words()
}

/// The words of a text and everything between them but white space, in order: each punctuation mark is a
/// token.
///
/// ```
/// let tokens: Vec<&str> = text::word_tokens("Oui... c'est ça !").collect();
/// assert_eq!(tokens, ["Oui", ".", ".", ".", "c'est", "ça", "!"]);
/// ```
pub fn word_tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_word_bounds().filter(|token| !token.trim().is_empty())
}
