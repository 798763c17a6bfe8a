//! Beginning anew: the stub comes back, and what the reader wrote is kept.

use crate::{Course, Exercise, Problem, hints};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Makes the reader's file the stub again, and the next hint the first. What the reader wrote is
/// kept in a new file beside it, whose path this gives; nothing where the file was gone.
///
/// # Errors
/// If the file is the stub already, or if a file cannot be read or written. The reader's text is
/// then still where it was.
pub fn reset(course: &Course, exercise: &Exercise) -> Result<Option<PathBuf>, Problem> {
    let (file, stub) = (exercise.file(), exercise.stub_file());
    let problem = |message: String| Problem::new(&file, message);
    let stub = std::fs::read(&stub)
        .map_err(|error| Problem::new(stub, format!("cannot be read: {error}")))?;
    let backup = match std::fs::read(&file) {
        Ok(mine) if mine == stub => return Err(problem(nothing_to_reset(&exercise.folder))),
        Ok(mine) => Some(back_up(&exercise.folder, &mine).map_err(|error| {
            problem(format!("cannot be backed up, so it was left alone: {error}"))
        })?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(problem(format!("cannot be read: {error}"))),
    };
    std::fs::write(&file, stub).map_err(|error| problem(format!("cannot be written: {error}")))?;
    hints::forget(course, exercise);
    Ok(backup)
}

/// Says that the file is the stub, and where an answer may be looked for.
fn nothing_to_reset(folder: &Path) -> String {
    let backups = (1..).map(|number| format!("exercise.rs.{number}.bak"));
    let backups: Vec<String> = backups.take_while(|name| folder.join(name).exists()).collect();
    let rest = match backups.as_slice() {
        [] => String::new(),
        _ => format!("; what was reset before is beside it, in {}", backups.join(", ")),
    };
    format!("is the stub already, so nothing was changed{rest}")
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
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}
