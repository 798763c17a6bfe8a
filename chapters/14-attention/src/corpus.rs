//! A text to learn from, as indices of characters.

use ch13::text::Vocabulary;
use clap::ValueEnum;
use data::TextSplit;
use rand::{Rng, RngExt};

/// The texts that the programs learn, those of chapter 13.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Text {
    /// Plays of Shakespeare, 1.1 million characters
    Shakespeare,
    /// Chinese poems, 24,000 characters
    Tang,
}

/// A text as indices, and the characters that they stand for.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The text's name.
    pub name: &'static str,
    /// The characters.
    pub vocabulary: Vocabulary,
    /// What is learnt from.
    pub train: Vec<usize>,
    /// What is judged by.
    pub validation: Vec<usize>,
}

impl Corpus {
    /// A text, whole or, if `quick`, only its beginning. Its parts and its vocabulary are those of chapter
    /// 13: in the poems a character that occurs once is unknown.
    ///
    /// ```
    /// use ch14::{Corpus, Text};
    ///
    /// let corpus = Corpus::new(Text::Shakespeare, true);
    /// assert_eq!((corpus.train.len(), corpus.validation.len()), (20_000, 2_000));
    /// assert!(corpus.vocabulary.decode(&corpus.train).starts_with("First Citizen:"));
    /// ```
    pub fn new(text: Text, quick: bool) -> Self {
        let (TextSplit { name, train, validation }, min_count) = match text {
            Text::Shakespeare => (data::tiny_shakespeare(), 1),
            Text::Tang => (data::tang_poems::text(), 2),
        };
        let cut = |text: String, len| if quick { text.chars().take(len).collect() } else { text };
        let (train, validation) = (cut(train, 20_000), cut(validation, 2_000));
        let vocabulary = Vocabulary::new(&train, min_count);
        let (train, validation) = (vocabulary.encode(&train), vocabulary.encode(&validation));
        Corpus { name, vocabulary, train, validation }
    }

    /// `n` pieces of the training text from random positions, one after the other, and the character that
    /// follows each of theirs.
    ///
    /// ```
    /// use ch14::{Corpus, Text};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let corpus = Corpus::new(Text::Shakespeare, true);
    /// let (inputs, targets) = corpus.batch(2, 8, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!((inputs.len(), &inputs[1..8]), (16, &targets[..7]));
    /// ```
    ///
    /// # Panics
    /// If the text is not longer than a piece.
    // ANCHOR: batch
    pub fn batch(&self, n: usize, len: usize, rng: &mut impl Rng) -> (Vec<usize>, Vec<usize>) {
        let (mut inputs, mut targets) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let start = rng.random_range(0..self.train.len() - len);
            inputs.extend_from_slice(&self.train[start..][..len]);
            targets.extend_from_slice(&self.train[start + 1..][..len]);
        }
        (inputs, targets)
    }
    // ANCHOR_END: batch
}
