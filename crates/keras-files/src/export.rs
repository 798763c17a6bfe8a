//! From our layers to Keras's.

use crate::activation::{Visitor, find};
use crate::flow::{Flow, same_padding};
use crate::layout::kernel_to_keras;
use crate::{
    ActivationLayer, KerasFileError, KerasFileErrorKind, KerasLayer, KerasModel, Softmax,
    group_names,
};
use cnn::{AvgPool2d, Conv2d, GlobalAvgPool, MaxPool2d, Pool2dOptions, Size2d};
use neurons::Activation;
use nn::{Dense, Flatten, Layer, Sequential};
use normalization::BatchNorm;
use regularization::Dropout;
use serde_json::{Map, Value, json};
use std::any::Any;
use std::path::Path;
use tensor::Tensor;

impl KerasModel {
    /// The description of our model for Keras, with its weights in Keras's layout. `input_shape` is
    /// that of one sample in Keras's order, `[height, width, channels]` for a convolution.
    ///
    /// # Errors
    /// If a layer has no counterpart in Keras, or none that is written here.
    ///
    /// ```
    /// use keras_files::KerasModel;
    /// use nn::{Dense, Flatten, sequential};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let model = sequential![Flatten, Dense::<f32>::linear(64, 10, rng)];
    /// let keras = KerasModel::from_sequential(&model, &[8, 8])?.with_softmax();
    /// assert_eq!(keras.layers[1].settings["activation"], "softmax");
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn from_sequential(
        model: &Sequential,
        input_shape: &[usize],
    ) -> Result<Self, KerasFileError> {
        let file = Path::new("a model for Keras");
        let mut flow = Flow::new(input_shape);
        let layers = model.layers.iter().map(|layer| export(&**layer, &mut flow));
        let layers = layers.collect::<Result<Vec<_>, _>>();
        let mut layers = layers.map_err(|kind| kind.of(file))?;
        let names = group_names(&layers);
        layers.iter_mut().zip(names).for_each(|(layer, name)| layer.name = name);
        let input_shape = input_shape.into();
        Ok(KerasModel { name: "sequential".into(), input_shape, layers, file: file.into() })
    }

    /// The same model with a softmax at the end, as Keras's first program has it: its outputs are
    /// probabilities.
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let model = KerasModel::parse(include_bytes!("../tests/golden/pooled.keras"), "pooled.keras")?;
    /// assert_eq!(model.with_softmax().layers[3].settings["activation"], "softmax");
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn with_softmax(mut self) -> Self {
        match self.layers.last_mut() {
            Some(last) if last.settings.get("activation") == Some(&json!("linear")) => {
                last.settings.insert("activation".into(), json!("softmax"));
            }
            _ => self.layers.push(KerasLayer::new("Softmax", "softmax")),
        }
        self
    }
}

type Exported = Result<KerasLayer, KerasFileErrorKind>;

fn export(layer: &dyn Layer, flow: &mut Flow) -> Exported {
    let any: &dyn Any = layer;
    let plain = |class: &str, settings: Value| described(class, settings, vec![]);
    if any.is::<Flatten>() {
        let keras = plain("Flatten", json!({}));
        flow.flatten(&keras)?;
        return Ok(keras);
    }
    if any.is::<Softmax>() {
        return Ok(plain("Softmax", json!({})));
    }
    if any.is::<GlobalAvgPool>() {
        let keras = plain("GlobalAveragePooling2D", json!({}));
        flow.shape = vec![flow.image(&keras)?[2]];
        return Ok(keras);
    }
    if let Some(MaxPool2d(options)) = any.downcast_ref() {
        return export_pool("MaxPooling2D", *options, flow);
    }
    if let Some(AvgPool2d { options, .. }) = any.downcast_ref() {
        return export_pool("AveragePooling2D", *options, flow);
    }
    if any.is::<Dropout>() {
        // The layer shows its rate in its name only. One that always drops has none of this form.
        let name = layer.name();
        let rate = name.strip_prefix("Dropout (").and_then(|name| name.strip_suffix(')'));
        if let Some(rate) = rate.and_then(|rate| rate.parse::<f64>().ok()) {
            return Ok(plain("Dropout", json!({"rate": rate})));
        }
    }
    if let Some(norm) = any.downcast_ref::<BatchNorm>() {
        return Ok(export_batch_norm(norm, flow));
    }
    match find(&Activated { layer: any, flow }) {
        Some(exported) => {
            let (keras, shape) = exported?;
            if let Some(shape) = shape {
                *flow = Flow { shape, flattened: None };
            }
            Ok(keras)
        }
        None => Err(KerasFileErrorKind::unsupported(&layer.name(), "this layer")),
    }
}

/// The settings of each class are those that Keras writes; what is missing has Keras's default.
fn described(class: &str, settings: Value, variables: Vec<Tensor<f32>>) -> KerasLayer {
    let settings = settings.as_object().cloned().unwrap_or_else(Map::new);
    KerasLayer { settings, variables, ..KerasLayer::new(class, class) }
}

/// Looks for the activation function of a layer that has one.
struct Activated<'a> {
    layer: &'a dyn Any,
    flow: &'a Flow,
}

impl Visitor for Activated<'_> {
    /// The layer, and the shape of its output if it is another than that of its input.
    type Output = Result<(KerasLayer, Option<Vec<usize>>), KerasFileErrorKind>;

    fn visit<A: Activation<f32> + PartialEq>(
        &self,
        f: A,
        keras: &'static str,
    ) -> Option<Self::Output> {
        if let Some(ActivationLayer(a)) = self.layer.downcast_ref::<ActivationLayer<A>>() {
            let exported = described("Activation", json!({"activation": keras}), vec![]);
            return (*a == f).then_some(Ok((exported, None)));
        }
        if let Some(dense) = self.layer.downcast_ref::<Dense<f32, A>>() {
            let exported = export_dense(dense, keras, self.flow);
            return (dense.activation == f).then_some(exported);
        }
        let conv = self.layer.downcast_ref::<Conv2d<f32, A>>()?;
        (conv.activation == f).then(|| export_conv(conv, keras, self.flow))
    }
}

type WithShape = Result<(KerasLayer, Option<Vec<usize>>), KerasFileErrorKind>;

fn export_dense<A: Activation<f32>>(
    dense: &Dense<f32, A>,
    activation: &str,
    flow: &Flow,
) -> WithShape {
    let [inputs, units] = dense.weight.value.dims();
    let settings = json!({"units": units, "activation": activation, "use_bias": true});
    let mut keras = described("Dense", settings, vec![]);
    if flow.features(&keras)? != inputs {
        return Err(keras.unsupported(format!("{inputs} inputs after a shape of {:?}", flow.shape)));
    }
    keras.variables = vec![flow.export(&dense.weight.value), dense.bias.value.clone()];
    Ok((keras, Some(vec![units])))
}

fn export_conv<A: Activation<f32>>(
    conv: &Conv2d<f32, A>,
    activation: &str,
    flow: &Flow,
) -> WithShape {
    let [filters, _, kh, kw] = conv.weight.value.dims();
    let pair = |size: Size2d| json!([size.height, size.width]);
    let cnn::Conv2dOptions { stride, padding, dilation, groups } = conv.options;
    let settings = json!({
        "filters": filters, "kernel_size": [kh, kw], "activation": activation,
        "strides": pair(stride), "dilation_rate": pair(dilation), "groups": groups,
        "use_bias": conv.bias.is_some(), "padding": "valid",
    });
    let mut variables = vec![kernel_to_keras(&conv.weight.value)];
    variables.extend(conv.bias.as_ref().map(|bias| bias.value.clone()));
    let mut keras = described("Conv2D", settings, variables);
    let (image, window) = (flow.image(&keras)?, conv.options.window([kh, kw]));
    if padding != 0.into() {
        if padding != same_padding(window, image) {
            return Err(keras.unsupported("this padding"));
        }
        keras.settings.insert("padding".into(), json!("same"));
    }
    let mut after = Flow::new(&flow.shape);
    after.slide(&keras, window, filters)?;
    Ok((keras, Some(after.shape)))
}

fn export_pool(class: &str, options: Pool2dOptions, flow: &mut Flow) -> Exported {
    let Pool2dOptions { kernel, stride, padding, dilation, ceil_mode } = options;
    let pair = |size: Size2d| json!([size.height, size.width]);
    let settings = json!({"pool_size": pair(kernel), "strides": pair(stride), "padding": "valid"});
    let keras = described(class, settings, vec![]);
    if padding != 0.into() || dilation != 1.into() || ceil_mode {
        return Err(keras.unsupported("a window with padding, dilation or `ceil_mode`"));
    }
    let channels = flow.image(&keras)?[2];
    flow.slide(&keras, options.window(), channels)?;
    Ok(keras)
}

fn export_batch_norm(norm: &BatchNorm, flow: &Flow) -> KerasLayer {
    let BatchNorm { weight, bias, running_mean, running_var, .. } = norm;
    let variables = [&weight.value, &bias.value, &running_mean.value, &running_var.value];
    let settings = json!({"momentum": 1.0 - norm.momentum, "epsilon": norm.epsilon});
    let variables = variables.map(|x| flow.export(x)).to_vec();
    described("BatchNormalization", settings, variables)
}
