//! Fetching sets.

use super::bar::Bar;
use crate::{Download, Outcome, Set};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::time::Duration;

/// What a shell calls a program that Ctrl-C has ended: 128 and the number of the signal.
const SIGINT_EXIT_CODE: i32 = 130;

/// Fetches what is missing of these sets.
pub(super) fn fetch(sets: &[&Set], folder: &Path, patience: Duration) -> Result<()> {
    // Every byte that came is in its file already, so that the program may end at once.
    ctrlc::set_handler(|| {
        eprintln!("\nstopped: what has come is kept, and the same command goes on from there");
        std::process::exit(SIGINT_EXIT_CODE);
    })
    .context("cannot listen for Ctrl-C")?;
    for set in sets {
        fetch_set(set, &folder.join(&set.name), patience)?;
    }
    Ok(())
}

fn fetch_set(set: &Set, folder: &Path, patience: Duration) -> Result<()> {
    println!("{}: {}", set.name, set.title);
    println!("  licence: {}", set.licence);
    println!("  to cite: {}", set.citation);
    println!("  from:    {}", set.homepage);
    println!("  to:      {}", folder.display());
    if let Some(how) = &set.by_hand {
        return expect_present(set, folder, how);
    }
    for file in &set.files {
        let addresses = &set.addresses_of(file);
        let outcome = Download { file, addresses, folder, patience }.run(&mut Bar::new(file))?;
        let outcome = match outcome {
            Outcome::Present => "was here already",
            Outcome::Fetched => "fetched",
        };
        println!("  {}: {outcome}, SHA-256 as it should be", file.name);
    }
    Ok(())
}

/// Checks a set that no server gives file by file: its files have to be here already.
fn expect_present(set: &Set, folder: &Path, how: &str) -> Result<()> {
    for file in &set.files {
        if let Some(mistake) = file.mistake(&folder.join(&file.name))? {
            let (name, file) = (&set.name, &file.name);
            bail!(
                "{name} cannot be fetched by this program, and {file} is not as it should be: {mistake}. To get it: \
                 {how}. Then `cargo gradus data verify {name}` compares checksums."
            );
        }
        println!("  {}: was here already, SHA-256 as it should be", file.name);
    }
    Ok(())
}
