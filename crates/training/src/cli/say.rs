//! Lines for the reader.

use std::fmt::Display;
use std::io::Write;

/// Prints a line. A reader who has gone, as in `… | head -1`, or a full disk behind the standard
/// output must not end the training: unlike `println!`, this goes on without the line.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
