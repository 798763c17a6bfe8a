//! What the programs of the chapters made for the book: outputs, figures, results.
//!
//! Each chapter's `artefacts.toml` lists its [`Run`]s. A [`Task`] runs one of them and keeps what it
//! made in the chapter's folders `outputs`, `figures` and `results`, or compares the two.
//!
//! # When are two the same?
//!
//! On the class of processor on which it was kept, every byte of an output or a figure is the same,
//! apart from what matches a pattern of `varies`. On another class sums are taken in another order:
//! there numbers may differ by the run's `tolerance`, and the text between them is the same. Results
//! are measurements, and may differ by the tolerance everywhere.

mod compare;
mod execute;
mod kept;
mod lock;
mod machine;
mod manifest;
mod numbers;
mod task;

pub use kept::Kept;
pub(crate) use kept::read_results;
pub use machine::Machine;
pub use manifest::{Manifest, Run};
pub use task::{Kind, Outcome, Task, orphans};
