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

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::bytes::ByteReader;
use crate::{DataError, ImageFormat, LabelledImages, Normalization, Split};

mod archive;

pub use archive::parse_archive;

/// The names of the classes.
pub const CLASSES: [&str; 10] =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

/// How to get CIFAR-10.
pub const REMEDY: &str = "run `cargo gradus data fetch cifar-10`; or get cifar-10-binary.tar.gz \
    from https://www.cs.toronto.edu/~kriz/cifar.html and put it, or what is in it, in a folder \
    `cifar-10` under the folder that the environment variable GRADUS_DATA names";

const ARCHIVE: &str = "cifar-10-binary.tar.gz";

/// The folder inside the archive.
const INNER_FOLDER: &str = "cifar-10-batches-bin";

const TEST_FILE: &str = "test_batch.bin";

const TRAIN_FILES: [&str; 5] = [
    "data_batch_1.bin",
    "data_batch_2.bin",
    "data_batch_3.bin",
    "data_batch_4.bin",
    "data_batch_5.bin",
];

/// The set's name tells how many of the files for training were found.
const NAMES: [&str; 5] = [
    "CIFAR-10 (1 of 5 batches)",
    "CIFAR-10 (2 of 5 batches)",
    "CIFAR-10 (3 of 5 batches)",
    "CIFAR-10 (4 of 5 batches)",
    "CIFAR-10",
];

const FORMAT: ImageFormat =
    ImageFormat { channels: 3, height: 32, width: 32, classes: 10, white: 255 };

/// The class and the three colours.
const RECORD: usize = 1 + 3 * 32 * 32;

/// A file with more images than the whole set has is refused: packed, it may be small.
const MAX_IMAGES: usize = 60_000;

/// The files of the set, as far as they were found.
#[derive(Default)]
struct Batches {
    train: [Option<LabelledImages>; 5],
    test: Option<LabelledImages>,
}

/// Reads CIFAR-10 from the folder of its batches, from that of its archive, or from the archive.
///
/// The set may be used with fewer than its five batches for training; then [`Split::name`] tells
/// how many there are.
///
/// # Errors
///
/// [`DataError::Missing`] if there is no batch for training, or none for the test; and what
/// [`parse`] and [`parse_archive`] say of damaged files.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_folder().ok_or("there is no folder of data sets")?;
/// let photographs = data::cifar10(&folder.join("cifar-10"))?;
/// let class = photographs.train.labels()[0];
/// println!("{}: a {}", photographs.name, data::cifar10::CLASSES[usize::from(class)]);
/// # Ok(())
/// # }
/// ```
pub fn cifar10(dir: &Path) -> Result<Split, DataError> {
    let archive = dir.join(ARCHIVE);
    let inner = dir.join(INNER_FOLDER);
    let holds_batches = |folder: &Path| {
        TRAIN_FILES.iter().chain([&TEST_FILE]).any(|name| folder.join(name).is_file())
    };
    if let Some(folder) = [dir, &inner].into_iter().find(|folder| holds_batches(folder)) {
        return read_folder(folder)?.split(folder);
    }
    let name = archive.display().to_string();
    match File::open(&archive) {
        Ok(file) => parse_archive(file, &name),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (files, folder) = (vec![ARCHIVE.to_string()], dir.to_path_buf());
            Err(DataError::Missing { set: "CIFAR-10", files, folder, remedy: REMEDY })
        }
        Err(source) => Err(DataError::Io { file: name, source }),
    }
}

/// Reads the images of one file of the set, plain or packed with gzip; `name` is what errors call
/// it.
///
/// # Errors
///
/// [`DataError::Truncated`] if the last image is not whole, [`DataError::Shape`] if there is none,
/// [`DataError::TooLarge`] if there are more than 60,000, [`DataError::Label`] for a class above 9.
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
    while reader.fill(&mut record)? {
        let [label, image @ ..] = &record;
        labels.push(*label);
        pixels.extend_from_slice(image);
        if labels.len() > MAX_IMAGES {
            let (file, dims) = (name.to_string(), vec![labels.len(), 3, 32, 32]);
            return Err(DataError::TooLarge { file, dims, limit: MAX_IMAGES * (RECORD - 1) });
        }
    }
    if labels.is_empty() {
        let (file, expected, found) = (name.to_string(), "[n, 3, 32, 32]", vec![0, 3, 32, 32]);
        return Err(DataError::Shape { file, expected, found });
    }
    LabelledImages::new(name, FORMAT, pixels, labels)
}
// ANCHOR_END: parse

/// The mean and the deviation of each colour in the training images, black being 0 and white 1.
pub fn normalization() -> Normalization {
    Normalization { mean: vec![0.4914, 0.4822, 0.4465], deviation: vec![0.2470, 0.2435, 0.2616] }
}

/// The batches that lie in a folder.
fn read_folder(folder: &Path) -> Result<Batches, DataError> {
    let mut batches = Batches::default();
    for name in TRAIN_FILES.into_iter().chain([TEST_FILE]) {
        let path = folder.join(name);
        let file = path.display().to_string();
        match File::open(&path) {
            Ok(reader) => batches.insert(name, parse(reader, &file)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(DataError::Io { file, source }),
        }
    }
    Ok(batches)
}

impl Batches {
    /// Puts a batch in its place, which the name of its file tells.
    fn insert(&mut self, file: &str, images: LabelledImages) {
        match TRAIN_FILES.iter().position(|name| *name == file) {
            Some(number) => self.train[number] = Some(images),
            None => self.test = Some(images),
        }
    }

    /// The split, if both of its parts are there.
    fn split(self, place: &Path) -> Result<Split, DataError> {
        let mut found = self.train.into_iter().flatten();
        match (found.next(), self.test) {
            (Some(mut train), Some(test)) => {
                let more = found.map(|batch| train.append(batch)).count();
                Ok(Split { name: NAMES[more], train, test })
            }
            (train, _) => {
                let file = if train.is_some() { TEST_FILE } else { TRAIN_FILES[0] };
                let (files, folder) = (vec![file.to_string()], place.to_path_buf());
                Err(DataError::Missing { set: "CIFAR-10", files, folder, remedy: REMEDY })
            }
        }
    }
}
