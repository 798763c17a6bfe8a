//! Text files of a data set: found in its folder, read whole, and told apart line by line.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::bytes::{decompressed, read_error};
use crate::{DataError, DataErrorKind};

/// The number of characters of a wrong line that an error shows.
const MAX_SHOWN: usize = 60;

/// The paths of these files in the folder, each as it is or with `.gz` behind its name, or the error
/// that lists all that are missing.
pub(crate) fn find_files<const N: usize>(
    set: &'static str,
    dir: &Path,
    names: [&'static str; N],
    install_hint: &'static str,
) -> Result<[PathBuf; N], DataError> {
    let path = |name: &str| {
        let paths = [dir.join(name), dir.join(format!("{name}.gz"))];
        paths.into_iter().find(|path| path.is_file())
    };
    let found = names.map(path);
    let missing = names.iter().zip(&found).filter(|(_, path)| path.is_none());
    let files: Vec<String> = missing.map(|(name, _)| (*name).to_owned()).collect();
    if files.is_empty() {
        return Ok(found.map(|path| path.expect("none is missing")));
    }
    Err(DataErrorKind::Missing { files, folder: dir.to_path_buf(), install_hint }.in_file(set))
}

/// The name in errors of the file at this path, and the open file.
pub(crate) fn open(path: &Path) -> Result<(String, File), DataError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| DataErrorKind::Io { source }.in_file(&name))?;
    Ok((name, file))
}

/// The names of the files in a folder, sorted; of a folder that cannot be listed, none.
pub(crate) fn list(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    names
}

/// The bytes of a file, decompressed if they are gzip.
pub(crate) fn read_bytes(reader: impl Read, name: &str) -> Result<Vec<u8>, DataError> {
    let mut bytes = Vec::new();
    let read = decompressed(reader).and_then(|mut reader| reader.read_to_end(&mut bytes));
    read.map_err(|error| read_error(name, error))?;
    Ok(bytes)
}

/// The text of a file in UTF-8, plain or gzip.
pub(crate) fn read_text(reader: impl Read, name: &str) -> Result<String, DataError> {
    utf8(read_bytes(reader, name)?, name)
}

/// These bytes as text, or the error with the line that is not UTF-8.
pub(crate) fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, DataError> {
    String::from_utf8(bytes).map_err(|error| {
        let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + right.iter().filter(|byte| **byte == b'\n').count() as u64;
        DataErrorKind::NotUtf8 { line }.in_file(name)
    })
}

/// The error of a line that does not hold what is `expected`, a phrase with its verb.
pub(crate) fn line_error(name: &str, line: u64, expected: &'static str, text: &str) -> DataError {
    let mut found: String = text.chars().take(MAX_SHOWN).collect();
    if found.len() < text.len() {
        found.push('…');
    }
    DataErrorKind::Line { line, expected, found: format!("{found:?}") }.in_file(name)
}
