//! A `.keras` file: a ZIP archive of the model's configuration and its weights.

use crate::KerasFileErrorKind;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(crate) const CONFIG: &str = "config.json";
pub(crate) const WEIGHTS: &str = "model.weights.h5";
const METADATA: &str = "metadata.json";

/// The bytes of the configuration and of the weights.
// ANCHOR: unpack
pub(crate) fn unpack(bytes: &[u8]) -> Result<[Vec<u8>; 2], KerasFileErrorKind> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(KerasFileErrorKind::damaged)?;
    let mut member = |name| {
        let damaged = |reason: String| KerasFileErrorKind::damaged(format!("{name}: {reason}"));
        let mut file = archive.by_name(name).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        Ok(bytes)
    };
    Ok([member(CONFIG)?, member(WEIGHTS)?])
}
// ANCHOR_END: unpack

/// The archive, the same bytes for the same contents.
pub(crate) fn pack(config: &[u8], weights: &[u8]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in [(METADATA, &b"{}"[..]), (CONFIG, config), (WEIGHTS, weights)] {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
