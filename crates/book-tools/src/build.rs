//! Building the book, without an installed mdBook.

use crate::{Gradus, Workspace};
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use std::fs;
use std::path::PathBuf;

mod warnings;

/// A book that has been built.
#[derive(Clone, Debug)]
pub struct Built {
    /// The folder with its pages.
    pub folder: PathBuf,
    /// What mdBook found odd, such as a tag that is not closed.
    pub warnings: Vec<String>,
}

/// Builds the book.
///
/// # Errors
/// Every mistake in the pages, or what keeps mdBook from writing.
pub fn build(workspace: &Workspace, gradus: &Gradus) -> Result<Built> {
    let folder = workspace.book();
    let (built, warnings) = warnings::collect(|| -> Result<PathBuf> {
        let mut book = MDBook::load(&folder)
            .with_context(|| format!("the book in {} cannot be read", folder.display()))?;
        book.with_preprocessor(gradus.clone());
        book.build()?;
        Ok(book.build_dir_for("html"))
    });
    // Without `book/..` in it.
    let folder = fs::canonicalize(built?)?;
    Ok(Built { folder, warnings })
}
