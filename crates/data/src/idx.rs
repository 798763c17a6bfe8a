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
//! | the rest | the elements |
//!
//! Source: "The IDX file format" at the foot of <https://yann.lecun.com/exdb/mnist/>.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::DataError;
use crate::bytes::ByteReader;

/// A file that unpacks to more is refused: a few kilobytes of gzip can unpack to all the memory
/// there is. MNIST's largest file is 47 MB; the largest of its relatives, in EMNIST, is 547 MB.
const MAX_BYTES: usize = 1 << 30;

/// An array of bytes, as read from an IDX file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    /// The size of each dimension, the slowest first: `[n, height, width]` for images.
    pub dims: Vec<usize>,
    /// The elements, as many as the product of `dims`, the last index running fastest.
    pub bytes: Vec<u8>,
}

/// Reads an IDX file, plain or packed with gzip: its first bytes tell, not its name.
///
/// # Errors
///
/// A [`DataError`] that names the file if it cannot be read, if it is cut off, damaged or too long,
/// or if it does not hold unsigned bytes in one to four dimensions, at most a gibibyte of them.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), data::DataError> {
/// let images = data::idx::read("train-images-idx3-ubyte.gz".as_ref())?;
/// assert_eq!(images.dims, [60_000, 28, 28]);
/// # Ok(())
/// # }
/// ```
pub fn read(path: &Path) -> Result<Idx, DataError> {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => parse(file, &name),
        Err(source) => Err(DataError::Io { file: name, source }),
    }
}

/// Reads IDX from anything that gives bytes; `name` is what errors call it.
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
    reader.end()?;
    Ok(Idx { dims, bytes })
}

/// The number of dimensions, from the first four bytes.
fn rank(magic: &[u8], name: &str) -> Result<usize, DataError> {
    let file = name.to_string();
    match *magic {
        [0, 0, 0x08, rank @ 1..=4] => Ok(rank.into()),
        [0, 0, 0x08, found] => Err(DataError::Rank { file, found }),
        [0, 0, found, _] => Err(DataError::ElementType { file, found }),
        _ => Err(DataError::NotIdx { file, found: magic.to_vec() }),
    }
}

/// The product of the sizes, if it is a size at all: 2³² − 1 three times is none.
fn element_count(dims: &[usize], name: &str) -> Result<usize, DataError> {
    let count = dims.iter().try_fold(1_usize, |count, &size| count.checked_mul(size));
    count.filter(|&count| count <= MAX_BYTES).ok_or_else(|| DataError::TooLarge {
        file: name.to_string(),
        dims: dims.to_vec(),
        limit: MAX_BYTES,
    })
}

/// The name of an element type: the third byte of the file.
pub(crate) fn type_name(code: u8) -> &'static str {
    match code {
        0x08 => "unsigned byte",
        0x09 => "signed byte",
        0x0b => "16-bit integer",
        0x0c => "32-bit integer",
        0x0d => "32-bit float",
        0x0e => "64-bit float",
        _ => "unknown to the format",
    }
}
