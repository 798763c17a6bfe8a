//! MNIST: 60,000 handwritten digits to learn from and 10,000 to judge by, 28 × 28 pixels each.
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

/// Reads MNIST from the folder of its four files, each plain or packed with gzip.
///
/// # Errors
///
/// [`DataError::Missing`], which lists the missing files and says where to get them;
/// [`DataError::Shape`] if a file does not hold 28 × 28 images, or labels; [`DataError::Count`] if
/// there are not as many labels as images; [`DataError::Label`] if a label is not a digit; and what
/// [`idx::read`](crate::idx::read) says of damaged files.
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_dir().ok_or("there is no folder of data sets")?;
/// let mnist = data::mnist(&folder.join("mnist"))?;
/// assert_eq!((mnist.train.len(), mnist.test.len()), (60_000, 10_000));
/// # Ok(())
/// # }
/// ```
pub fn mnist(dir: &Path) -> Result<Split, DataError> {
    files::read("MNIST", dir, INSTALL_HINT)
}

/// The mean and the deviation of the training images' pixels, black being 0 and white 1.
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.1307], std: vec![0.3081] }
}
