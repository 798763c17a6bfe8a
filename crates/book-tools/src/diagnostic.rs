//! What is wrong, and where: every mistake of a build is told, not only the first.

use std::fmt;

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, from the root of the workspace.
    pub file: String,
    /// The line, from 1; 0 if it is about the file as a whole.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// All that a build found wrong, in the order of the files.
#[derive(Debug, thiserror::Error)]
#[error("{}", list(.0))]
pub struct Diagnostics(pub Vec<Diagnostic>);

fn list(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(Diagnostic::to_string).collect();
    lines.join("\n")
}

/// The name among `known` that is most like `name`, as a hint: " (do you mean `x`?)", or nothing.
pub(crate) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known.into_iter().map(|it| (strsim::levenshtein(name, it), it)).min();
    match nearest {
        Some((steps, it)) if steps <= 1 + it.chars().count() / 2 => {
            format!(" (do you mean `{it}`?)")
        }
        _ => String::new(),
    }
}
