//! CIFAR-10 in the archive in which it is downloaded.

use std::io::{self, Read};
use std::path::Path;

use tar::Archive;

use super::{Batches, TEST_FILE, TRAIN_FILES, parse};
use crate::bytes::{read_error, unpacked};
use crate::{DataError, Split};

/// Reads CIFAR-10 from its tar archive, packed with gzip or not; `name` is what errors call it.
///
/// Nothing is unpacked to the disk. Where the batches lie inside the archive does not matter, and
/// other files there are passed over.
///
/// # Errors
///
/// As [`cifar10`](super::cifar10()); [`DataError::Archive`] if the archive is cut off or is none.
pub fn parse_archive(reader: impl Read, name: &str) -> Result<Split, DataError> {
    let damaged = |source| DataError::Archive { file: name.to_string(), source };
    let reader = unpacked(reader).map_err(|error| read_error(name, error))?;
    let mut archive = Archive::new(reader);
    let mut batches = Batches::default();
    // Raw: else the archive could name its files at any length, and the names be held in memory.
    for entry in archive.entries().map_err(damaged)?.raw(true) {
        let entry = entry.map_err(damaged)?;
        let path = entry.path_bytes();
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let mut known = TRAIN_FILES.into_iter().chain([TEST_FILE]);
        if let Some(file) = known.find(|known| known.as_bytes() == file) {
            let images = parse(entry, &format!("{file} in {name}"))?;
            batches.insert(file, images);
        }
    }
    // The archive's end comes before that of the gzip data, with the checksum of all of them.
    let rest = io::copy(&mut archive.into_inner(), &mut io::sink());
    rest.map_err(|error| read_error(name, error))?;
    batches.split(Path::new(name))
}
