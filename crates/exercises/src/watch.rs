//! Waiting until the reader saves.

use crate::Exercise;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Calls `run` now, whether or not there is an `exercise.rs`, and again whenever it or `check.rs`
/// says something else than before, until `run` gives `false`.
///
/// The texts are compared, not the times of the files: an editor may write a file anew without
/// changing it, and a file that is being replaced, and so is not there for a moment, is waited for.
///
/// # Errors
/// What `run` fails with.
pub fn watch<E>(exercise: &Exercise, mut run: impl FnMut() -> Result<bool, E>) -> Result<(), E> {
    let files = [exercise.file(), exercise.check_file()];
    let mut seen = texts(&files);
    while run()? {
        loop {
            sleep(PAUSE);
            let found = texts(&files);
            if found.is_some() && found != seen {
                seen = found;
                break;
            }
        }
    }
    Ok(())
}

fn texts(files: &[PathBuf]) -> Option<Vec<Vec<u8>>> {
    files.iter().map(|file| std::fs::read(file).ok()).collect()
}
