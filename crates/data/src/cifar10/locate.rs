//! The location of CIFAR-10: a folder, a folder of that folder, or its archive.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::batches::{Batches, missing_files};
use super::{ARCHIVE, IMAGES, TEST_FILE, archive, parse};
use crate::{DataError, DataErrorKind};

/// The folder inside the archive.
const INNER_FOLDER: &str = "cifar-10-batches-bin";

/// Reads these training batches, and the test batch, from the folder that has all of them; else
/// from the archive; else those that are there.
pub(super) fn read(dir: &Path, train: &'static [&'static str]) -> Result<Batches, DataError> {
    let folders = [dir.to_path_buf(), dir.join(INNER_FOLDER)];
    let holds = |folder: &Path, name: &str| folder.join(name).is_file();
    let names = train.iter().chain([&TEST_FILE]);
    let whole = folders.iter().find(|folder| names.clone().all(|name| holds(folder, name)));
    if let Some(folder) = whole {
        return read_folder(Batches::new(folder.clone(), train, IMAGES));
    }
    let archive = dir.join(ARCHIVE);
    match File::open(&archive) {
        Ok(file) => archive::read(file, Batches::new(archive, train, IMAGES)),
        Err(source) if source.kind() != ErrorKind::NotFound => {
            Err(DataErrorKind::Io { source }.in_file(archive.display()))
        }
        Err(_) => {
            let part = |folder: &&PathBuf| names.clone().any(|name| holds(folder, name));
            if let Some(folder) = folders.iter().find(part) {
                return read_folder(Batches::new(folder.clone(), train, IMAGES));
            }
            Err(missing_files(vec![ARCHIVE.to_string()], dir.to_path_buf()))
        }
    }
}

/// Reads the files that are in a folder.
fn read_folder(mut batches: Batches) -> Result<Batches, DataError> {
    for name in batches.names() {
        let path = batches.location.join(name);
        let file = path.display().to_string();
        match File::open(&path) {
            Ok(reader) => batches.insert(name, file.clone(), parse(reader, &file)?)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(DataErrorKind::Io { source }.in_file(file)),
        }
    }
    Ok(batches)
}
