//! Colours, where they are wanted.

use std::fmt::Display;
use std::io::{IsTerminal, stdout};

/// Colours texts for a terminal, and leaves them alone elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    colours: bool,
}

impl Colors {
    /// Colours if the output is a terminal and the variable `NO_COLOR` is not set.
    pub fn for_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Colors { colours: stdout().is_terminal() && !refused }
    }

    /// No colours.
    pub fn plain() -> Self {
        Colors { colours: false }
    }

    /// Whether there are colours.
    pub fn is_on(self) -> bool {
        self.colours
    }

    /// Good.
    pub fn green(self, text: impl Display) -> String {
        self.color("32", text)
    }

    /// Bad.
    pub fn red(self, text: impl Display) -> String {
        self.color("31", text)
    }

    /// Still to be done.
    pub fn yellow(self, text: impl Display) -> String {
        self.color("33", text)
    }

    /// Important.
    pub fn bold(self, text: impl Display) -> String {
        self.color("1", text)
    }

    /// Less important.
    pub fn dim(self, text: impl Display) -> String {
        self.color("2", text)
    }

    fn color(self, code: &str, text: impl Display) -> String {
        if self.colours { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}
