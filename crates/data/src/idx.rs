//! IDX, the file format of MNIST: a few sizes, then the elements of an array.
//!
//! An IDX file is a header and the elements of an array, the last index running fastest:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 2 | zero |
//! | 1 | the type of the elements: [`Elements`] lists them |
//! | 1 | the number of dimensions |
//! | 4 each | the size of each dimension, most significant byte first |
//! | all others | the elements, the most significant byte of each first |
//!
//! Source: "The IDX file format" at the foot of <https://yann.lecun.com/exdb/mnist/>.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::bytes::ByteReader;
use crate::{DataError, DataErrorKind};

mod elements;

pub use elements::Elements;

use elements::element_size;

/// A file that decompresses to more is refused: a few kilobytes of gzip can decompress to more than
/// the memory of the machine. MNIST's largest file is 47 MB; the largest of its relatives, in
/// EMNIST, is 547 MB.
const MAX_BYTES: usize = 1 << 30;

/// An array, as read from an IDX file.
#[derive(Debug, Clone, PartialEq)]
pub struct Idx {
    /// The size of each dimension, the slowest first: `[n, height, width]` for images.
    pub dims: Vec<usize>,
    /// The elements, the last index running fastest; their number is the product of `dims`.
    pub elements: Elements,
}

/// Reads an IDX file, plain or gzip, which is determined by its first bytes, not by its name.
///
/// # Errors
///
/// A [`DataError`] if the file cannot be read, if it is cut off, damaged or too long, if its elements
/// are of no type of the format, or not in one to four dimensions, or more than a gibibyte.
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
/// use data::idx::Elements;
///
/// // Type 0x08, one dimension of size 3, and the three bytes.
/// let file = [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4];
/// let labels = data::idx::parse(&file[..], "labels")?;
/// assert_eq!(labels.elements, Elements::U8(vec![5, 0, 4]));
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse(reader: impl Read, name: &str) -> Result<Idx, DataError> {
    let mut reader = ByteReader::new(reader, name)?;
    let (code, size, rank) = magic(&reader.take(4)?, name)?;
    let header = reader.take(4 * rank)?;
    let (sizes, _) = header.as_chunks();
    let dims: Vec<usize> = sizes.iter().map(|&size| u32::from_be_bytes(size) as usize).collect();
    let bytes = reader.take(byte_count(size, &dims, name)?)?;
    reader.expect_end()?;
    Ok(Idx { dims, elements: Elements::from_bytes(code, bytes) })
}

/// Reads an IDX file of unsigned bytes: its dimensions and the bytes.
pub(crate) fn read_bytes(path: &Path) -> Result<(Vec<usize>, Vec<u8>), DataError> {
    let Idx { dims, elements } = read(path)?;
    let found = match elements {
        Elements::U8(bytes) => return Ok((dims, bytes)),
        Elements::I8(_) => 0x09,
        Elements::I16(_) => 0x0b,
        Elements::I32(_) => 0x0c,
        Elements::F32(_) => 0x0d,
        Elements::F64(_) => 0x0e,
    };
    let expected = "0x08 (unsigned byte) is";
    Err(DataErrorKind::ElementType { found, expected }.in_file(path.display()))
}

/// The elements' type and size and the number of dimensions, from the first four bytes.
fn magic(magic: &[u8], name: &str) -> Result<(u8, usize, usize), DataError> {
    let [0, 0, code, rank] = *magic else {
        return Err(DataErrorKind::NotIdx { found: magic.to_vec() }.in_file(name));
    };
    match (element_size(code), rank) {
        (Some(size), 1..=4) => Ok((code, size, rank.into())),
        (Some(_), found) => Err(DataErrorKind::Rank { found }.in_file(name)),
        (None, _) => {
            let expected = "0x08, 0x09 or 0x0b to 0x0e is";
            Err(DataErrorKind::ElementType { found: code, expected }.in_file(name))
        }
    }
}

/// The product of the sizes, which may overflow: 2³² − 1 three times does.
fn byte_count(element_size: usize, dims: &[usize], name: &str) -> Result<usize, DataError> {
    let count = dims.iter().try_fold(element_size, |count, &size| count.checked_mul(size));
    count.filter(|&count| count <= MAX_BYTES).ok_or_else(|| {
        DataErrorKind::TooLarge { dims: dims.to_vec(), limit: MAX_BYTES }.in_file(name)
    })
}
