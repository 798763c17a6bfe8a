//! Turns the book's pages into HTML: maths, listings, outputs, results, figures, exercises, citations, and checks.

pub mod artefacts;
mod bibliography;
mod build;
mod check;
mod directive;
mod exercise;
mod figure;
mod glossary;
mod html;
mod listing;
mod maths;
mod mistake;
mod numbering;
mod preprocessor;
mod render;
mod run_result;
mod scan;
mod sources;
mod workspace;

pub use build::{Built, build};
pub use check::check;
pub use maths::MACROS;
pub use mistake::{Mistake, Mistakes};
pub use preprocessor::{Gradus, preprocess};
pub use workspace::Workspace;
