//! Wrong answers: the slips that people really make, which the tests must catch.

use crate::{Problem, problem};
use std::path::{Path, PathBuf};

/// A plausible wrong answer, and how the tests catch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// Its file, `wrong/NAME.rs`.
    pub file: PathBuf,
    /// What it is called.
    pub name: String,
    /// The test that must fail.
    pub caught_by: String,
    /// What this test must say.
    pub message: String,
}

impl WrongAnswer {
    /// Reads a wrong answer.
    ///
    /// # Errors
    /// If it cannot be read, if its name is no name for a module, or if it does not begin with the
    /// two lines that say how it is caught.
    pub fn read(file: &Path) -> Result<Self, Problem> {
        let text = problem::read(file)?;
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            let message = "a wrong answer is a module: name it with letters, digits and `_`";
            return Err(Problem::new(file, message));
        }
        let header = |key: &str| {
            let prefix = format!("//! {key}: ");
            let value = text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .find_map(|line| line.strip_prefix(&prefix))
                .map(str::trim)
                .filter(|value| !value.is_empty());
            value.map(str::to_string).ok_or_else(|| {
                let message = "must begin with `//! caught-by: test` and `//! message: text`, \
                               the test that fails and what it must say";
                Problem::new(file, message)
            })
        };
        Ok(WrongAnswer {
            file: file.into(),
            name: name.into(),
            caught_by: header("caught-by")?,
            message: header("message")?,
        })
    }
}
