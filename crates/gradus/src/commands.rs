//! What can be asked for on the command line.

use ::data::folder::workspace_dir;
use book_tools::Workspace;
use std::path::Path;

mod artefacts;
mod book;
mod data;
mod ex;
mod gpu;

pub use artefacts::Artefacts;
pub use book::Book;
pub use data::Data;
pub use ex::Ex;
pub use gpu::Gpu;

/// The workspace with this root, or the one that the command is run in.
fn workspace(root: Option<&Path>) -> Workspace {
    Workspace::at(root.map_or_else(workspace_dir, Path::to_path_buf))
}
