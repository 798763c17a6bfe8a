//! Keras's `Embedding`.

use crate::{KerasFileError, KerasFileErrorKind, KerasLayer, KerasModel};
use autograd::Param;
use nn::Embedding;

impl KerasModel {
    /// The embedding that is layer `index` of the model, with its table. A [`nn::Sequential`] holds
    /// none, since its layers take tensors and an embedding takes indices.
    ///
    /// # Errors
    /// If that layer is no `Embedding`, or one with `mask_zero=True`, or if its table is missing or has
    /// another shape than the settings ask for.
    ///
    /// # Panics
    /// If the model has no such layer.
    ///
    /// ```
    /// use autograd::Tape;
    /// use keras_files::KerasModel;
    ///
    /// let file = include_bytes!("../tests/golden/embedding.keras"); // Embedding, GRU, Dense
    /// let model = KerasModel::parse(file, "embedding.keras")?;
    /// let embedding = model.embedding(0)?;
    /// let vectors = Tape::new().no_grad(|tape| embedding.forward(tape, &[3, 10]));
    /// assert_eq!(vectors.shape().dims(), [2, 4]);
    /// assert!(model.embedding(1).unwrap_err().to_string().contains("the class `GRU` (an `Embedding` is"));
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    #[track_caller]
    pub fn embedding(&self, index: usize) -> Result<Embedding, KerasFileError> {
        let n = self.layers.len();
        assert!(index < n, "embedding: there is no layer {index}, the model has {n}");
        self.layers[index].import_embedding().map_err(|kind| kind.of(&self.file))
    }
}

impl KerasLayer {
    fn import_embedding(&self) -> Result<Embedding, KerasFileErrorKind> {
        self.check_dtype()?;
        if self.class_name != "Embedding" {
            let class = format!("the class `{}`", self.class_name);
            return Err(self.unsupported(format!("{class} (an `Embedding` is asked for)")));
        }
        self.only("mask_zero", false.into())?;
        let table = vec![self.size("input_dim", 1)?, self.size("output_dim", 1)?];
        self.check_variables(&[("table", table)])?;
        Ok(Embedding { weight: Param::new(self.variables[0].clone()) })
    }
}
