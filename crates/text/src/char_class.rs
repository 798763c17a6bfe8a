//! Letters, numbers and white space, as the regular expressions of other programs tell them apart.

use unicode_normalization::char::is_combining_mark;

/// What kind of character it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharClass {
    /// General category L, `\p{L}`.
    Letter,
    /// General category N, `\p{N}`.
    Number,
    /// The property White_Space, `\s`.
    Space,
    /// Anything else: punctuation, symbols, marks, control characters.
    Other,
}

impl CharClass {
    pub(crate) fn of(c: char) -> Self {
        if c.is_ascii() {
            return match c {
                'a'..='z' | 'A'..='Z' => CharClass::Letter,
                '0'..='9' => CharClass::Number,
                '\t'..='\r' | ' ' => CharClass::Space,
                _ => CharClass::Other,
            };
        }
        if c.is_whitespace() {
            CharClass::Space
        } else if c.is_numeric() {
            CharClass::Number
        } else if c.is_alphabetic() && !is_combining_mark(c) && !is_enclosed_letter(c) {
            CharClass::Letter
        } else {
            CharClass::Other
        }
    }
}

/// Letters in circles and squares, which are alphabetic but symbols by category. With the numbers and the
/// combining marks they are all that is alphabetic and no letter (Unicode's DerivedCoreProperties.txt).
fn is_enclosed_letter(c: char) -> bool {
    matches!(c, 'Ⓐ'..='ⓩ' | '🄰'..='🅉' | '🅐'..='🅩' | '🅰'..='🆉')
}

/// The parts of a text between white space, as Python's `str.split()` finds them: it counts four control
/// characters as white space that Unicode does not.
pub(crate) fn split_spaces(text: &str) -> impl Iterator<Item = &str> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    text.split(is_space).filter(|part| !part.is_empty())
}
