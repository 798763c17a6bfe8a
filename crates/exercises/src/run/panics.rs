//! Reading the panics in what a test printed.

use std::path::Path;

/// A panic: where, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic {
    /// The source file, as the compiler knows it.
    pub file: String,
    /// The line.
    pub line: u32,
    /// What it said.
    pub message: String,
}

impl Panic {
    /// Whether it came from this file. The compiler may know the file by a path from the root of the
    /// workspace.
    pub fn is_in(&self, file: &Path) -> bool {
        file.ends_with(&self.file)
    }

    /// The panics in a text, in order.
    ///
    /// Each is a line `thread 'name' (id) panicked at file:line:column:`, then its message, then
    /// perhaps the advice to ask for a backtrace.
    pub(super) fn all_in(text: &str) -> Vec<Panic> {
        let mut panics: Vec<Panic> = Vec::new();
        let mut within = false;
        for line in text.lines() {
            if let Some((file, line)) = location(line) {
                panics.push(Panic { file: file.into(), line, message: String::new() });
                within = true;
            } else if line.starts_with("note: run with `RUST_BACKTRACE") {
                within = false;
            } else if let (true, Some(panic)) = (within, panics.last_mut()) {
                panic.message.extend([line, "\n"]);
            }
        }
        for panic in &mut panics {
            panic.message.truncate(panic.message.trim_end().len());
        }
        panics
    }
}

/// The file and line of a panic, if this is the line that begins one.
fn location(line: &str) -> Option<(&str, u32)> {
    let (_, location) = line.strip_prefix("thread '")?.split_once(" panicked at ")?;
    let mut parts = location.strip_suffix(':')?.rsplitn(3, ':');
    let (_column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
    Some((file, line.parse().ok()?))
}

/// What the test of this name printed, from the output of a program that ran it alone.
pub(super) fn captured<'a>(stdout: &'a str, test: &str) -> Option<&'a str> {
    let (_, text) = stdout.split_once(&format!("---- {test} stdout ----\n"))?;
    let (text, _) = text.rsplit_once(&format!("\nfailures:\n    {test}\n"))?;
    Some(text)
}
