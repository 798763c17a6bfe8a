//! Normalization: one spelling for what is to count as the same text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A normalization form of Unicode: which of several code point sequences stands for a character.
///
/// `é` is one code point (U+00E9) or two (`e`, U+0301); what looks equal is not equal to a program.
///
/// Source: Unicode Standard Annex #15, <https://www.unicode.org/reports/tr15/>.
///
/// ```
/// use text::Form;
///
/// assert_eq!(Form::Nfc.apply("e\u{301}"), "é");
/// assert_eq!(Form::Nfkc.apply("ﬁ²"), "fi2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Canonical composition: one code point where there is one. The usual form of text on the web.
    Nfc,
    /// Canonical decomposition: a letter and its marks apart.
    Nfd,
    /// Compatibility composition: ligatures, full-width letters and superscripts become plain ones.
    Nfkc,
    /// Compatibility decomposition.
    Nfkd,
}

impl Form {
    /// The text in this form.
    ///
    /// ```
    /// assert_eq!(text::Form::Nfd.apply("é").chars().count(), 2);
    /// ```
    pub fn apply(self, text: &str) -> String {
        match self {
            Form::Nfc => text.nfc().collect(),
            Form::Nfd => text.nfd().collect(),
            Form::Nfkc => text.nfkc().collect(),
            Form::Nfkd => text.nfkd().collect(),
        }
    }
}

/// Steps that bring text into one spelling, applied in the order of the fields. By default there are none.
///
/// What is folded away cannot be told apart any more: "polish" and "Polish", "résumé" and "resume".
///
/// ```
/// use text::{Form, Normalizer};
///
/// let plain =
///     Normalizer { form: Some(Form::Nfkc), lowercase: true, strip_accents: true, collapse_spaces: true };
/// assert_eq!(plain.apply("  Ça  va,\tNOËL ？"), "ca va, noel ?");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Normalizer {
    /// The normalization form.
    pub form: Option<Form>,
    /// Lower case, by Unicode's rules for no language in particular (`İ` becomes `i̇`).
    pub lowercase: bool,
    /// Combining marks are removed from their letters. The result is in form NFC, NFKC if `form` is a
    /// compatibility form. Letters that are no letter with a mark stay: `ø`, `ł`, `ß`.
    pub strip_accents: bool,
    /// Every run of white space becomes one space; none is left at the ends.
    pub collapse_spaces: bool,
}

impl Normalizer {
    /// The text after these steps.
    ///
    /// ```
    /// use text::Normalizer;
    ///
    /// assert_eq!(Normalizer::default().apply("Ça va"), "Ça va");
    /// let lower = Normalizer { lowercase: true, ..Normalizer::default() };
    /// assert_eq!(lower.apply("ΟΔΟΣ"), "οδος");                         // a final sigma
    /// ```
    pub fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        if let Some(form) = self.form {
            text = form.apply(&text).into();
        }
        if self.lowercase {
            text = text.to_lowercase().into();
        }
        if self.strip_accents {
            text = text.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect::<String>().into();
        }
        if self.collapse_spaces {
            text = text.split_whitespace().collect::<Vec<_>>().join(" ").into();
        }
        text
    }
}
