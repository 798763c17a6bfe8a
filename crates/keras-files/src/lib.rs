//! Keras's files: models and weights that Keras saved, for the layers of this workspace, and files
//! that Keras loads.
//!
//! Keras 3 writes two kinds. `model.save("model.keras")` writes a ZIP archive: the layers as JSON in
//! `config.json`, and the variables as HDF5 in `model.weights.h5`. `model.save_weights` writes that
//! HDF5 file alone, which does not say what the layers are.
//!
//! ```
//! use autograd::Tape;
//! use keras_files::KerasModel;
//! use nn::Forward;
//! use tensor::Tensor;
//!
//! let file = include_bytes!("../tests/golden/dense.keras");      // saved by Keras 3.15.1
//! let model = KerasModel::parse(file, "dense.keras")?.to_sequential()?;
//! let image = Tensor::full([1, 8, 8], 0.5);
//! let probabilities = Tape::new().no_grad(|tape| model.forward(tape.constant(&image)));
//! assert!((probabilities.as_slice().iter().sum::<f32>() - 1.0).abs() < 1e-5);
//! # Ok::<(), keras_files::KerasFileError>(())
//! ```
//!
//! [`KerasModel`] is the file's content, in Keras's layout. [`KerasModel::to_sequential`] makes a
//! model of this workspace of it, [`KerasModel::from_sequential`] goes the other way.
//!
//! # What the layouts differ in
//!
//! - A dense kernel is `[inputs, outputs]` in both.
//! - A convolution's kernel is `[height, width, channels, filters]` in Keras and `[filters, channels,
//!   height, width]` here. Keras's images are `[n, height, width, channels]`, those here `[n, channels,
//!   height, width]`.
//! - So `Flatten` gives the elements of an image in another order, and the rows of the dense kernel
//!   after it are permuted.
//! - Variables are in groups named by class and order, `dense_1`, not by the layer's name:
//!   [`group_names`].
//!
//! # What is read
//!
//! `Sequential` models of `Dense`, `Flatten`, `Conv2D`, `MaxPooling2D`, `AveragePooling2D`,
//! `GlobalAveragePooling2D`, `BatchNormalization`, `Dropout`, `Activation`, `ReLU` and `Softmax`, in
//! float32. All other layers are an error of [`KerasModel::to_sequential`] that names them; their
//! variables are in [`KerasLayer::variables`] all the same, those of a `SimpleRNN`, an `LSTM` or a
//! `GRU` in the order that crate `rnn` imports. [`KerasModel::embedding`] reads an `Embedding`.

mod activation;
mod activation_layer;
mod archive;
mod check;
mod config;
mod embedding;
mod error;
mod export;
mod flow;
mod group_names;
mod hdf5;
mod import;
mod layer;
mod layout;
mod model;
mod softmax;

pub use activation_layer::ActivationLayer;
pub use error::{KerasFileError, KerasFileErrorKind};
pub use group_names::group_names;
pub use layer::KerasLayer;
pub use model::KerasModel;
pub use softmax::Softmax;
