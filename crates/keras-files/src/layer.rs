//! A layer as a Keras file describes it.

use serde_json::{Map, Value};
use tensor::Tensor;

/// A layer of a Keras model: its class, its settings, and its variables in Keras's layout.
#[derive(Clone, Debug)]
pub struct KerasLayer {
    /// The class, such as `Dense`.
    pub class_name: String,
    /// The name that the layer has in the model.
    pub name: String,
    /// The settings, as the class's `get_config` gives them.
    pub settings: Map<String, Value>,
    /// The variables, in the order of Keras's `layer.get_weights()`.
    pub variables: Vec<Tensor<f32>>,
}

impl KerasLayer {
    /// A layer of this class and name, without settings and variables.
    ///
    /// ```
    /// use keras_files::KerasLayer;
    ///
    /// let flatten = KerasLayer::new("Flatten", "flatten");
    /// assert!(flatten.settings.is_empty() && flatten.variables.is_empty());
    /// ```
    pub fn new(class_name: &str, name: &str) -> Self {
        let (class_name, name) = (class_name.into(), name.into());
        KerasLayer { class_name, name, settings: Map::new(), variables: Vec::new() }
    }
}
