//! Tokens and their indices.

use std::collections::HashMap;

/// The index of padding.
pub const PAD: usize = 0;
/// The index of every token that is not in the vocabulary.
pub const UNKNOWN: usize = 1;
/// The index of the beginning of a sequence.
pub const BEGIN: usize = 2;
/// The index of the end of a sequence.
pub const END: usize = 3;

/// How the four special tokens are written, by index.
///
/// ```
/// use text::vocabulary::{END, SPECIAL_TOKENS};
///
/// assert_eq!(SPECIAL_TOKENS[END], "<eos>");
/// ```
pub const SPECIAL_TOKENS: [&str; 4] = ["<pad>", "<unk>", "<bos>", "<eos>"];

/// The tokens that a model knows, and the index of each.
///
/// The first four are [`SPECIAL_TOKENS`]. A text cannot contain them: a token that is spelt like one is
/// unknown.
///
/// ```
/// use text::vocabulary::{UNKNOWN, Vocabulary};
///
/// let vocabulary = Vocabulary::build("to be or not to be".split(' '), 1, None);
/// assert_eq!(vocabulary.encode(["to", "be", "too"]), [5, 4, UNKNOWN]);
/// assert_eq!(vocabulary.decode(&[5, 4]), ["to", "be"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    tokens: Vec<String>,
    /// Those of the special tokens are left out.
    indices: HashMap<String, usize>,
}

impl Vocabulary {
    /// The tokens that occur at least `min_count` times, the most frequent first, equally frequent ones in
    /// the order of their code points; at most `max_tokens` of them, beside the special ones.
    ///
    /// ```
    /// use text::Vocabulary;
    ///
    /// let tokens = "b a c b a d b".split(' ');
    /// assert_eq!(Vocabulary::build(tokens.clone(), 1, None).tokens()[4..], ["b", "a", "c", "d"]);
    /// assert_eq!(Vocabulary::build(tokens.clone(), 2, None).tokens()[4..], ["b", "a"]);
    /// assert_eq!(Vocabulary::build(tokens, 1, Some(1)).tokens()[4..], ["b"]);
    /// ```
    pub fn build<'a>(
        tokens: impl IntoIterator<Item = &'a str>,
        min_count: usize,
        max_tokens: Option<usize>,
    ) -> Self {
        let mut counts = HashMap::<&str, usize>::new();
        for token in tokens {
            *counts.entry(token).or_default() += 1;
        }
        let is_known =
            |(token, count): &(&str, usize)| *count >= min_count && !SPECIAL_TOKENS.contains(token);
        let mut known: Vec<(&str, usize)> = counts.into_iter().filter(is_known).collect();
        known.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then(a.cmp(b)));
        known.truncate(max_tokens.unwrap_or(usize::MAX));
        Self::of(known.into_iter().map(|(token, _)| token))
    }

    /// The vocabulary with these tokens, in this order, after the special ones: what [`tokens`] gave for an
    /// earlier one, without its first four, is that vocabulary again. A token that was there before, or is
    /// spelt like a special one, is left out.
    ///
    /// ```
    /// use text::Vocabulary;
    ///
    /// let vocabulary = Vocabulary::build("a rose is a rose".split(' '), 1, None);
    /// let again = Vocabulary::of(vocabulary.tokens()[4..].iter().map(String::as_str));
    /// assert_eq!(again, vocabulary);
    /// ```
    ///
    /// [`tokens`]: Self::tokens
    pub fn of<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        let mut vocabulary = Vocabulary {
            tokens: SPECIAL_TOKENS.map(String::from).to_vec(),
            indices: HashMap::new(),
        };
        for token in tokens {
            if !SPECIAL_TOKENS.contains(&token) && !vocabulary.indices.contains_key(token) {
                vocabulary.indices.insert(token.to_owned(), vocabulary.tokens.len());
                vocabulary.tokens.push(token.to_owned());
            }
        }
        vocabulary
    }

    /// All tokens by index, the special ones first.
    ///
    /// ```
    /// let vocabulary = text::Vocabulary::of(["rose"]);
    /// assert_eq!(vocabulary.tokens(), ["<pad>", "<unk>", "<bos>", "<eos>", "rose"]);
    /// ```
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The number of tokens, the special ones among them.
    ///
    /// ```
    /// assert_eq!(text::Vocabulary::of(["rose"]).len(), 5);
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "there are always the special tokens")]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The index of a token; [`UNKNOWN`] if it is not in the vocabulary.
    ///
    /// ```
    /// use text::vocabulary::{UNKNOWN, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::of(["rose"]);
    /// assert_eq!((vocabulary.index("rose"), vocabulary.index("<pad>")), (4, UNKNOWN));
    /// ```
    pub fn index(&self, token: &str) -> usize {
        self.indices.get(token).copied().unwrap_or(UNKNOWN)
    }

    /// The index of each token.
    ///
    /// ```
    /// assert_eq!(text::Vocabulary::of(["a", "b"]).encode("b a c".split(' ')), [5, 4, 1]);
    /// ```
    pub fn encode<'a>(&self, tokens: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
        tokens.into_iter().map(|token| self.index(token)).collect()
    }

    /// The token of each index.
    ///
    /// ```
    /// assert_eq!(text::Vocabulary::of(["a", "b"]).decode(&[5, 1]), ["b", "<unk>"]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if an index is not below [`len`](Self::len).
    #[track_caller]
    pub fn decode(&self, indices: &[usize]) -> Vec<&str> {
        let token = |index: &usize| match self.tokens.get(*index) {
            Some(token) => token.as_str(),
            None => panic!("decode: index {index} in a vocabulary of {} tokens", self.len()),
        };
        indices.iter().map(token).collect()
    }
}
