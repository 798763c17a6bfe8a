//! Data sets, the readers of their files, standardization, splits and shuffled batches.
//!
//! | set | samples | target | location |
//! | --- | --- | --- | --- |
//! | [`digits()`](fn@digits) | 1,797 images, 8 × 8, grey | which digit | part of this crate |
//! | [`diabetes()`](fn@diabetes) | 442 patients, 10 features | a number | part of this crate |
//! | [`iris()`](fn@iris) | 150 flowers, 4 features | which of 3 species | part of this crate |
//! | [`surnames()`](fn@surnames) | 18,012 surnames | which of 18 languages | part of this crate |
//! | [`shapes()`](fn@shapes) | 12,000 images, 32 × 32, colour | which shape | drawn by this crate |
//! | [`tiny_shakespeare()`](tiny_shakespeare) | 1,115,394 characters of English | the next one | part of this crate |
//! | [`tang_poems()`](fn@tang_poems) | 366 poems in Chinese | the next character | part of this crate |
//! | [`eng_fra()`](fn@eng_fra) | 5,721 pairs of English and French sentences | the translation | part of this crate |
//! | [`mnist()`](fn@mnist) | 70,000 images, 28 × 28, grey | which digit | [a folder](data_dir) |
//! | [`fashion_mnist()`](fn@fashion_mnist) | 70,000 images, 28 × 28, grey | which garment | a folder |
//! | [`cifar10()`](fn@cifar10) | 60,000 images, 32 × 32, colour | which of ten things | a folder |
//! | [`sst2()`](fn@sst2) | 9,613 sentences of film reviews | positive or negative | a folder |
//! | [`rt_polarity()`](fn@rt_polarity) | 10,662 sentences of film reviews | positive or negative | a folder |
//! | [`babi()`](fn@babi) | stories, 11,000 questions in each of 20 tasks | what is asked | a folder |
//! | [`eng_fra::read`] | 142,787 pairs of English and French sentences | the translation | a folder |
//!
//! `cargo gradus data fetch mnist` fetches a set that is not part of this crate. Images are
//! [`LabelledImages`], in a [`Split`] into training and test set; features with a target value are
//! a [`RegressionDataset`], those with a class a [`ClassificationDataset`]. All are a [`Dataset`], which
//! gives batches. Tables of one's own are read by [`table`], and a [`Preprocessor`] turns their numbers
//! and texts into inputs; arrays are read by [`idx`].
//!
//! # Show a digit
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
//! # Shuffled batches
//!
//! ```
//! use data::shuffle::{batches, permutation};
//! use data::{Batch, Dataset};
//!
//! let train = data::digits().train;
//! for epoch in 0..2 {
//!     let order = permutation(train.len(), 42, epoch);
//!     for batch in batches(&order, 32) {
//!         let Batch { inputs, targets } = Dataset::<f32>::get_batch(&train, batch);
//!         assert_eq!(inputs.shape().dims(), [targets.len(), 8, 8]);
//!     }
//! }
//! ```
//!
//! # Standardization and a validation set
//!
//! ```
//! use data::{Dataset, Standardized, Standardizer, split};
//!
//! let patients = data::diabetes();
//! let parts = split::train_validation_split(patients.len(), 0.2, 42);
//! let (train, validation) = (patients.subset(&parts.train), patients.subset(&parts.validation));
//!
//! let every: Vec<u32> = (0..train.len() as u32).collect();
//! let standardizer = Standardizer::fit(&Dataset::<f64>::get_batch(&train, &every).inputs, 10);
//! let train = Standardized { data: train, standardizer: standardizer.clone() };
//! let validation = Standardized { data: validation, standardizer };
//! assert_eq!((Dataset::<f64>::len(&train), Dataset::<f64>::len(&validation)), (354, 88));
//! ```
//!
//! # A table of one's own
//!
//! ```
//! use data::table::{Missing, TableOptions};
//! use data::{Preprocessor, split};
//!
//! let text = "rooms;heating;sold\n5;oil;yes\n7;gas;no\n;oil;yes\n4;gas;no\n";
//! let options =
//!     TableOptions { delimiter: b';', missing: Missing::Median, ..TableOptions::default() };
//! let houses = options.parse(text.as_bytes(), "houses.csv")?;
//!
//! // Standardized, filled and one-hot with what the training rows have; it is saved with the model.
//! let parts = split::train_validation_split(houses.len(), 0.25, 1);
//! let preprocessor = Preprocessor::fit(&houses, "sold", &parts.train)?;
//! let samples = preprocessor.classification(&houses)?;
//! assert_eq!(samples.features(), ["rooms", "heating=gas", "heating=oil"]);
//! assert_eq!((samples.classes()[1].as_str(), samples.labels()), ("yes", &[1, 0, 1, 0][..]));
//! # Ok::<(), data::DataError>(())
//! ```
//!
//! The example `iris` of crate `feedforward` goes on from there: it trains, saves model and
//! preprocessing in one file, and predicts the rows of another table by name.
//!
//! # Read MNIST
//!
//! ```
//! let folder = data::folder::download_dir().join("mnist");
//! match data::mnist(&folder) {
//!     Ok(mnist) => assert_eq!(mnist.train.len(), 60_000),
//!     Err(error) => println!("{error}"),       // with how to get it
//! }
//! ```
//!
//! # Why it is built this way
//!
//! **Images stay bytes.** MNIST takes 55 MB as bytes and 220 MB as `f32`; only the current batch
//! is converted. [`ImageFormat::max_value`] is the byte that means 1.0.
//!
//! **No file is trusted.** Downloads are cut off, disks fail, and a file may be made to do harm. A
//! reader returns a [`DataError`] that says what to do; it never panics, and it never allocates
//! memory only because a number in the file says so.
//!
//! **Shuffling is a pure function** of a seed and the epoch's number, so that a run is reproducible
//! on any machine, and an interrupted one goes on where it stopped.

pub mod babi;
mod bytes;
pub mod cifar10;
mod classification;
mod dataset;
pub mod diabetes;
pub mod digits;
pub mod eng_fra;
mod error;
pub mod fashion_mnist;
mod feature;
pub mod folder;
pub mod idx;
pub mod images;
mod inputs;
pub mod iris;
mod labelled_text;
mod median;
pub mod mnist;
mod preprocessor;
pub mod regression;
pub mod rt_polarity;
pub mod shapes;
pub mod split;
pub mod sst2;
pub mod standardizer;
pub mod surnames;
pub mod table;
mod table_error;
pub mod tang_poems;
mod text;
mod text_files;
mod tiny_shakespeare;
mod weighted;
pub mod windows_1252;

pub use babi::babi;
pub use cifar10::cifar10;
pub use classification::ClassificationDataset;
pub use dataset::{Batch, Dataset, check_indices};
pub use diabetes::diabetes;
pub use digits::digits;
pub use eng_fra::eng_fra;
pub use error::{DataError, DataErrorKind};
pub use fashion_mnist::fashion_mnist;
pub use feature::Feature;
pub use folder::data_dir;
/// The order of the samples in training, of chapter 5.
#[doc(inline)]
pub use gradient_descent::shuffle;
pub use images::{ImageFormat, LabelledImages, Split};
pub use iris::iris;
pub use labelled_text::LabelledText;
pub use median::median;
pub use mnist::mnist;
pub use preprocessor::Preprocessor;
pub use regression::RegressionDataset;
pub use rt_polarity::rt_polarity;
pub use shapes::shapes;
pub use sst2::sst2;
pub use standardizer::{Standardized, Standardizer};
pub use surnames::surnames;
pub use table::{Table, TableError};
pub use tang_poems::tang_poems;
pub use text::TextSplit;
pub use tiny_shakespeare::tiny_shakespeare;
pub use weighted::Weighted;
