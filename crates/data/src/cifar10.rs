//! CIFAR-10: 50,000 colour photographs of 32 × 32 pixels for training and 10,000 for the test.
//!
//! Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", technical report
//! (2009), <https://www.cs.toronto.edu/~kriz/cifar.html>. This is the set's binary version, whose
//! files are records of 3,073 bytes without a header:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 1 | the class, 0 to 9 |
//! | 1,024 | red, row by row from the top |
//! | 1,024 | green |
//! | 1,024 | blue |

use std::io::Read;
use std::path::Path;

use crate::bytes::ByteReader;
use crate::{DataError, DataErrorKind, ImageFormat, LabelledImages, Split, Standardizer};

mod archive;
mod batches;
mod locate;

pub use archive::parse_archive;

/// The names of the classes.
pub const CLASS_NAMES: [&str; 10] =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

/// How to get CIFAR-10.
pub const INSTALL_HINT: &str = "run `cargo gradus data fetch cifar-10`; or get cifar-10-binary.tar.gz \
    from https://www.cs.toronto.edu/~kriz/cifar.html and put it, or what is in it, in a folder \
    `cifar-10` under the folder that the environment variable GRADUS_DATA names, or the option \
    --data";

/// The file name of the archive in which the set is downloaded.
pub const ARCHIVE: &str = "cifar-10-binary.tar.gz";

/// The file of the test set.
const TEST_FILE: &str = "test_batch.bin";

/// The files of the training set, its batches.
const TRAIN_FILES: [&str; 5] = [
    "data_batch_1.bin",
    "data_batch_2.bin",
    "data_batch_3.bin",
    "data_batch_4.bin",
    "data_batch_5.bin",
];

const FORMAT: ImageFormat =
    ImageFormat { channels: 3, height: 32, width: 32, classes: 10, max_value: 255 };

/// The length of a record: the class and the three colours.
const RECORD: usize = 1 + 3 * 32 * 32;

/// The number of images in each file.
const IMAGES: usize = 10_000;

/// Reads CIFAR-10 from the folder of its batches, from that of its archive, or from the archive.
///
/// The set may be used with fewer than its five training batches; then [`Split::name`] says how
/// many there are. If the archive is there too, it is read instead: a part of the files may be the
/// result of an unpacking that was interrupted.
///
/// # Errors
///
/// [`DataErrorKind::Missing`] if there is no training batch, or no test batch;
/// [`DataErrorKind::Truncated`] if one has fewer than 10,000 images; and the errors of [`parse`]
/// and [`parse_archive`] for damaged files.
///
/// # Examples
///
/// ```
/// let error = data::cifar10("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().contains("run `cargo gradus data fetch cifar-10`"));
/// ```
pub fn cifar10(dir: &Path) -> Result<Split, DataError> {
    locate::read(dir, &TRAIN_FILES)?.split(1)
}

/// Reads CIFAR-10 as [`cifar10()`] does, but only the first `count` of its five training batches.
///
/// # Errors
///
/// As [`cifar10()`]; [`DataErrorKind::Missing`] also if one of these batches is missing.
///
/// # Panics
///
/// Panics if `count` is not 1 to 5.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// for name in ["data_batch_1.bin", "test_batch.bin"] {
///     std::fs::write(folder.path().join(name), vec![1; 10_000 * 3_073])?;
/// }
/// let photographs = data::cifar10::first_batches(folder.path(), 1)?;
/// assert_eq!(photographs.name, "CIFAR-10 (1 of 5 batches)");
/// assert_eq!(photographs.train.len(), 10_000);
/// # Ok(())
/// # }
/// ```
#[track_caller]
pub fn first_batches(dir: &Path, count: usize) -> Result<Split, DataError> {
    let all = TRAIN_FILES.len();
    assert!((1..=all).contains(&count), "CIFAR-10 has 1 to {all} training batches: {count}");
    locate::read(dir, &TRAIN_FILES[..count])?.split(count)
}

/// Reads the images of one file of the set, plain or gzip; `name` is the file's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Truncated`] if the last image is not whole, [`DataErrorKind::Shape`] if there
/// is none, [`DataErrorKind::TrailingBytes`] if there are more than 10,000,
/// [`DataErrorKind::Label`] for a class above 9.
///
/// # Examples
///
/// ```
/// let record = [&[6][..], &[200; 1024], &[150; 1024], &[90; 1024]].concat();
/// let images = data::cifar10::parse(&record[..], "frog.bin")?;
/// assert_eq!(data::cifar10::CLASS_NAMES[usize::from(images.labels()[0])], "frog");
/// # Ok::<(), data::DataError>(())
/// ```
// ANCHOR: parse
pub fn parse(reader: impl Read, name: &str) -> Result<LabelledImages, DataError> {
    let mut reader = ByteReader::new(reader, name)?;
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    let mut record = [0; RECORD];
    while labels.len() < IMAGES && reader.read_record(&mut record)? {
        let [label, image @ ..] = &record;
        labels.push(*label);
        pixels.extend_from_slice(image);
    }
    // A compressed file may be small, and its content endless.
    reader.expect_end()?;
    if labels.is_empty() {
        let (expected, found) = ("[n, 3, 32, 32]", vec![0, 3, 32, 32]);
        return Err(DataErrorKind::Shape { expected, found }.in_file(name));
    }
    LabelledImages::new(name, FORMAT, pixels, labels)
}
// ANCHOR_END: parse

/// The mean and the standard deviation of each colour in the training images, for pixels from 0
/// (black) to 1 (white).
///
/// ```
/// assert_eq!(data::cifar10::standardizer().mean.len(), 3);
/// ```
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.4914, 0.4822, 0.4465], std: vec![0.2470, 0.2435, 0.2616] }
}
