//! Fashion-MNIST: 60,000 images of clothing of 28 × 28 pixels for training and 10,000 for the test.
//!
//! It was made to replace MNIST, whose format it has, and is harder.
//!
//! Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking
//! machine learning algorithms" (2017), <https://arxiv.org/abs/1708.07747>, licence MIT.

use std::path::Path;

use crate::mnist::files;
use crate::{DataError, Split, Standardizer};

/// The names of the classes.
pub const CLASS_NAMES: [&str; 10] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// How to get Fashion-MNIST.
pub const INSTALL_HINT: &str = "run `cargo gradus data fetch fashion-mnist`; or get the four .gz files \
    from https://github.com/zalandoresearch/fashion-mnist and put them in a folder `fashion-mnist` \
    under the folder that the environment variable GRADUS_DATA names, or the option --data";

/// Reads Fashion-MNIST from the folder of its four files, each plain or gzip.
///
/// # Errors
///
/// As [`mnist`](crate::mnist()).
///
/// # Examples
///
/// ```
/// let error = data::fashion_mnist("no-such-folder".as_ref()).unwrap_err();
/// assert!(error.to_string().contains("run `cargo gradus data fetch fashion-mnist`"));
/// ```
pub fn fashion_mnist(dir: &Path) -> Result<Split, DataError> {
    files::read("Fashion-MNIST", dir, INSTALL_HINT)
}

/// The mean and the standard deviation of the training images' pixels, from 0 (black) to 1 (white).
///
/// ```
/// assert_eq!(data::fashion_mnist::standardizer().mean, [0.2860]);
/// ```
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.2860], std: vec![0.3530] }
}
