//! CIFAR-10 in the archive in which it is downloaded.

use std::io::{self, Read};

use tar::Archive;

use super::batches::Batches;
use super::{TRAIN_FILES, parse};
use crate::bytes::{decompressed, read_error};
use crate::{DataError, DataErrorKind, Split};

/// Reads CIFAR-10 from its tar archive, plain or gzip; `name` is the archive's name in errors.
///
/// Nothing is unpacked to the disk. In which folder of the archive the batches are does not matter,
/// as long as its name has fewer than 80 bytes; other files there are ignored. As for [`parse`], a
/// batch may have fewer than its 10,000 images.
///
/// # Errors
///
/// As [`cifar10`](super::cifar10()); [`DataErrorKind::Archive`] if the archive is cut off or is
/// none, or has a batch twice.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut archive = tar::Builder::new(Vec::new());
/// for (name, class) in [("data_batch_1.bin", 6), ("test_batch.bin", 3)] {
///     let mut header = tar::Header::new_gnu();
///     header.set_size(3_073);
///     archive.append_data(&mut header, name, &[class; 3_073][..])?;
/// }
/// let photographs = data::cifar10::parse_archive(&archive.into_inner()?[..], "set.tar")?;
/// assert_eq!((photographs.train.labels(), photographs.test.labels()), (&[6][..], &[3][..]));
/// # Ok(())
/// # }
/// ```
pub fn parse_archive(reader: impl Read, name: &str) -> Result<Split, DataError> {
    read(reader, Batches::new(name.into(), &TRAIN_FILES, 1))?.split(1)
}

/// Reads the batches from an archive.
pub(super) fn read(reader: impl Read, mut batches: Batches) -> Result<Batches, DataError> {
    let name = batches.location.display().to_string();
    let damaged = |source| DataErrorKind::Archive { source }.in_file(&name);
    let reader = decompressed(reader).map_err(|error| read_error(&name, error))?;
    let mut archive = Archive::new(reader);
    // Raw: else the archive could name its files at any length, and the names be held in memory.
    for entry in archive.entries().map_err(damaged)?.raw(true) {
        let entry = entry.map_err(damaged)?;
        let path = entry.path_bytes();
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let known = batches.names().find(|known| known.as_bytes() == file);
        // An entry that is no file may still have a file's name: an extended header, or a link.
        if let Some(known) = known.filter(|_| entry.header().entry_type().is_file()) {
            let file = format!("{known} in {name}");
            let images = parse(entry, &file)?;
            batches.insert(known, file, images)?;
        }
    }
    // The archive's end comes before that of the gzip data, with the checksum of all of them.
    let drained = io::copy(&mut archive.into_inner(), &mut io::sink());
    drained.map_err(|error| read_error(&name, error))?;
    Ok(batches)
}
