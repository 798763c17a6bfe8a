//! # 19.1 The records of CIFAR-10
//!
//! A file of CIFAR-10's binary version is a row of records without a header. A record is one byte
//! for the class, 0 to 9, then 1,024 bytes of red, 1,024 of green and 1,024 of blue; each plane row
//! by row from the top, 32 rows of 32.
//!
//! A screen wants the colours of a *pixel* side by side. Read the records, and turn the planes into
//! pixels `[red, green, blue]`. A file that ends inside of a record, or that names a class above 9,
//! is damaged: say so with an error, and which record it is, counted from 0. If several records are
//! damaged, the first of them counts. Of a record that is not whole, only that is said, whatever its
//! class.

/// A photograph.
#[derive(Clone, Debug, PartialEq)]
pub struct Photograph {
    /// The class, 0 to 9.
    pub class: u8,
    /// 1,024 pixels of red, green and blue, row by row from the top.
    pub pixels: Vec<[u8; 3]>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Damaged {
    /// The file ends inside of this record.
    Truncated { record: usize },
    /// This record has a class above 9.
    Class { record: usize, found: u8 },
}

/// The photographs in a file's bytes.
///
/// # Errors
/// If a record is damaged: the first such record.
pub fn photographs(bytes: &[u8]) -> Result<Vec<Photograph>, Damaged> {
    todo!("19.1: the photographs in {} bytes", bytes.len())
}
