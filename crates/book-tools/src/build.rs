//! Building the book, without an installed mdBook.

use crate::{Gradus, Workspace};
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use std::path::PathBuf;

/// Builds the book and returns the folder with its pages.
///
/// # Errors
/// Every mistake in the pages, or what keeps mdBook from writing.
pub fn build(workspace: &Workspace, gradus: &Gradus) -> Result<PathBuf> {
    let folder = workspace.book();
    let mut book = MDBook::load(&folder)
        .with_context(|| format!("the book in {} cannot be read", folder.display()))?;
    book.with_preprocessor(gradus.clone());
    book.build()?;
    Ok(book.build_dir_for("html"))
}
