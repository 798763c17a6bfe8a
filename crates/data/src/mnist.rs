//! MNIST: 60,000 handwritten digits to learn from and 10,000 to judge by, 28 × 28 pixels each.
//!
//! Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits",
//! <https://yann.lecun.com/exdb/mnist/>; first used in Y. LeCun, L. Bottou, Y. Bengio, P. Haffner,
//! "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86 (1998).

use std::path::{Path, PathBuf};

use crate::{DataError, ImageFormat, LabelledImages, Split, idx};

/// The names the files have been given by MNIST's authors; on disk they may end in `.gz`.
const FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

const FORMAT: ImageFormat = ImageFormat { height: 28, width: 28, classes: 10, white: 255 };

/// How to get MNIST.
pub const REMEDY: &str = "run `cargo gradus data fetch mnist`; or get the four .gz files from \
    https://yann.lecun.com/exdb/mnist/ or its mirror https://ossci-datasets.s3.amazonaws.com/mnist/ \
    and put them in a folder `mnist` under the folder that the environment variable GRADUS_DATA names";

/// Reads MNIST from the folder of its four files, each plain or packed with gzip.
///
/// # Errors
///
/// [`DataError::Missing`], which lists the missing files and says where to get them;
/// [`DataError::Shape`] if a file does not hold 28 × 28 images, or labels; [`DataError::Count`] if
/// there are not as many labels as images; [`DataError::Label`] if a label is not a digit; and what
/// [`idx::read`] says of damaged files.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_folder().ok_or("GRADUS_DATA is not set")?;
/// let mnist = data::mnist(&folder.join("mnist"))?;
/// assert_eq!((mnist.train.len(), mnist.test.len()), (60_000, 10_000));
/// # Ok(())
/// # }
/// ```
pub fn mnist(dir: &Path) -> Result<Split, DataError> {
    let [train_images, train_labels, test_images, test_labels] = find_files(dir)?;
    let train = read_pair(&train_images, &train_labels)?;
    let test = read_pair(&test_images, &test_labels)?;
    Ok(Split { name: "MNIST", train, test })
}

/// The paths of the four files, or the error that lists all that are missing.
fn find_files(dir: &Path) -> Result<[PathBuf; 4], DataError> {
    let found = FILES.map(|name| find_file(dir, name));
    let missing = FILES.iter().zip(&found).filter(|(_, path)| path.is_none());
    let files: Vec<String> = missing.map(|(name, _)| format!("{name}.gz")).collect();
    if files.is_empty() {
        return Ok(found.map(|path| path.expect("none is missing")));
    }
    Err(DataError::Missing { set: "MNIST", files, folder: dir.to_path_buf(), remedy: REMEDY })
}

/// The plain file before the packed one, which takes longer to read.
fn find_file(dir: &Path, name: &str) -> Option<PathBuf> {
    let paths = [dir.join(name), dir.join(format!("{name}.gz"))];
    paths.into_iter().find(|path| path.is_file())
}

/// Reads images and their labels, and checks that they belong together.
fn read_pair(images_path: &Path, labels_path: &Path) -> Result<LabelledImages, DataError> {
    let images = idx::read(images_path)?;
    let [(1..), 28, 28] = images.dims[..] else {
        return Err(shape_error(images_path, "[n, 28, 28]", images.dims));
    };
    let labels = idx::read(labels_path)?;
    let [(1..)] = labels.dims[..] else {
        return Err(shape_error(labels_path, "[n]", labels.dims));
    };
    if images.dims[0] != labels.dims[0] {
        return Err(DataError::Count {
            images_file: images_path.display().to_string(),
            images: images.dims[0],
            labels_file: labels_path.display().to_string(),
            labels: labels.dims[0],
        });
    }
    let name = labels_path.display().to_string();
    LabelledImages::new(&name, FORMAT, images.bytes, labels.bytes)
}

fn shape_error(path: &Path, expected: &'static str, found: Vec<usize>) -> DataError {
    DataError::Shape { file: path.display().to_string(), expected, found }
}
