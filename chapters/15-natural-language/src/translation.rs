//! Machine translation: an encoder reads an English sentence, a decoder writes a French one.

mod alignment;
mod batch;
mod corpus;
mod gru;
mod ibm1;
mod judged;
mod report;
mod saved;
mod scores;
mod system;
mod tokens;
mod train;
mod transformer;
mod translator;

pub use alignment::alignment_map;
pub use batch::Batch;
pub use corpus::{Corpus, Example, TestSentence, at_least_four_tokens, without_sentences_of};
pub use gru::{GruOptions, GruTranslator};
pub use ibm1::Ibm1;
pub use judged::{Judged, PENALTY, in_french, key, translate_test};
pub use report::{beam_chart, length_chart, samples, systems_json};
pub use saved::{Loaded, Saved, load};
pub use scores::{
    HumanComparison, LengthBleu, Scores, bleu, chrf, chrf_signature, compare_with_human, score,
    score_by_length, signature,
};
pub use system::System;
pub use tokens::{clean, english_tokens, french_tokens, write_french};
pub use train::{EpochLosses, Recipe, train};
pub use transformer::{TransformerOptions, TransformerTranslator};
pub use translator::{Translator, beam, translate};
