//! The characters of a text, numbered.

use std::collections::{BTreeMap, HashMap};

/// The index of every character that is not in the vocabulary.
pub const UNKNOWN: usize = 0;

/// What an unknown character is decoded as.
const REPLACEMENT: char = '\u{fffd}';

/// The characters that a model knows, and the index of each. Index 0, [`UNKNOWN`], stands for all others.
///
/// ```
/// use ch13::text::Vocabulary;
///
/// let vocabulary = Vocabulary::new("to be or not to be", 1);
/// let indices = vocabulary.encode("not to be!");
/// assert_eq!(indices[9], ch13::text::UNKNOWN);
/// assert_eq!(vocabulary.decode(&indices[..9]), "not to be");
/// ```
#[derive(Clone, Debug)]
pub struct Vocabulary {
    chars: Vec<char>,
    indices: HashMap<char, usize>,
}

impl Vocabulary {
    /// The characters that occur at least `min_count` times in the text, in the order of their code points.
    ///
    /// With `min_count` 2 or more the rarest characters of the training text are unknown, and a model
    /// learns how often to expect one that it does not know.
    ///
    /// ```
    /// let vocabulary = ch13::text::Vocabulary::new("abcab", 2);
    /// assert_eq!(vocabulary.decode(&[1, 2]), "ab");
    /// ```
    pub fn new(text: &str, min_count: usize) -> Self {
        let mut counts = BTreeMap::new();
        for c in text.chars() {
            *counts.entry(c).or_insert(0) += 1;
        }
        let frequent = counts.into_iter().filter(|(_, count)| *count >= min_count);
        let chars: Vec<char> = [REPLACEMENT].into_iter().chain(frequent.map(|(c, _)| c)).collect();
        let indices = chars.iter().enumerate().map(|(index, c)| (*c, index)).collect();
        Vocabulary { chars, indices }
    }

    /// The number of indices, that of unknown characters among them.
    ///
    /// ```
    /// assert_eq!(ch13::text::Vocabulary::new("abcab", 1).len(), 4);
    /// ```
    // It is never empty.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The index of each character.
    ///
    /// ```
    /// assert_eq!(ch13::text::Vocabulary::new("ab", 1).encode("bax"), [2, 1, 0]);
    /// ```
    pub fn encode(&self, text: &str) -> Vec<usize> {
        text.chars().map(|c| self.indices.get(&c).copied().unwrap_or(UNKNOWN)).collect()
    }

    /// The character of each index; for [`UNKNOWN`] the replacement character.
    ///
    /// ```
    /// assert_eq!(ch13::text::Vocabulary::new("ab", 1).decode(&[2, 1]), "ba");
    /// ```
    ///
    /// # Panics
    /// If an index is not below [`len`](Self::len).
    pub fn decode(&self, indices: &[usize]) -> String {
        indices.iter().map(|index| self.chars[*index]).collect()
    }
}
