//! What the programs of the chapters made for the book: outputs, figures, results.

mod kept;
mod manifest;

pub use kept::Kept;
pub(crate) use kept::read_results;
pub use manifest::{Manifest, Run};
