//! Reading every byte again.

use crate::{File, Set, Sha256};
use anyhow::Result;
use std::io;
use std::path::Path;

/// Compares every file of these sets with the manifest; whether all are right.
pub(super) fn verify(sets: &[&Set], folder: &Path) -> Result<bool> {
    let mut all_right = true;
    for set in sets {
        let mut right = true;
        for file in &set.files {
            let path = folder.join(&set.name).join(&file.name);
            let mistake = mistake(file, &path)?;
            println!("{}: {}", path.display(), mistake.as_deref().unwrap_or("right"));
            right &= mistake.is_none();
        }
        if !right {
            println!("`cargo gradus data fetch {}` gets what is missing or wrong", set.name);
        }
        all_right &= right;
    }
    if sets.is_empty() {
        println!("nothing to verify: there is no set in {}", folder.display());
    }
    Ok(all_right)
}

/// What is wrong with a file, if anything is.
fn mistake(file: &File, path: &Path) -> io::Result<Option<String>> {
    let size = match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some("absent".into())),
        found => found?.len(),
    };
    if size != file.size {
        return Ok(Some(format!("has {size} bytes where {} are expected", file.size)));
    }
    let found = Sha256::of_file(path)?;
    let wrong = || format!("has SHA-256 {found} where {} is expected", file.sha256);
    Ok((found != file.sha256).then(wrong))
}
