//! The number itself, and how it is made of parts.

use sha2::{Digest, Sha256};
use std::fmt;

/// 128 bits that are others if anything of what they were made of is another.
///
/// The first half of a SHA-256: that two different things share one is out of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Makes a fingerprint of parts, in order.
///
/// ```
/// use fingerprint::Builder;
///
/// let of = |parts: &[&str]| {
///     let mut builder = Builder::new("words");
///     parts.iter().for_each(|part| builder.add(part));
///     builder.finish()
/// };
/// assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
/// assert_ne!(of(&["a", "b"]), of(&["ab"]));               // where a part ends counts
/// ```
#[derive(Clone)]
pub struct Builder(Sha256);

impl Builder {
    /// Begins, with what kind of thing the parts are of.
    pub fn new(kind: &str) -> Self {
        let mut builder = Builder(Sha256::new());
        builder.add(kind);
        builder
    }

    /// Adds a part. Its length goes before it, so that no two lists of parts are the same bytes.
    pub fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds another fingerprint.
    pub fn add_fingerprint(&mut self, other: Fingerprint) {
        self.add(other.0);
    }

    /// The fingerprint of all parts.
    pub fn finish(self) -> Fingerprint {
        let sum: [u8; 32] = self.0.finalize().into();
        Fingerprint(std::array::from_fn(|i| sum[i]))
    }
}
