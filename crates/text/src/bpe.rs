//! Byte-pair encoding: tokens between letters and words, learnt from text.

mod byte_table;
mod encode;
mod error;
mod files;
mod from_parts;
mod gpt2_files;
mod merge_word;
mod pair_hash;
mod pre_tokenize;
mod special;
mod tokenizer_json;
mod train;

use pair_hash::PairMap;

pub use error::{TokenizerError, TokenizerErrorKind};
pub use pre_tokenize::{Gpt2Words, gpt2_words};
pub use train::BpeTrainer;

/// Two neighbouring tokens.
pub(crate) type Pair = (u32, u32);

/// A byte-level byte-pair encoding, as GPT-2's: every text is a sequence of its tokens, and the tokens give
/// back the text, whatever its script, without an unknown token.
///
/// The first tokens are the 256 bytes; each *merge* makes one token of two. To encode, a text is cut into words
/// ([`gpt2_words`]), and in each word the merge that was learnt first is applied, again and again, until none
/// is possible. A [`BpeTrainer`] learns the merges; files of GPT-2 and of the library `tokenizers` are read
/// and written.
///
/// Sources: R. Sennrich, B. Haddow, A. Birch, "Neural machine translation of rare words with subword units", ACL
/// 2016; bytes instead of letters: A. Radford et al., "Language models are unsupervised multitask learners", 2019.
///
/// ```
/// use text::BpeTrainer;
///
/// let trainer = BpeTrainer { vocabulary_size: 260, ..BpeTrainer::default() };
/// let bpe = trainer.train(["low low low lower lower newest newest widest"]);
/// let tokens: Vec<_> = bpe.encode("lower").into_iter().map(|id| bpe.token(id)).collect();
/// assert_eq!(tokens, [&b"low"[..], b"e", b"r"]);
/// assert_eq!(bpe.decode(&bpe.encode("noël, 夜")), "noël, 夜");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bpe {
    /// The bytes of each token.
    tokens: Vec<Vec<u8>>,
    /// The pairs that become one token, the first learnt first, each with that token.
    merges: Vec<(Pair, u32)>,
    /// For each pair its rank among the merges and the token it becomes.
    ranks: PairMap<Pair, Merge>,
    /// The tokens of the single bytes.
    byte_ids: [u32; 256],
    /// Tokens that no text has, such as `<|endoftext|>`, with their spelling.
    special: Vec<(String, u32)>,
}

/// The rank of a merge, and the token it makes.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub rank: u32,
    pub id: u32,
}

impl Bpe {
    /// The number of tokens.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 257, ..Default::default() };
    /// assert_eq!(trainer.train(["abab"]).len(), 257);
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "there are always the 256 bytes")]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The bytes of a token; of a special one, those of its spelling.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 257, ..Default::default() };
    /// assert_eq!(trainer.train(["abab"]).token(256), b"ab");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `id` is not below [`len`](Self::len).
    #[track_caller]
    pub fn token(&self, id: usize) -> &[u8] {
        match self.tokens.get(id) {
            Some(token) => token,
            None => panic!("token {id} in a vocabulary of {}", self.len()),
        }
    }

    /// The token with this spelling among the special ones.
    ///
    /// ```
    /// let special_tokens = vec!["<|endoftext|>".to_owned()];
    /// let trainer = text::BpeTrainer { special_tokens, ..Default::default() };
    /// assert_eq!(trainer.train([]).special_token("<|endoftext|>"), Some(0));
    /// ```
    pub fn special_token(&self, spelling: &str) -> Option<usize> {
        self.special.iter().find(|(known, _)| known == spelling).map(|(_, id)| *id as usize)
    }

    /// The pairs of tokens that are merged, the first learnt first, each as the bytes of both.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 258, ..Default::default() };
    /// let bpe = trainer.train(["abc abc"]);
    /// assert_eq!(bpe.merges().next(), Some((&b"a"[..], &b"b"[..])));
    /// ```
    pub fn merges(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.merges.iter().map(|&((a, b), _)| (self.token(a as usize), self.token(b as usize)))
    }

    /// The bytes of a sequence of tokens.
    ///
    /// A token may be a part of a character, so that the bytes of a part of a text need not be text.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// assert_eq!(bpe.decode_bytes(&bpe.encode("é")[..1]), [0xc3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a token is not below [`len`](Self::len).
    #[track_caller]
    pub fn decode_bytes(&self, ids: &[usize]) -> Vec<u8> {
        let mut bytes = Vec::new();
        ids.iter().for_each(|id| bytes.extend_from_slice(self.token(*id)));
        bytes
    }

    /// The text of a sequence of tokens. Bytes that are not UTF-8, which a model may write, become `U+FFFD`.
    ///
    /// ```
    /// let bpe = text::BpeTrainer { vocabulary_size: 256, ..Default::default() }.train([]);
    /// let ids = bpe.encode("é!");
    /// assert_eq!((bpe.decode(&ids), bpe.decode(&ids[1..])), ("é!".into(), "\u{fffd}!".into()));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a token is not below [`len`](Self::len).
    #[track_caller]
    pub fn decode(&self, ids: &[usize]) -> String {
        String::from_utf8_lossy(&self.decode_bytes(ids)).into_owned()
    }
}
