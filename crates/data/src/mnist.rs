//! MNIST: 60,000 handwritten digits of 28 × 28 pixels for training and 10,000 for the test.
//!
//! Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits",
//! <https://yann.lecun.com/exdb/mnist/>; first used in Y. LeCun, L. Bottou, Y. Bengio, P. Haffner,
//! "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86 (1998).

use std::path::Path;

use crate::{DataError, Split, Standardizer};

pub(crate) mod files;

/// How to get MNIST.
pub const INSTALL_HINT: &str = "run `cargo gradus data fetch mnist`, or put the four .gz files of \
    https://yann.lecun.com/exdb/mnist/ in a folder `mnist` under the folder that the environment \
    variable GRADUS_DATA names, or the option --data";

/// Reads MNIST from the folder of its four files, each plain or gzip.
///
/// # Errors
///
/// [`DataErrorKind::Missing`], which lists the missing files and says where to get them;
/// [`DataErrorKind::Shape`] if a file does not hold 28 × 28 images, or labels;
/// [`DataErrorKind::Count`] if the numbers of labels and images differ; [`DataErrorKind::Label`] if
/// a label is not a digit; and the errors of [`idx::read`](crate::idx::read) for damaged files.
///
/// # Examples
///
/// ```
/// let error = data::mnist("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().starts_with("MNIST: no train-images-idx3-ubyte.gz, "));
/// assert!(error.to_string().contains("run `cargo gradus data fetch mnist`"));
/// ```
///
/// [`DataErrorKind::Missing`]: crate::DataErrorKind::Missing
/// [`DataErrorKind::Shape`]: crate::DataErrorKind::Shape
/// [`DataErrorKind::Count`]: crate::DataErrorKind::Count
/// [`DataErrorKind::Label`]: crate::DataErrorKind::Label
pub fn mnist(dir: &Path) -> Result<Split, DataError> {
    files::read("MNIST", dir, INSTALL_HINT)
}

/// The mean and the standard deviation of the training images' pixels, from 0 (black) to 1 (white).
///
/// ```
/// assert_eq!(data::mnist::standardizer().mean, [0.1307]);
/// ```
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.1307], std: vec![0.3081] }
}
