//! Opening a page in the reader's browser.

use std::process::{Command, Stdio};

/// Opens an address in whatever the system shows pages with; says so if that does not work.
pub(super) fn open(address: &str) {
    let command = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(command);
    let started = command.arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        eprintln!("no browser was found: open {address} yourself");
    }
}
