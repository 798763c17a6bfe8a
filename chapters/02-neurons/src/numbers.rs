//! The numbers of a run that the page shows.

use anyhow::Result;
use std::fmt::Debug;
use std::path::Path;

/// A flat table of numbers, as the file `results.toml`.
#[derive(Clone, Debug, Default)]
pub struct Numbers(String);

impl Numbers {
    /// Adds a number, or a text.
    pub fn add(&mut self, name: &str, value: impl Debug) {
        self.0 += &format!("{name} = {value:?}\n");
    }

    /// Writes the table.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        Ok(std::fs::write(path, &self.0)?)
    }
}
