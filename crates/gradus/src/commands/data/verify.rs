//! Reading every byte again.

use crate::Set;
use anyhow::Result;
use std::path::Path;

/// Compares every file of these sets with the manifest; whether all are right.
pub(super) fn verify(sets: &[&Set], folder: &Path) -> Result<bool> {
    let mut all_right = true;
    for set in sets {
        let mut right = true;
        for file in &set.files {
            let path = folder.join(&set.name).join(&file.name);
            let mistake = file.mistake(&path)?;
            println!("{}: {}", path.display(), mistake.as_deref().unwrap_or("right"));
            right &= mistake.is_none();
        }
        match &set.by_hand {
            _ if right => {}
            None => {
                println!("`cargo gradus data fetch {}` gets what is missing or wrong", set.name)
            }
            Some(how) => println!("to get what is missing or wrong: {how}"),
        }
        all_right &= right;
    }
    if sets.is_empty() {
        println!("nothing to verify: there is no set in {}", folder.display());
    }
    Ok(all_right)
}
