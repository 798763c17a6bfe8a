//! Lines on the standard output.

use std::fmt::Display;
use std::io::Write;

/// Prints a line to the standard output; unlike `println!`, it does not panic if that is closed, as by
/// `… | head -1`, or if the disk is full: neither must end the training.
///
/// ```
/// training::cli::say(format_args!("accuracy {:.2}", 0.75));      // prints: accuracy 0.75
/// ```
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
