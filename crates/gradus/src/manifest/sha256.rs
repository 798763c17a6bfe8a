//! A checksum that no two different files are known to share.

use serde::Deserialize;
use sha2::Digest;
use std::fmt;
use std::io::{self, Read};
use std::path::Path;

/// A file is read in pieces of this many bytes.
const PIECE: usize = 1 << 16;

/// The SHA-256 checksum of a file: 32 bytes, written as 64 hexadecimal digits.
///
/// Source: "Secure Hash Standard", FIPS 180-4 (2015), <https://doi.org/10.6028/NIST.FIPS.180-4>.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The checksum of all that comes.
    ///
    /// # Errors
    /// If reading fails.
    ///
    /// ```
    /// let checksum = gradus::Sha256::of(&b"abc"[..])?;
    /// assert!(checksum.to_string().starts_with("ba7816bf8f01cfea"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn of(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = sha2::Sha256::new();
        let mut piece = vec![0; PIECE];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(Sha256(hasher.finalize().into())),
                Ok(count) => hasher.update(&piece[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The checksum of a file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn of_file(file: &Path) -> io::Result<Self> {
        Self::of(std::fs::File::open(file)?)
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl TryFrom<String> for Sha256 {
    type Error = String;

    fn try_from(digits: String) -> Result<Self, String> {
        let wrong = || format!("{digits:?} is no SHA-256, which has 64 hexadecimal digits");
        let nibbles: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(16)).collect();
        let nibbles = nibbles.filter(|nibbles| nibbles.len() == 64).ok_or_else(wrong)?;
        let byte = |i: usize| (nibbles[2 * i] * 16 + nibbles[2 * i + 1]) as u8;
        Ok(Sha256(std::array::from_fn(byte)))
    }
}
