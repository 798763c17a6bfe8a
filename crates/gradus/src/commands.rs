//! What can be asked for on the command line.

use book_tools::Workspace;
use std::path::Path;

mod artefacts;
mod book;
mod data;
mod ex;

pub use artefacts::Artefacts;
pub use book::Book;
pub use data::Data;
pub use ex::Ex;

/// The workspace with this root, or this repository's.
fn workspace(root: Option<&Path>) -> Workspace {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    Workspace::at(root.unwrap_or(own.expect("this package lies in `crates`")))
}
