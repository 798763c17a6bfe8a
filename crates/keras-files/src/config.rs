//! The description of a model in `config.json`, and the settings of its layers.

use crate::{KerasFileErrorKind, KerasLayer};
use serde_json::{Map, Value, json};

/// What `config.json` says.
pub(crate) struct Description {
    pub name: String,
    pub input_shape: Vec<usize>,
    pub layers: Vec<KerasLayer>,
}

pub(crate) fn parse(text: &[u8]) -> Result<Description, KerasFileErrorKind> {
    let damaged = |reason| KerasFileErrorKind::damaged(format!("config.json: {reason}"));
    let model: Value = serde_json::from_slice(text).map_err(|e| damaged(e.to_string()))?;
    let class = model["class_name"].as_str().ok_or_else(|| damaged("no class_name".into()))?;
    let config = &model["config"];
    let name = config["name"].as_str().unwrap_or("model");
    if class != "Sequential" {
        let what = format!("the class `{class}` (a `Sequential` is read)");
        return Err(KerasFileErrorKind::unsupported(name, what));
    }
    let all = config["layers"].as_array().ok_or_else(|| damaged("no layers".into()))?;
    let (inputs, layers): (Vec<&Value>, _) =
        all.iter().partition(|layer| layer["class_name"] == "InputLayer");
    let batch_shape = match inputs.first() {
        Some(input) => &input["config"]["batch_shape"],
        None => &config["build_input_shape"],
    };
    // The first dimension is the batch's: null, or the size of the batch with which it was built.
    let dims = batch_shape.as_array().and_then(|dims| dims.get(1..));
    let dims = dims.and_then(|dims| dims.iter().map(to_dim).collect());
    let input_shape = dims.ok_or_else(|| KerasFileErrorKind::Setting {
        layer: name.into(),
        setting: "batch_shape".into(),
        found: batch_shape.to_string(),
        expected: "a list of sizes from 1 on, all known but the first,",
    })?;
    let layers = layers.into_iter().map(parse_layer).collect::<Result<_, _>>()?;
    Ok(Description { name: name.into(), input_shape, layers })
}

fn parse_layer(layer: &Value) -> Result<KerasLayer, KerasFileErrorKind> {
    let (class, config) = (layer["class_name"].as_str(), layer["config"].as_object());
    let (Some(class), Some(config)) = (class, config) else {
        return Err(KerasFileErrorKind::damaged(
            "config.json: a layer without class_name or config",
        ));
    };
    let mut settings = config.clone();
    let name = settings.remove("name");
    let name = name.as_ref().and_then(Value::as_str).unwrap_or(class);
    if layer["registered_name"].is_string() && !layer["module"].as_str().is_some_and(is_keras) {
        let what = format!("`{class}`, a class of the model's author,");
        return Err(KerasFileErrorKind::unsupported(name, what));
    }
    Ok(KerasLayer { settings, ..KerasLayer::new(class, name) })
}

fn is_keras(module: &str) -> bool {
    module == "keras" || module.starts_with("keras.")
}

/// The smallest description from which Keras builds the model.
pub(crate) fn to_json(name: &str, input_shape: &[usize], all: &[KerasLayer]) -> String {
    let object = |class: &str, module: &str, config: Map<String, Value>| json!({"module": module, "class_name": class, "config": config, "registered_name": null});
    let batch_shape: Vec<Value> =
        std::iter::once(Value::Null).chain(input_shape.iter().map(|&n| n.into())).collect();
    let input = json!({"batch_shape": batch_shape, "dtype": "float32", "name": "input_layer"});
    let mut layers =
        vec![object("InputLayer", "keras.layers", input.as_object().cloned().unwrap_or_default())];
    for layer in all {
        let mut config = layer.settings.clone();
        config.insert("name".into(), layer.name.as_str().into());
        layers.push(object(&layer.class_name, "keras.layers", config));
    }
    let mut config = Map::new();
    config.insert("name".into(), name.into());
    config.insert("layers".into(), layers.into());
    object("Sequential", "keras", config).to_string()
}

/// A size of an axis; none is so large that sums of two overflow.
fn to_dim(value: &Value) -> Option<usize> {
    to_usize(value).filter(|dim| (1..=u32::MAX as usize).contains(dim))
}

fn to_usize(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|n| usize::try_from(n).ok())
}

/// Settings; one that is missing or null has its default.
impl KerasLayer {
    /// The value, made by `convert`, or the default.
    fn setting<V>(
        &self,
        setting: &str,
        default: V,
        expected: &'static str,
        convert: impl Fn(&Value) -> Option<V>,
    ) -> Result<V, KerasFileErrorKind> {
        match self.settings.get(setting) {
            None | Some(Value::Null) => Ok(default),
            Some(value) => convert(value).ok_or_else(|| KerasFileErrorKind::Setting {
                layer: self.name.clone(),
                setting: setting.into(),
                found: value.to_string(),
                expected,
            }),
        }
    }

    pub(crate) fn bool(&self, setting: &str, default: bool) -> Result<bool, KerasFileErrorKind> {
        self.setting(setting, default, "true or false", Value::as_bool)
    }

    pub(crate) fn number(&self, setting: &str, default: f64) -> Result<f64, KerasFileErrorKind> {
        self.setting(setting, default, "a number", Value::as_f64)
    }

    pub(crate) fn size(&self, setting: &str, default: usize) -> Result<usize, KerasFileErrorKind> {
        let positive = |value: &Value| to_usize(value).filter(|size| *size > 0);
        self.setting(setting, default, "a number from 1 on", positive)
    }

    /// A height and a width.
    pub(crate) fn pair(
        &self,
        setting: &str,
        default: [usize; 2],
    ) -> Result<[usize; 2], KerasFileErrorKind> {
        self.setting(setting, default, "two numbers from 1 on", |value| {
            let pair = match value.as_array().map(Vec::as_slice) {
                Some([height, width]) => [to_usize(height)?, to_usize(width)?],
                Some(_) => return None,
                None => [to_usize(value)?; 2],
            };
            pair.iter().all(|side| (1..=MAX_SIDE).contains(side)).then_some(pair)
        })
    }

    pub(crate) fn text(
        &self,
        setting: &str,
        default: &'static str,
    ) -> Result<String, KerasFileErrorKind> {
        let owned = |value: &Value| value.as_str().map(String::from);
        self.setting(setting, default.into(), "a name", owned)
    }

    /// Refuses the setting unless it has this value or is missing.
    pub(crate) fn only(&self, setting: &str, value: Value) -> Result<(), KerasFileErrorKind> {
        match self.settings.get(setting) {
            Some(found) if *found != value && !found.is_null() => {
                Err(self.unsupported(format!("`{setting}` {found}")))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn unsupported(&self, what: impl Into<String>) -> KerasFileErrorKind {
        KerasFileErrorKind::unsupported(&self.name, what)
    }
}

/// More pixels than a side of a kernel or a stride has; with it no product of sizes overflows.
const MAX_SIDE: usize = 1 << 16;
