//! Text as numbers, and what is measured of language: normalization, tokenizers, vocabularies, batches,
//! counts, metrics.
//!
//! A network reads indices. Between a text and the indices are decisions, which this crate makes one at a
//! time: which spellings are the same ([`Normalizer`]), where words are ([`words`]), which parts of words
//! are tokens ([`Bpe`]), which tokens are known ([`Vocabulary`]), which sequences go into one batch
//! ([`length_batches`], [`pad`]). A text can also be only counted ([`BagOfWords`], [`TfIdf`]). What a
//! model makes of it all is judged by the [`metrics`].
//!
//! # From words to a batch
//!
//! ```
//! use text::vocabulary::{END, PAD};
//! use text::{Normalizer, Vocabulary, pad, word_tokens};
//!
//! let normalizer = Normalizer { lowercase: true, ..Normalizer::default() };
//! let pairs = data::eng_fra();
//! let tokens = |text: &str| {
//!     word_tokens(&normalizer.apply(text)).map(str::to_owned).collect::<Vec<_>>()
//! };
//! let french: Vec<Vec<String>> = pairs.train.iter().map(|pair| tokens(&pair.french)).collect();
//! let vocabulary = Vocabulary::build(french.iter().flatten().map(String::as_str), 2, None);
//! let encode = |tokens: &Vec<String>| {
//!     let mut indices = vocabulary.encode(tokens.iter().map(String::as_str));
//!     indices.push(END);
//!     indices
//! };
//! let batch = pad(&french[..8].iter().map(encode).collect::<Vec<_>>(), PAD);
//! assert_eq!(batch.indices.len(), 8 * batch.longest);
//! ```
//!
//! # Tokens learnt from a text
//!
//! ```
//! use text::BpeTrainer;
//!
//! let trainer = BpeTrainer { vocabulary_size: 400, ..BpeTrainer::default() };
//! let bpe = trainer.train(data::tang_poems().iter().flat_map(|poem| &poem.sentences).map(String::as_str));
//! let ids = bpe.encode("白日依山盡");
//! assert!(ids.len() < "白日依山盡".len());
//! assert_eq!(bpe.decode(&ids), "白日依山盡");
//! ```
//!
//! # A metric, and whether a difference in it is more than chance
//!
//! ```
//! use text::metrics::{Bleu, Z_95, wilson_interval};
//!
//! let score = Bleu::default().corpus(&["il fait très froid ici ."], &[vec!["il fait froid ici ."]]);
//! println!("{score}, {}", Bleu::default().signature(1));
//! let interval = wilson_interval(180, 200, Z_95);                   // of an accuracy of 90 %
//! assert!(interval.contains(0.86) && !interval.contains(0.85));
//! ```
//!
//! # Why it is built this way
//!
//! **Numbers that others can compare with.** Merges and tokens are those of the library `tokenizers`, BLEU and chrF
//! sacreBLEU's, counts and TF–IDF scikit-learn's, exact match and F1 those of SQuAD's script; golden files
//! hold them together (`tests/golden/text`). Where libraries disagree, the documentation says which
//! one this is.
//!
//! **No text is refused.** Tokens begin with bytes, so that every text is encoded and comes back as it was.
//!
//! **What is read is checked.** A tokenizer's file is refused, by the name of the setting, if it asks for
//! what this crate does not do: silently other tokens would make a model useless.
//!
//! **Order is a function of the data.** Vocabularies, merges and batches are the same in every run, with
//! ties decided by rules that are told.

mod bag_of_words;
mod batching;
pub mod bpe;
mod char_class;
pub mod metrics;
mod normalize;
mod padding;
mod sparse;
mod tf_idf;
pub mod vocabulary;
mod words;

pub use bag_of_words::{BagOfWords, CountOptions};
pub use batching::{LengthBatches, length_batches};
pub use bpe::{Bpe, BpeTrainer, TokenizerError, TokenizerErrorKind, gpt2_words};
pub use normalize::{Form, Normalizer};
pub use padding::{Padded, pad};
pub use sparse::SparseRow;
pub use tf_idf::TfIdf;
pub use vocabulary::Vocabulary;
pub use words::{word_tokens, words};
