//! One member of a zip archive.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

/// The most bytes that a member is unpacked to: an archive may say anything of its sizes.
const MAX_LEN: u64 = 256 << 20;

/// The unpacked bytes of the member with this name; its checksum is verified.
pub(crate) fn read_member(reader: impl Read + Seek, name: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(reader).map_err(io::Error::from)?;
    let member = archive.by_name(name).map_err(io::Error::from)?;
    let mut bytes = Vec::new();
    member.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_LEN {
        return Err(io::Error::other(format!("{name} has more than {MAX_LEN} bytes")));
    }
    Ok(bytes)
}
