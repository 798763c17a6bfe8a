//! From text to tokens.

use std::collections::HashMap;
use std::ops::Range;

use crate::bpe::merge_word::WordMerger;
use crate::bpe::special::SpecialTokens;
use crate::bpe::{Bpe, gpt2_words};

impl Bpe {
    /// The tokens of a text. What is spelt like a special token is text as any other.
    ///
    /// ```
    /// let trainer = text::BpeTrainer { vocabulary_size: 257, ..Default::default() };
    /// let bpe = trainer.train(["abab"]);
    /// let bytes: Vec<_> = bpe.encode("abba").into_iter().map(|id| bpe.token(id)).collect();
    /// assert_eq!(bytes, [&b"ab"[..], b"b", b"a"]);
    /// ```
    pub fn encode(&self, text: &str) -> Vec<usize> {
        let mut ids = Vec::new();
        Encoder::new(self).encode(text, &mut ids);
        ids
    }

    /// The tokens of a text in which special tokens may be written out, as the library `tokenizers` takes every
    /// text. Of several at one position the longest counts.
    ///
    /// Whoever writes the text writes these tokens as well: not for text of strangers.
    ///
    /// ```
    /// let special_tokens = vec!["<|endoftext|>".to_owned()];
    /// let trainer = text::BpeTrainer { vocabulary_size: 257, special_tokens, ..Default::default() };
    /// let bpe = trainer.train([]);
    /// assert_eq!(bpe.encode_with_special_tokens("<|endoftext|>").len(), 1);
    /// assert_eq!(bpe.encode("<|endoftext|>").len(), 13);
    /// ```
    pub fn encode_with_special_tokens(&self, text: &str) -> Vec<usize> {
        let (mut ids, mut encoder) = (Vec::new(), Encoder::new(self));
        let mut special_tokens = SpecialTokens::new(text, &self.special);
        for (before, id) in &mut special_tokens {
            encoder.encode(before, &mut ids);
            ids.push(id as usize);
        }
        encoder.encode(special_tokens.rest(), &mut ids);
        ids
    }
}

/// Encodes texts, and copies the tokens of words that came before.
struct Encoder<'a> {
    bpe: &'a Bpe,
    /// Where the tokens of a word are in the output.
    known: HashMap<&'a str, Range<usize>>,
    merger: WordMerger,
}

impl<'a> Encoder<'a> {
    fn new(bpe: &'a Bpe) -> Self {
        Encoder { bpe, known: HashMap::new(), merger: WordMerger::default() }
    }

    /// Appends the tokens of a text to `out`, which is the same for all texts of this encoder.
    fn encode(&mut self, text: &'a str, out: &mut Vec<usize>) {
        for word in gpt2_words(text) {
            if let Some(range) = self.known.get(word) {
                out.extend_from_within(range.clone());
                continue;
            }
            let start = out.len();
            let bytes = word.as_bytes().iter();
            let ids = bytes.map(|byte| self.bpe.byte_ids[usize::from(*byte)]);
            self.merger.merge(ids, &self.bpe.ranks, out);
            self.known.insert(word, start..out.len());
        }
    }
}
