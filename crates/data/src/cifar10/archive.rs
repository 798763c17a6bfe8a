//! CIFAR-10 in the archive in which it is downloaded.

use std::io::{self, Read};

use tar::Archive;

use super::batches::Batches;
use super::{TRAIN_FILES, parse};
use crate::bytes::{read_error, unpacked};
use crate::{DataError, Split};

/// Reads CIFAR-10 from its tar archive, packed with gzip or not; `name` is what errors call it.
///
/// Nothing is unpacked to the disk. In which folder of the archive the batches lie does not matter,
/// as long as its name has fewer than 80 bytes; other files there are passed over. As for
/// [`parse`], a batch may have fewer than its 10,000 images.
///
/// # Errors
///
/// As [`cifar10`](super::cifar10()); [`DataError::Archive`] if the archive is cut off or is none, or
/// has a batch twice.
pub fn parse_archive(reader: impl Read, name: &str) -> Result<Split, DataError> {
    read(reader, Batches::new(name.into(), &TRAIN_FILES, 1))?.split(1)
}

/// Reads the batches that are sought in an archive.
pub(super) fn read(reader: impl Read, mut batches: Batches) -> Result<Batches, DataError> {
    let name = batches.location.display().to_string();
    let damaged = |source| DataError::Archive { file: name.clone(), source };
    let reader = unpacked(reader).map_err(|error| read_error(&name, error))?;
    let mut archive = Archive::new(reader);
    // Raw: else the archive could name its files at any length, and the names be held in memory.
    for entry in archive.entries().map_err(damaged)?.raw(true) {
        let entry = entry.map_err(damaged)?;
        let path = entry.path_bytes();
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let known = batches.names().find(|known| known.as_bytes() == file);
        // What is no file may still have a file's name: a header that goes before it, or a link.
        if let Some(known) = known.filter(|_| entry.header().entry_type().is_file()) {
            let file = format!("{known} in {name}");
            let images = parse(entry, &file)?;
            batches.insert(known, file, images)?;
        }
    }
    // The archive's end comes before that of the gzip data, with the checksum of all of them.
    let rest = io::copy(&mut archive.into_inner(), &mut io::sink());
    rest.map_err(|error| read_error(&name, error))?;
    Ok(batches)
}
