//! The pages of quoted files, in `book/src/source/`: mdBook copies what it finds there.
//!
//! The folder is made by the tool and is not kept; whichever way mdBook is started, it has the same
//! content.

use crate::{Workspace, listing};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the page of every quoted file, and removes those of files quoted no more.
pub(crate) fn write(
    workspace: &Workspace,
    sources: &BTreeMap<String, String>,
    sheets: &[String],
) -> Result<()> {
    let folder = workspace.book().join("src").join("source");
    let mut wanted = BTreeSet::new();
    for (path, text) in sources {
        let file = folder.join(format!("{path}.html"));
        let page = listing::page(path, text, sheets);
        // What is right already keeps its time, or a server that watches would build for ever.
        if fs::read_to_string(&file).ok().as_ref() != Some(&page) {
            let parent = file.parent().expect("lies in a folder");
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&file, page))
                .with_context(|| format!("{} cannot be written", file.display()))?;
        }
        wanted.insert(file);
    }
    for file in files(&folder) {
        if !wanted.contains(&file) {
            fs::remove_file(&file).with_context(|| format!("{}", file.display()))?;
        }
    }
    Ok(())
}

/// Every file in a folder and those in it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}
