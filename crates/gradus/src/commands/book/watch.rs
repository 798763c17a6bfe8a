//! Seeing that a file has changed, by looking at all of them.

use book_tools::Workspace;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// What the book is made of.
const SOURCES: [&str; 4] = ["book", "chapters", "crates", "Cargo.toml"];

/// A number that changes when a file that the book may quote changes, comes or goes.
///
/// Some thousand files are looked at in a few milliseconds, on every system and file system alike.
pub(super) fn fingerprint(workspace: &Workspace) -> u64 {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        visit(&workspace.root().join(source), &mut hasher);
    }
    hasher.finish()
}

fn visit(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = fs::metadata(path) else { return };
    if !metadata.is_dir() {
        path.hash(hasher);
        metadata.len().hash(hasher);
        metadata.modified().ok().hash(hasher);
        return;
    }
    // Made by the build itself; or by cargo.
    if path.ends_with("book/src/source") || path.ends_with("target") {
        return;
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        visit(&path, hasher);
    }
}
