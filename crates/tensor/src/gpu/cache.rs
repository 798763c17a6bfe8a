//! Compiled kernels on disk, so that only the first run of a program waits for the compiler: a file for
//! each text, compiler and card, named by the hash of the three. In front of the machine code stands its
//! SHA-256: the driver is given no length, and would read past the end of a file that was cut off. The text
//! stands beside it, for whoever wants to read it.

use sha2::{Digest, Sha256};
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file of a text compiled by `compiler`; none if no folder for such files is known.
fn path(compiler: &str, text: &str) -> Option<PathBuf> {
    let hash = Sha256::new().chain_update(compiler).chain_update([0]).chain_update(text).finalize();
    let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(folder()?.join(name))
}

/// `GRADUS_KERNEL_CACHE`, or a folder of the user's cache.
fn folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("GRADUS_KERNEL_CACHE") {
        return (!folder.is_empty()).then(|| folder.into());
    }
    let at = |variable| env::var_os(variable).filter(|it| !it.is_empty()).map(PathBuf::from);
    let user = at("XDG_CACHE_HOME")
        .or_else(|| at("LOCALAPPDATA"))
        .or_else(|| at("HOME").map(|home| home.join(".cache")))?;
    Some(user.join("gradus").join("kernels"))
}

/// The machine code that an earlier run has kept; none if it is not what that run wrote.
pub(super) fn read(compiler: &str, text: &str) -> Option<Vec<u8>> {
    let file = std::fs::read(path(compiler, text)?).ok()?;
    let (checksum, code) = file.split_first_chunk::<32>()?;
    (Sha256::digest(code).as_slice() == checksum).then(|| code.to_vec())
}

/// Keeps machine code for later runs. Where that fails, as on a full disk, they compile once more.
pub(super) fn write(compiler: &str, text: &str, code: &[u8]) {
    let Some(path) = path(compiler, text) else { return };
    let keep = |path: &Path, bytes: &[u8]| {
        let folder = path.parent().ok_or(std::io::ErrorKind::NotFound)?;
        std::fs::create_dir_all(folder)?;
        // Whole or not at all: another program may read it at the same time.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        std::io::Result::Ok(())
    };
    let checked = [Sha256::digest(code).as_slice(), code].concat();
    let _ = keep(&path.with_extension("cu"), text.as_bytes()).and_then(|()| keep(&path, &checked));
}
