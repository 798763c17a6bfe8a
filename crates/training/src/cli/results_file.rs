//! The results that a page of the book quotes.

use anyhow::Result;
use nn::checkpoint::write_atomically;
use std::fmt::Debug;
use std::path::Path;

/// A run's results as a flat table in TOML, the file `results.toml`.
///
/// ```
/// use training::cli::ResultsFile;
///
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("results.toml");
/// let mut results = ResultsFile::default();
/// results.add("test_accuracy", 0.975);
/// results.add("data", "embedded digits");
/// results.save(&file)?;
/// let expected = "test_accuracy = 0.975\ndata = \"embedded digits\"\n";
/// assert_eq!(std::fs::read_to_string(&file)?, expected);
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ResultsFile(String);

impl ResultsFile {
    /// Adds a number or a text. (`format_args!("{x:.4}")` is a number of four decimals.)
    ///
    /// A name with other characters than letters, digits, `_` and `-` is quoted, as TOML wants it.
    ///
    /// ```
    /// let mut results = training::cli::ResultsFile::default();
    /// results.add("loss", format_args!("{:.2}", 0.125));
    /// assert_eq!(format!("{results:?}"), r#"ResultsFile("loss = 0.12\n")"#);
    /// ```
    pub fn add(&mut self, name: &str, value: impl Debug) {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let quoted = format!("{name:?}");
        let name = if name.chars().all(is_bare) { name } else { &quoted };
        self.0 += &format!("{name} = {value:?}\n");
    }

    /// Writes the file.
    ///
    /// ```
    /// let folder = tempfile::tempdir()?;
    /// let missing = folder.path().join("missing").join("results.toml");
    /// assert!(training::cli::ResultsFile::default().save(&missing).is_err());
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        Ok(write_atomically(path, self.0.as_bytes())?)
    }
}
