//! Language models over characters: vocabulary, batches, the network, sampling, and n-grams to compare with.

mod model;
mod ngram;
mod report;
mod sampling;
mod streams;
mod vocabulary;

pub use model::CharModel;
pub use ngram::NGram;
pub use report::{
    TEMPERATURES, TemperatureTable, loss_chart, regular_lines, regular_lines_by_chance,
};
pub use sampling::{distribution, generate, sample};
pub use streams::{Chunk, Streams};
pub use vocabulary::{UNKNOWN, Vocabulary};
