//! Data sets, the readers of their files, and the order in which training sees the samples.
//!
//! Two sets of handwritten digits are offered: [`digits()`](fn@digits), 1,797 small images that
//! are part of this crate and therefore always there, and [`mnist()`](fn@mnist), 70,000 larger
//! ones that lie in [a folder of the reader's](data_folder). Both are a [`Split`] into images for
//! training and images for the test, and both parts are [`LabelledImages`].
//!
//! # Look at a digit
//!
//! ```
//! let digits = data::digits();
//! let format = digits.train.format();
//!
//! let shades = b" .:-=+*#%";
//! for row in digits.train.image(0).chunks(format.width) {
//!     let line: String = row.iter().map(|&pixel| shades[pixel as usize / 2] as char).collect();
//!     println!("{line}");
//! }
//! assert_eq!(digits.train.labels()[0], 1);
//! ```
//!
//! # Go through a set in shuffled batches
//!
//! ```
//! use data::shuffle::{batches, permutation};
//! use data::{Batch, Dataset};
//!
//! let train = data::digits().train;
//! for epoch in 0..2 {
//!     let order = permutation(train.len(), 42, epoch);
//!     for batch in batches(&order, 32) {
//!         let Batch { inputs, targets } = Dataset::<f32>::batch(&train, batch);
//!         assert_eq!(inputs.shape().dims(), [targets.len(), 8, 8]);
//!     }
//! }
//! ```
//!
//! # Read MNIST
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = data::data_folder().ok_or("GRADUS_DATA is not set")?;
//! let mnist = data::mnist(&folder.join("mnist"))?;
//! assert_eq!(mnist.train.len(), 60_000);
//! # Ok(())
//! # }
//! ```
//!
//! # Why it is built this way
//!
//! **Images stay bytes.** MNIST takes 55 MB as bytes and 220 MB as `f32`; only the batch at hand
//! becomes numbers. [`ImageFormat::white`] says which byte means 1.0.
//!
//! **No file is trusted.** Downloads are cut off, disks lie, and someone may hand over a file made
//! to do harm. A reader gives a [`DataError`] that says what to do; it never panics, and it never
//! takes memory because a number in the file tells it to.
//!
//! **Shuffling is a pure function** of a seed and the epoch's number, so that a run repeats
//! exactly, on any machine, and one that was interrupted goes on where it stopped.

mod bytes;
pub mod cifar10;
mod dataset;
pub mod digits;
mod error;
pub mod fashion_mnist;
pub mod folder;
pub mod idx;
pub mod images;
pub mod mnist;
pub mod shuffle;
pub mod table;

pub use cifar10::cifar10;
pub use dataset::{Batch, Dataset};
pub use digits::digits;
pub use error::DataError;
pub use fashion_mnist::fashion_mnist;
pub use folder::data_folder;
pub use images::{ImageFormat, LabelledImages, Split};
pub use mnist::mnist;
pub use table::{Table, TableError};
