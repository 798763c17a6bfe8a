//! Fashion-MNIST: 60,000 pieces of clothing to learn from and 10,000 to judge by, 28 × 28 points.
//!
//! It was made to take the place of MNIST, whose form it has, and is harder.
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

/// Reads Fashion-MNIST from the folder of its four files, each plain or packed with gzip.
///
/// # Errors
///
/// As [`mnist`](crate::mnist()).
///
/// # Examples
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = data::data_dir().ok_or("there is no folder of data sets")?;
/// let clothing = data::fashion_mnist(&folder.join("fashion-mnist"))?;
/// let class = clothing.train.labels()[0];
/// println!("the first image shows: {}", data::fashion_mnist::CLASSES[usize::from(class)]);
/// # Ok(())
/// # }
/// ```
pub fn fashion_mnist(dir: &Path) -> Result<Split, DataError> {
    files::read("Fashion-MNIST", dir, INSTALL_HINT)
}

/// The mean and the deviation of the training images' pixels, black being 0 and white 1.
pub fn standardizer() -> Standardizer {
    Standardizer { mean: vec![0.2860], std: vec![0.3530] }
}
