//! Dates in words, and a network that writes them as ISO 8601 does: sequence to sequence, in small.

mod generator;
mod translator;

pub use generator::{Date, FORMS, dates, draw, split, write_date};
pub use translator::{DateBatch, DateTranslator};
