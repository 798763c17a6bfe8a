//! Files that count by their bytes or, if they are TOML, by what they say.

use crate::{Builder, Fingerprint};
use anyhow::{Context, Result};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The fingerprint of these files, in this order: name and bytes of each, or that it is not there.
///
/// # Errors
/// If one is there and cannot be read.
pub fn files(root: &Path, files: &[PathBuf]) -> Result<Fingerprint> {
    let mut builder = Builder::new("files");
    for file in files {
        add(&mut builder, root, file)?;
    }
    Ok(builder.finish())
}

/// The fingerprint of the files in a folder, and in the folders in it, that are meant.
///
/// # Errors
/// If something in it cannot be read.
pub fn folder(folder: &Path, is_meant: impl Fn(&Path) -> bool) -> Result<Fingerprint> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let unread = || format!("{}: cannot be listed", next.display());
        for entry in fs::read_dir(&next).with_context(unread)? {
            let path = entry.with_context(unread)?.path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.extend(is_meant(&path).then_some(path)),
            }
        }
    }
    found.sort();
    files(folder, &found)
}

/// The fingerprint of what a TOML file says, whatever its comments, its layout and the order of its
/// keys; or that it is not there.
///
/// # Errors
/// If it is there, and is no TOML.
pub fn toml(root: &Path, file: &Path) -> Result<Fingerprint> {
    let mut builder = Builder::new("toml");
    builder.add(display_path(root, file));
    if let Some(table) = read_toml(file)? {
        builder.add(table.to_string());
    }
    Ok(builder.finish())
}

/// What a TOML file says; nothing if it is not there.
pub(crate) fn read_toml(file: &Path) -> Result<Option<toml::Table>> {
    let Some(bytes) = read(file)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let table = text.parse().with_context(|| format!("{}: cannot be read", file.display()))?;
    Ok(Some(table))
}

/// Adds the name and the bytes of a file.
pub(crate) fn add(builder: &mut Builder, root: &Path, file: &Path) -> Result<()> {
    builder.add(display_path(root, file));
    match read(file)? {
        Some(bytes) => builder.add(bytes),
        None => builder.add("is not there"),
    }
    Ok(())
}

/// The bytes of a file; nothing if it is not there.
pub(crate) fn read(file: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{}: cannot be read", file.display())),
    }
}

/// A file's path from the root on, the same on every system.
pub(crate) fn display_path(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/")
}
