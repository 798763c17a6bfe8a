//! What git knows: the stub as it was, and which files were edited since.

use crate::{Exercise, Problem};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The files below this folder that differ from the last commit; none where there is no git.
pub(crate) fn edited(folder: &Path) -> Vec<PathBuf> {
    let answer = git(folder, &["diff", "--name-only", "--relative", "-z", "HEAD", "--", "."]);
    let Ok(Output { status, stdout, .. }) = answer else { return Vec::new() };
    if !status.success() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&stdout).into_owned();
    text.split_terminator('\0').map(|name| folder.join(name)).collect()
}

/// Puts the stub of an exercise back as the last commit has it; the reader's text is kept in a new
/// file beside it, whose path this gives.
///
/// # Errors
/// If git has no stub, if the file is the stub already, or if a file cannot be written. The
/// reader's text is then still where it was.
pub fn reset(exercise: &Exercise) -> Result<PathBuf, Problem> {
    let file = exercise.file();
    let problem = |message: String| Problem::new(&file, message);
    let output = git(&exercise.folder, &["cat-file", "--filters", "HEAD:./exercise.rs"]).map_err(
        |error| problem(format!("git cannot be started ({error}); the stub comes from it")),
    )?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(problem(format!(
            "git does not have its stub: {}; download the book's repository with `git clone` to be \
             able to reset",
            said.trim()
        )));
    }
    let mine = std::fs::read(&file).map_err(|error| problem(format!("cannot be read: {error}")))?;
    if mine == output.stdout {
        return Err(problem(nothing_to_reset(&exercise.folder)));
    }
    let backup = back_up(&exercise.folder, &mine)
        .map_err(|error| problem(format!("cannot be backed up, so it was left alone: {error}")))?;
    std::fs::write(&file, &output.stdout)
        .map_err(|error| problem(format!("cannot be written: {error}")))?;
    Ok(backup)
}

/// Says that the file is as the last commit has it, and where an answer may be looked for.
fn nothing_to_reset(folder: &Path) -> String {
    let backups = (1..).map(|number| format!("exercise.rs.{number}.bak"));
    let backups: Vec<String> = backups.take_while(|name| folder.join(name).exists()).collect();
    let rest = match backups.as_slice() {
        [] => "if you have committed your answer, `git log -p` shows the stub".into(),
        _ => format!("what was reset before is beside it, in {}", backups.join(", ")),
    };
    format!("is already as the last commit has it, so nothing was changed; {rest}")
}

/// Writes a text to the first name that is free.
fn back_up(folder: &Path, text: &[u8]) -> std::io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = folder.join(format!("exercise.rs.{number}.bak"));
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                return file.write_all(text).and_then(|()| file.sync_all()).map(|()| path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn git(folder: &Path, words: &[&str]) -> std::io::Result<Output> {
    Command::new("git").current_dir(folder).args(words).stdin(Stdio::null()).output()
}
