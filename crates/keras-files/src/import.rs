//! From Keras's layers to ours.

use crate::activation::{Visitor, find};
use crate::flow::{Flow, same_padding};
use crate::layout::kernel_from_keras;
use crate::{ActivationLayer, KerasFileError, KerasFileErrorKind, KerasLayer, KerasModel, Softmax};
use autograd::{Buffer, Param};
use cnn::{AvgPool2d, Conv, Conv2dOptions, GlobalAvgPool, MaxPool2d, Pool2dOptions};
use neurons::Activation;
use nn::{Dense, Flatten, Layer, Sequential};
use normalization::BatchNorm;
use regularization::Dropout;
use serde_json::{Value, json};
use tensor::Tensor;

type Boxed = Box<dyn Layer>;

impl KerasModel {
    /// The model with our layers, its weights in our layout. It takes images channels first, `[n,
    /// channels, height, width]`, or `[n, height, width]` where there is one channel.
    ///
    /// A closing softmax becomes a [`Softmax`]; [`without_softmax`](Self::without_softmax) leaves it
    /// out.
    ///
    /// # Errors
    /// If a layer, or a setting of it, has no counterpart, or if a variable is missing or has another
    /// shape than the settings ask for.
    ///
    /// ```
    /// use keras_files::KerasModel;
    /// use nn::parameter_count;
    ///
    /// let model = KerasModel::parse(include_bytes!("../tests/golden/dense.keras"), "dense.keras")?;
    /// assert_eq!(parameter_count(&model.to_sequential()?), 64 * 12 + 12 + 12 * 10 + 10);
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn to_sequential(&self) -> Result<Sequential, KerasFileError> {
        let (mut flow, mut model) = (Flow::new(&self.input_shape), Sequential::default());
        for layer in &self.layers {
            layer.import(&mut flow, &mut model.layers).map_err(|kind| kind.of(&self.file))?;
        }
        Ok(model)
    }

    /// The same model without a softmax at the end: its outputs are logits, as our losses and Keras's
    /// `from_logits=True` take them.
    ///
    /// ```
    /// use keras_files::KerasModel;
    ///
    /// let model = KerasModel::parse(include_bytes!("../tests/golden/dense.keras"), "dense.keras")?;
    /// assert_eq!(model.layers[2].settings["activation"], "softmax");
    /// assert_eq!(model.without_softmax().layers[2].settings["activation"], "linear");
    /// # Ok::<(), keras_files::KerasFileError>(())
    /// ```
    pub fn without_softmax(mut self) -> Self {
        match self.layers.last_mut() {
            Some(last) if last.class_name == "Softmax" => drop(self.layers.pop()),
            Some(last) if last.settings.get("activation") == Some(&json!("softmax")) => {
                last.settings.insert("activation".into(), json!("linear"));
            }
            _ => {}
        }
        self
    }
}

/// Looks for the activation function with this name, to make a layer with it.
struct With<'a, F> {
    name: &'a str,
    layer: F,
}

/// What makes a layer with an activation function.
trait Make {
    fn make<A: Activation<f32> + PartialEq>(&self, activation: A) -> Boxed;
}

impl<F: Make> Visitor for With<'_, F> {
    type Output = Boxed;

    fn visit<A: Activation<f32> + PartialEq>(&self, f: A, keras: &'static str) -> Option<Boxed> {
        (self.name == keras).then(|| self.layer.make(f))
    }
}

/// An activation alone.
struct Alone;

impl Make for Alone {
    fn make<A: Activation<f32> + PartialEq>(&self, activation: A) -> Boxed {
        Box::new(ActivationLayer(activation))
    }
}

/// Weights and biases.
struct DenseWeights(Tensor<f32>, Tensor<f32>);

impl Make for DenseWeights {
    fn make<A: Activation<f32> + PartialEq>(&self, activation: A) -> Boxed {
        let (weight, bias) = (Param::weight(self.0.clone()), Param::new(self.1.clone()));
        Box::new(Dense { weight, bias, activation })
    }
}

/// Weights, biases and options.
struct ConvWeights(Tensor<f32>, Option<Tensor<f32>>, Conv2dOptions);

impl Make for ConvWeights {
    fn make<A: Activation<f32> + PartialEq>(&self, activation: A) -> Boxed {
        let (weight, bias) = (Param::new(self.0.clone()), self.1.clone().map(Param::new));
        Box::new(Conv { weight, bias, options: self.2, activation })
    }
}

type Done = Result<(), KerasFileErrorKind>;

impl KerasLayer {
    /// Adds what this layer is here, one layer or two.
    fn import(&self, flow: &mut Flow, layers: &mut Vec<Boxed>) -> Done {
        self.check_dtype()?;
        match self.class_name.as_str() {
            "Flatten" => {
                flow.flatten(self)?;
                layers.push(Box::new(Flatten));
                Ok(())
            }
            "Dense" => self.import_dense(flow, layers),
            "Conv2D" => self.import_conv(flow, layers),
            "MaxPooling2D" => {
                let options = self.pool_options(flow)?;
                layers.push(Box::new(MaxPool2d(options)));
                Ok(())
            }
            "AveragePooling2D" => {
                let (options, average) = (self.pool_options(flow)?, Default::default());
                layers.push(Box::new(AvgPool2d { options, average }));
                Ok(())
            }
            "GlobalAveragePooling2D" => {
                self.only("keepdims", false.into())?;
                let [_, _, channels] = flow.image(self)?;
                flow.shape = vec![channels];
                layers.push(Box::new(GlobalAvgPool));
                Ok(())
            }
            "BatchNormalization" => self.import_batch_norm(flow, layers),
            "Dropout" => {
                let rate = self.number("rate", 0.5)?;
                if !(0.0..1.0).contains(&rate) {
                    return Err(self.unsupported(format!("`rate` {rate}")));
                }
                layers.push(Box::new(Dropout::new(rate)));
                Ok(())
            }
            "Activation" => self.push_activated(Alone, flow, layers),
            "ReLU" => {
                self.only("max_value", Value::Null)?;
                self.only("negative_slope", json!(0.0))?;
                self.only("threshold", json!(0.0))?;
                layers.push(Box::new(ActivationLayer(activations::Relu)));
                Ok(())
            }
            "Softmax" => {
                self.only("axis", json!(-1))?;
                flow.features(self)?;
                layers.push(Box::new(Softmax));
                Ok(())
            }
            class => Err(self.unsupported(format!("the class `{class}`"))),
        }
    }

    /// The layer with the activation that the settings name; a softmax is a layer of its own.
    fn push_activated(&self, layer: impl Make, flow: &Flow, layers: &mut Vec<Boxed>) -> Done {
        let name = self.text("activation", "linear")?;
        let softmax = name == "softmax";
        let with = With { name: if softmax { "linear" } else { &name }, layer };
        let layer = find(&with);
        layers.push(layer.ok_or_else(|| self.unsupported(format!("`activation` \"{name}\"")))?);
        if softmax {
            flow.features(self)?;
            layers.push(Box::new(Softmax));
        }
        Ok(())
    }

    // ANCHOR: dense
    fn import_dense(&self, flow: &mut Flow, layers: &mut Vec<Boxed>) -> Done {
        let (inputs, units) = (flow.features(self)?, self.size("units", 1)?);
        let variables = match self.bool("use_bias", true)? {
            true => vec![("kernel", vec![inputs, units]), ("bias", vec![units])],
            false => vec![("kernel", vec![inputs, units])],
        };
        self.check_variables(&variables)?;
        let weight = flow.import(&self.variables[0]);
        let bias = self.variables.get(1).cloned().unwrap_or_else(|| Tensor::zeros([units]));
        *flow = Flow::new(&[units]);
        self.push_activated(DenseWeights(weight, bias), flow, layers)
    }
    // ANCHOR_END: dense

    fn import_conv(&self, flow: &mut Flow, layers: &mut Vec<Boxed>) -> Done {
        let [height, width, channels] = flow.image(self)?;
        let ([kh, kw], filters) = (self.pair("kernel_size", [1, 1])?, self.size("filters", 1)?);
        let groups = self.size("groups", 1)?;
        if !channels.is_multiple_of(groups) || !filters.is_multiple_of(groups) {
            return Err(self.unsupported(format!("`groups` {groups} of {channels} channels")));
        }
        let kernel = ("kernel", vec![kh, kw, channels / groups, filters]);
        let variables = match self.bool("use_bias", true)? {
            true => vec![kernel, ("bias", vec![filters])],
            false => vec![kernel],
        };
        self.check_variables(&variables)?;
        let (stride, dilation) =
            (self.pair("strides", [1, 1])?, self.pair("dilation_rate", [1, 1])?);
        let mut options = Conv2dOptions {
            stride: stride.into(),
            dilation: dilation.into(),
            groups,
            ..Conv2dOptions::default()
        };
        if self.pads(flow)? {
            options.padding = same_padding(options.window([kh, kw]), [height, width, channels]);
        }
        flow.slide(self, options.window([kh, kw]), filters)?;
        let (weight, bias) =
            (kernel_from_keras(&self.variables[0]), self.variables.get(1).cloned());
        self.push_activated(ConvWeights(weight, bias, options), flow, layers)
    }

    fn pool_options(&self, flow: &mut Flow) -> Result<Pool2dOptions, KerasFileErrorKind> {
        let (image, kernel) = (flow.image(self)?, self.pair("pool_size", [2, 2])?);
        let stride = self.pair("strides", kernel)?;
        let options = Pool2dOptions { stride: stride.into(), ..Pool2dOptions::new(kernel) };
        let padding = same_padding(options.window(), image);
        if self.pads(flow)? && padding != 0.into() {
            return Err(self.unsupported("`padding` \"same\" that reaches over the edge"));
        }
        flow.slide(self, options.window(), image[2])?;
        Ok(options)
    }

    /// Whether the padding is "same"; also checks that channels come last.
    fn pads(&self, flow: &Flow) -> Result<bool, KerasFileErrorKind> {
        flow.image(self)?;
        self.only("data_format", json!("channels_last"))?;
        match self.text("padding", "valid")?.as_str() {
            "valid" => Ok(false),
            "same" => Ok(true),
            other => Err(self.unsupported(format!("`padding` \"{other}\""))),
        }
    }

    fn import_batch_norm(&self, flow: &Flow, layers: &mut Vec<Boxed>) -> Done {
        let channels = flow.image(self).map(|image| image[2]).or_else(|_| flow.features(self))?;
        let (scale, center) = (self.bool("scale", true)?, self.bool("center", true)?);
        self.only("axis", json!(-1))?;
        self.only("renorm", false.into())?;
        let names =
            [("gamma", scale), ("beta", center), ("moving mean", true), ("moving variance", true)];
        let names = names.into_iter().filter(|(_, is_there)| *is_there);
        self.check_variables(&names.map(|(name, _)| (name, vec![channels])).collect::<Vec<_>>())?;
        let mut variables = self.variables.iter().map(|x| flow.import(x));
        let mut norm = BatchNorm::keras(channels);
        norm.momentum = 1.0 - self.number("momentum", 0.99)?;
        norm.epsilon = self.number("epsilon", 1e-3)?;
        let mut next = || variables.next().expect("as many as were checked");
        if scale {
            norm.weight = Param::new(next());
        }
        if center {
            norm.bias = Param::new(next());
        }
        norm.running_mean = Buffer::new(next());
        norm.running_var = Buffer::new(next());
        layers.push(Box::new(norm));
        Ok(())
    }
}
