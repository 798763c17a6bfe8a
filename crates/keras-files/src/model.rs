//! A Keras model as its file describes it.

use crate::archive::{pack, unpack};
use crate::config::{self, Description};
use crate::hdf5::{self, Groups};
use crate::{KerasFileError, KerasFileErrorKind, KerasLayer, group_names};
use nn::checkpoint::write_atomically;
use std::path::{Path, PathBuf};

/// A `Sequential` model of Keras: what a `.keras` file holds.
///
/// ```
/// use activations::Relu;
/// use keras_files::KerasModel;
/// use nn::{Dense, Flatten, parameter_count, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = sequential![Flatten, Dense::new(64, 16, Relu, rng), Dense::<f32>::linear(16, 10, rng)];
/// let file = std::env::temp_dir().join("gradus-model.keras");
/// KerasModel::from_sequential(&model, &[8, 8])?.save(&file)?;
///
/// let read = KerasModel::read(&file)?;
/// assert_eq!((read.layers[1].class_name.as_str(), read.input_shape), ("Dense", vec![8, 8]));
/// # Ok::<(), keras_files::KerasFileError>(())
/// ```
#[derive(Clone, Debug)]
pub struct KerasModel {
    /// The model's name.
    pub name: String,
    /// The shape of one input, without the batch, in Keras's order: `[height, width, channels]`.
    pub input_shape: Vec<usize>,
    /// The layers, first to last, without the `InputLayer`.
    pub layers: Vec<KerasLayer>,
    /// The file that messages name.
    pub(crate) file: PathBuf,
}

impl KerasModel {
    /// Reads a `.keras` file.
    ///
    /// # Errors
    /// If the file cannot be read, is of another format or damaged; if the model is no `Sequential`;
    /// if the file's groups of variables are not those of its layers.
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/images.keras");
    /// let classes = KerasModel::read(file)?.layers.into_iter().map(|layer| layer.class_name);
    /// assert_eq!(classes.take(2).collect::<Vec<_>>(), ["Conv2D", "Conv2D"]);
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self, KerasFileError> {
        let path = path.as_ref();
        let read = std::fs::read(path);
        let bytes = read.map_err(|source| KerasFileErrorKind::Read { source }.of(path))?;
        KerasModel::parse(&bytes, path)
    }

    /// Reads the bytes of a `.keras` file; errors name `file`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let model = KerasModel::parse(include_bytes!("../tests/golden/dense.keras"), "dense.keras")?;
    /// assert_eq!(model.layers[1].variables[0].shape().dims(), [64, 12]);
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn parse(bytes: &[u8], file: impl AsRef<Path>) -> Result<Self, KerasFileError> {
        let file = file.as_ref();
        KerasModel::parse_archive(bytes, file).map_err(|kind| kind.of(file))
    }

    // ANCHOR: parse
    fn parse_archive(bytes: &[u8], file: &Path) -> Result<Self, KerasFileErrorKind> {
        if bytes.starts_with(hdf5::SIGNATURE) {
            return Err(KerasFileErrorKind::WeightsOnly);
        }
        if !bytes.starts_with(b"PK") {
            return Err(KerasFileErrorKind::Foreign);
        }
        let [description, weights] = unpack(bytes)?;
        let Description { name, input_shape, layers } = config::parse(&description)?;
        let mut model = KerasModel { name, input_shape, layers, file: file.into() };
        model.set_variables(hdf5::read(weights)?)?;
        Ok(model)
    }
    // ANCHOR_END: parse

    /// Reads the variables from a `.weights.h5` file, which holds no layers: they are matched by
    /// class and order.
    ///
    /// # Errors
    /// If the file cannot be read, is of another format or damaged, or if its groups are not those of
    /// this model's layers. Shapes are checked by [`to_sequential`](Self::to_sequential).
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    /// let mut model = KerasModel::read(format!("{folder}/dense.keras"))?;
    /// model.load_weights(format!("{folder}/dense.weights.h5"))?;
    /// assert_eq!(model.layers[1].variables.len(), 2);
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn load_weights(&mut self, path: impl AsRef<Path>) -> Result<(), KerasFileError> {
        let path = path.as_ref();
        let read = std::fs::read(path);
        let bytes = read.map_err(|source| KerasFileErrorKind::Read { source }.of(path))?;
        self.parse_weights(bytes, path)
    }

    /// Reads the variables from the bytes of a `.weights.h5` file; errors name `file`.
    ///
    /// # Errors
    /// As [`load_weights`](Self::load_weights).
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let mut model = KerasModel::parse(include_bytes!("../tests/golden/small.keras"), "small.keras")?;
    /// let error = model.parse_weights(b"no HDF5".to_vec(), "w.weights.h5").unwrap_err();
    /// assert!(error.to_string().starts_with("w.weights.h5: "));
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn parse_weights(
        &mut self,
        bytes: Vec<u8>,
        file: impl AsRef<Path>,
    ) -> Result<(), KerasFileError> {
        let file = file.as_ref();
        let groups = if bytes.starts_with(hdf5::SIGNATURE) {
            hdf5::read(bytes)
        } else {
            Err(KerasFileErrorKind::Foreign)
        };
        groups.and_then(|groups| self.set_variables(groups)).map_err(|kind| kind.of(file))?;
        self.file = file.into();
        Ok(())
    }

    // ANCHOR: set_variables
    /// Gives each layer the arrays of its group and of the groups inside it.
    fn set_variables(&mut self, mut groups: Groups) -> Result<(), KerasFileErrorKind> {
        let mut variables = Vec::new();
        for name in group_names(&self.layers) {
            let inside = format!("{name}/");
            let (own, others): (Groups, Groups) = groups
                .into_iter()
                .partition(|(path, _)| *path == name || path.starts_with(&inside));
            variables.push(own.into_values().flatten().collect());
            groups = others;
        }
        if let Some(group) = groups.into_keys().next() {
            return Err(KerasFileErrorKind::Unexpected { group: format!("layers/{group}") });
        }
        for (layer, variables) in self.layers.iter_mut().zip(variables) {
            layer.variables = variables;
        }
        Ok(())
    }
    // ANCHOR_END: set_variables

    /// Writes a `.keras` file that Keras 3 loads. A file that was there before stays whole if writing
    /// fails.
    ///
    /// # Errors
    /// If it cannot be written.
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let model = KerasModel::parse(include_bytes!("../tests/golden/pooled.keras"), "pooled.keras")?;
    /// let file = std::env::temp_dir().join("gradus-pooled.keras");
    /// model.save(&file)?;
    /// assert_eq!(KerasModel::read(&file)?.layers.len(), model.layers.len());
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), KerasFileError> {
        let path = path.as_ref();
        let text = config::to_json(&self.name, &self.input_shape, &self.layers);
        let bytes = self
            .weights()
            .and_then(|weights| pack(text.as_bytes(), &weights).map_err(|error| io(error.into())));
        write(path, bytes)
    }

    /// Writes a `.weights.h5` file: the variables alone, for `model.load_weights` of a Keras model with
    /// these layers.
    ///
    /// # Errors
    /// If it cannot be written.
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let mut model = KerasModel::parse(include_bytes!("../tests/golden/dense.keras"), "dense.keras")?;
    /// let file = std::env::temp_dir().join("gradus-dense.weights.h5");
    /// model.save_weights(&file)?;
    /// model.load_weights(&file)?;
    /// assert_eq!(model.layers[1].variables[0].shape().dims(), [64, 12]);
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn save_weights(&self, path: impl AsRef<Path>) -> Result<(), KerasFileError> {
        write(path.as_ref(), self.weights())
    }

    fn weights(&self) -> Result<Vec<u8>, KerasFileErrorKind> {
        let names = group_names(&self.layers).into_iter();
        let groups = names.zip(&self.layers);
        let groups: Vec<_> =
            groups.map(|(group, layer)| (group, &*layer.name, &*layer.variables)).collect();
        hdf5::write(&groups).map_err(|error| io(std::io::Error::other(error)))
    }
}

fn io(source: std::io::Error) -> KerasFileErrorKind {
    KerasFileErrorKind::Write { source }
}

fn write(path: &Path, bytes: Result<Vec<u8>, KerasFileErrorKind>) -> Result<(), KerasFileError> {
    bytes.and_then(|bytes| write_atomically(path, &bytes).map_err(io)).map_err(|kind| kind.of(path))
}
