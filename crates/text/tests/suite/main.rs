//! The tests of `text`: golden numbers of other libraries, files, properties.

mod batching;
mod bpe_files;
mod bpe_golden;
mod bpe_properties;
mod counts_golden;
mod metrics_golden;
mod metrics_properties;
mod normalize;
mod squad_golden;
mod support;
mod translation_golden;
mod vocabulary;
