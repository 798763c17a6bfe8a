//! IDX, the file format of MNIST: a few sizes, then bytes.
//!
//! An IDX file is a header and the elements of an array, the last index running fastest:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 2 | zero |
//! | 1 | the type of the elements; 0x08 is the unsigned byte, the only one read here |
//! | 1 | the number of dimensions |
//! | 4 each | the size of each dimension, most significant byte first |
//! | all others | the elements |
//!
//! Source: "The IDX file format" at the foot of <https://yann.lecun.com/exdb/mnist/>.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::bytes::ByteReader;
use crate::{DataError, DataErrorKind};

/// A file that decompresses to more is refused: a few kilobytes of gzip can decompress to more than
/// the memory of the machine. MNIST's largest file is 47 MB; the largest of its relatives, in
/// EMNIST, is 547 MB.
const MAX_BYTES: usize = 1 << 30;

/// An array of bytes, as read from an IDX file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    /// The size of each dimension, the slowest first: `[n, height, width]` for images.
    pub dims: Vec<usize>,
    /// The elements, the last index running fastest; their number is the product of `dims`.
    pub bytes: Vec<u8>,
}

/// Reads an IDX file, plain or gzip, which is determined by its first bytes, not by its name.
///
/// # Errors
///
/// A [`DataError`] if the file cannot be read, if it is cut off, damaged or too long, or if it does
/// not hold unsigned bytes in one to four dimensions, at most a gibibyte of them.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("labels-idx1-ubyte");
/// std::fs::write(&file, [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4])?;
/// assert_eq!(data::idx::read(&file)?.dims, [3]);
/// # Ok(())
/// # }
/// ```
pub fn read(path: &Path) -> Result<Idx, DataError> {
    match File::open(path) {
        Ok(file) => parse(file, &path.display().to_string()),
        Err(source) => Err(DataErrorKind::Io { source }.in_file(path.display())),
    }
}

/// Reads IDX from any reader; `name` is the file's name in errors.
///
/// # Errors
///
/// As [`read`].
///
/// # Examples
///
/// ```
/// // Type 0x08, one dimension of size 3, and the three bytes.
/// let file = [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4];
/// let labels = data::idx::parse(&file[..], "labels")?;
/// assert_eq!(labels.bytes, [5, 0, 4]);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Idx, DataError> {
    let mut reader = ByteReader::new(reader, name)?;
    let rank = rank(&reader.take(4)?, name)?;
    let header = reader.take(4 * rank)?;
    let (sizes, _) = header.as_chunks();
    let dims: Vec<usize> = sizes.iter().map(|&size| u32::from_be_bytes(size) as usize).collect();
    let bytes = reader.take(element_count(&dims, name)?)?;
    reader.expect_end()?;
    Ok(Idx { dims, bytes })
}

/// The number of dimensions, from the first four bytes.
fn rank(magic: &[u8], name: &str) -> Result<usize, DataError> {
    let kind = match *magic {
        [0, 0, 0x08, rank @ 1..=4] => return Ok(rank.into()),
        [0, 0, 0x08, found] => DataErrorKind::Rank { found },
        [0, 0, found, _] => DataErrorKind::ElementType { found },
        _ => DataErrorKind::NotIdx { found: magic.to_vec() },
    };
    Err(kind.in_file(name))
}

/// The product of the sizes, which may overflow: 2³² − 1 three times does.
fn element_count(dims: &[usize], name: &str) -> Result<usize, DataError> {
    let count = dims.iter().try_fold(1_usize, |count, &size| count.checked_mul(size));
    count.filter(|&count| count <= MAX_BYTES).ok_or_else(|| {
        DataErrorKind::TooLarge { dims: dims.to_vec(), limit: MAX_BYTES }.in_file(name)
    })
}
