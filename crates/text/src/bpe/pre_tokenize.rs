//! The words within which tokens are found.

use crate::char_class::CharClass;

/// The words of a text as GPT-2 cuts it; together they are the text.
///
/// A word is a contraction's ending (`'s`, `'t`, `'re`, `'ve`, `'m`, `'ll`, `'d`), a run of letters, of numbers or
/// of other characters, with one space before it if there is one, or a run of white space without the space that
/// belongs to the next word. No token crosses the border of two words. The same, as a regular expression:
///
/// ```text
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// ```
///
/// ```
/// let words: Vec<&str> = text::gpt2_words("It's 19°,  and\n\nrising!").collect();
/// assert_eq!(words, ["It", "'s", " 19", "°,", " ", " and", "\n", "\n", "rising", "!"]);
/// ```
pub fn gpt2_words(text: &str) -> Gpt2Words<'_> {
    Gpt2Words { rest: text }
}

/// The words of [`gpt2_words`].
///
/// ```
/// assert_eq!(text::gpt2_words("to be").next(), Some("to"));
/// ```
#[derive(Clone, Debug)]
pub struct Gpt2Words<'a> {
    rest: &'a str,
}

const CONTRACTIONS: [&str; 7] = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

impl<'a> Iterator for Gpt2Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let first = self.rest.chars().next()?;
        let (word, rest) = self.rest.split_at(word_len(self.rest, first));
        self.rest = rest;
        Some(word)
    }
}

/// The number of bytes of the first word; `first` is the text's first character.
fn word_len(text: &str, first: char) -> usize {
    if first == '\'' {
        let ending = CONTRACTIONS.iter().find(|ending| text.starts_with(**ending));
        if let Some(ending) = ending {
            return ending.len();
        }
    }
    let space = usize::from(first == ' ');
    match text[space..].chars().next().map(CharClass::of) {
        Some(class) if class != CharClass::Space => space + run_len(&text[space..], class),
        _ => space_len(text),
    }
}

/// The number of bytes of the characters of this class at the beginning.
fn run_len(text: &str, class: CharClass) -> usize {
    text.find(|c| CharClass::of(c) != class).unwrap_or(text.len())
}

/// The number of bytes of the white space at the beginning, without its last character if a word follows,
/// unless it is the only one.
fn space_len(text: &str) -> usize {
    let run = run_len(text, CharClass::Space);
    let last = text[..run].chars().next_back().map_or(0, char::len_utf8);
    if run == text.len() || run == last { run } else { run - last }
}
