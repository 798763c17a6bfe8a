//! Which data these are, in one line.

use crate::Split;
use flate2::Crc;

impl Split {
    /// The name of the data set, its sizes and a checksum (CRC-32) of every pixel and label. Two
    /// splits with the same line hold the same data, unless somebody made them to deceive.
    ///
    /// ```
    /// assert!(data::digits().fingerprint().starts_with("digits, 1437 + 360 images, checksum "));
    /// ```
    pub fn fingerprint(&self) -> String {
        let mut checksum = Crc::new();
        for part in [&self.train, &self.test] {
            checksum.update(part.pixels());
            checksum.update(part.labels());
        }
        let (train, test) = (self.train.len(), self.test.len());
        format!("{}, {train} + {test} images, checksum {:08x}", self.name, checksum.sum())
    }
}
