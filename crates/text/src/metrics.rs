//! Metrics of language: how good a translation, a reply, a classification, a language model is, and whether
//! one is better than another by more than chance.

pub mod bleu;
pub mod chrf;
pub mod classification;
mod ngram_counts;
pub mod paired;
mod perplexity;
pub mod proportion;
pub mod squad;
mod tokenize_13a;

pub use bleu::{Bleu, BleuScore, BleuStatistics, BleuTokenizer};
pub use chrf::{Chrf, ChrfStatistics};
pub use classification::{ClassScores, ConfusionMatrix, Labels, ZeroDivision};
pub use paired::{PairedTest, approximate_randomization, paired_bootstrap};
pub use perplexity::{bits_per_byte, perplexity};
pub use proportion::{Interval, Z_95, wilson_interval};
pub use tokenize_13a::tokenize_13a;
