//! The way down to a parameter.

use std::fmt;

/// The dotted name of a place in a model: `blocks.0.attention.weight`.
#[derive(Debug, Default)]
pub struct Path(String);

impl Path {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Runs `f` one level further down, at the part called `name`.
    pub fn within<R>(&mut self, name: impl fmt::Display, f: impl FnOnce(&mut Path) -> R) -> R {
        use fmt::Write;
        let above = self.0.len();
        let dot = if above > 0 { "." } else { "" };
        write!(self.0, "{dot}{name}").expect("writing to a string does not fail");
        let result = f(self);
        self.0.truncate(above);
        result
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
