//! CIFAR-10: 50,000 photographs to learn from and 10,000 to judge by, 32 × 32 points in colour.
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
use crate::{DataError, ImageFormat, LabelledImages, Split, Standardizer};

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

/// The name of the archive in which the set is downloaded.
pub const ARCHIVE: &str = "cifar-10-binary.tar.gz";

/// The files of the set.
const TEST_FILE: &str = "test_batch.bin";

const TRAIN_FILES: [&str; 5] = [
    "data_batch_1.bin",
    "data_batch_2.bin",
    "data_batch_3.bin",
    "data_batch_4.bin",
    "data_batch_5.bin",
];

const FORMAT: ImageFormat =
    ImageFormat { channels: 3, height: 32, width: 32, classes: 10, max_value: 255 };

/// The class and the three colours.
const RECORD: usize = 1 + 3 * 32 * 32;

/// The images of each file.
const IMAGES: usize = 10_000;

/// Reads CIFAR-10 from the folder of its batches, from that of its archive, or from the archive.
///
/// The set may be used with fewer than its five batches for training; then [`Split::name`] tells
/// how many there are. If the archive is there too, it is read instead: that may be the rest of an
/// unpacking that was interrupted.
///
/// # Errors
///
/// [`DataError::Missing`] if there is no batch for training, or none for the test;
/// [`DataError::Truncated`] if one has fewer than 10,000 images; and what [`parse`] and
/// [`parse_archive`] say of damaged files.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_dir().ok_or("there is no folder of data sets")?;
/// let photographs = data::cifar10(&folder.join("cifar-10"))?;
/// let class = photographs.train.labels()[0];
/// println!("{}: a {}", photographs.name, data::cifar10::CLASSES[usize::from(class)]);
/// # Ok(())
/// # }
/// ```
pub fn cifar10(dir: &Path) -> Result<Split, DataError> {
    locate::read(dir, &TRAIN_FILES)?.split(1)
}

/// As [`cifar10()`], but with the first `count` of the five batches for training only.
///
/// # Errors
///
/// As [`cifar10()`]; [`DataError::Missing`] also if one of these batches is.
///
/// # Panics
///
/// Panics if `count` is not 1 to 5.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_dir().ok_or("there is no folder of data sets")?;
/// let photographs = data::cifar10::first_batches(&folder.join("cifar-10"), 1)?;
/// assert_eq!(photographs.name, "CIFAR-10 (1 of 5 batches)");
/// assert_eq!(photographs.train.len(), 10_000);
/// # Ok(())
/// # }
/// ```
#[track_caller]
pub fn first_batches(dir: &Path, count: usize) -> Result<Split, DataError> {
    let all = TRAIN_FILES.len();
    assert!((1..=all).contains(&count), "CIFAR-10 has 1 to {all} batches for training: {count}");
    locate::read(dir, &TRAIN_FILES[..count])?.split(count)
}

/// Reads the images of one file of the set, plain or packed with gzip; `name` is what errors call
/// it.
///
/// # Errors
///
/// [`DataError::Truncated`] if the last image is not whole, [`DataError::Shape`] if there is none,
/// [`DataError::TrailingBytes`] if there are more than 10,000, [`DataError::Label`] for a class
/// above 9.
///
/// # Examples
///
/// ```
/// let record = [&[6][..], &[200; 1024], &[150; 1024], &[90; 1024]].concat();
/// let images = data::cifar10::parse(&record[..], "frog.bin")?;
/// assert_eq!(data::cifar10::CLASSES[usize::from(images.labels()[0])], "frog");
/// # Ok::<(), data::DataError>(())
/// ```
// ANCHOR: parse
pub fn parse(reader: impl Read, name: &str) -> Result<LabelledImages, DataError> {
    let mut reader = ByteReader::new(reader, name)?;
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    let mut record = [0; RECORD];
    while labels.len() < IMAGES && reader.fill(&mut record)? {
        let [label, image @ ..] = &record;
        labels.push(*label);
        pixels.extend_from_slice(image);
    }
    // A file that is packed may be small, and go on without end.
    reader.end()?;
    if labels.is_empty() {
        let (file, expected, found) = (name.to_string(), "[n, 3, 32, 32]", vec![0, 3, 32, 32]);
        return Err(DataError::Shape { file, expected, found });
    }
    LabelledImages::new(name, FORMAT, pixels, labels)
}
// ANCHOR_END: parse

/// The mean and the deviation of each colour in the training images, black being 0 and white 1.
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.4914, 0.4822, 0.4465], std: vec![0.2470, 0.2435, 0.2616] }
}
