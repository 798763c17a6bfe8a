//! What a layer adds: parameters, multiplications with additions, outputs.

use super::layer::Layer;

/// What one layer, or a block of them, takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What kind of layer it is.
    pub name: String,
    /// The shape of its output for one sample.
    pub shape: Vec<u64>,
    /// The number of trainable parameters.
    pub parameters: u64,
    /// Multiplications that are added to a sum, for one sample forward.
    pub multiply_adds: u64,
    /// The elements of all outputs in it, for one sample: what the backward pass needs again.
    pub outputs: u64,
}

impl Row {
    fn add(&mut self, parameters: u64, multiply_adds: u64, outputs: u64) {
        self.parameters += parameters;
        self.multiply_adds += multiply_adds;
        self.outputs += outputs;
    }

    // ANCHOR: conv
    /// A convolution with `inputs` channels for each filter, and batch normalization if asked for.
    fn conv(
        &mut self,
        inputs: u64,
        kernel: u64,
        [filters, h, w]: [u64; 3],
        bias: bool,
        norm: bool,
    ) {
        let weights = inputs * kernel * kernel * filters;
        let outputs = filters * h * w;
        self.add(weights + u64::from(bias) * filters, weights * h * w, outputs);
        if norm {
            self.add(2 * filters, 0, outputs);
        }
    }

    /// A dense layer at each of `n` positions.
    fn dense(&mut self, n: u64, inputs: u64, outputs: u64, bias: bool) {
        let weights = inputs * outputs;
        self.add(weights + u64::from(bias) * outputs, n * weights, n * outputs);
    }

    /// Attention of `n` positions to `m`: queries, keys, values; each position's products with all
    /// others; the sums weighted by them; one more dense layer; a layer normalization.
    fn attention(&mut self, [n, m]: [u64; 2], width: u64, heads: u64, bias: bool) {
        self.dense(n, width, width, bias);
        self.dense(m, width, width, bias);
        self.dense(m, width, width, bias);
        self.add(0, n * m * width, heads * n * m);
        self.add(0, n * m * width, n * width);
        self.dense(n, width, width, bias);
        self.add(2 * width, 0, n * width);
    }
    // ANCHOR_END: conv
}

/// The row of a layer for an input of this shape.
///
/// # Errors
/// If the layer cannot take such a shape.
pub(super) fn count(layer: &Layer, shape: &[u64]) -> Result<Row, String> {
    let mut row = Row::default();
    let (name, shape) = match (layer, shape) {
        (
            &Layer::Conv { filters, kernel, stride, padding, groups, pairs, bias, norm },
            &[c, h, w],
        ) => {
            let [h, w] = [slid(h, kernel, stride, padding)?, slid(w, kernel, stride, padding)?];
            if groups == 0 || c % groups != 0 || filters % groups != 0 {
                return Err(format!("{groups} groups do not divide {c} and {filters} channels"));
            }
            row.conv(c / groups, kernel, [filters, h, w], bias, norm);
            if let Some(pairs) = pairs {
                // Of c · filters pairs only these have a weight.
                let weights = pairs * kernel * kernel;
                row.parameters = weights + u64::from(bias) * filters;
                row.multiply_adds = weights * h * w;
            }
            ("convolution", vec![filters, h, w])
        }
        (&Layer::Pool { kernel, stride, padding, trainable }, &[c, h, w]) => {
            let [h, w] = [slid(h, kernel, stride, padding)?, slid(w, kernel, stride, padding)?];
            let additions = u64::from(trainable) * c * h * w * kernel * kernel;
            row.add(u64::from(trainable) * 2 * c, additions, c * h * w);
            ("pooling", vec![c, h, w])
        }
        (Layer::GlobalPool, &[c, _, _]) => {
            row.add(0, 0, c);
            ("global pooling", vec![c])
        }
        (&Layer::Dense { outputs }, &[n, width]) => {
            row.dense(n, width, outputs, true);
            ("dense", vec![n, outputs])
        }
        (&Layer::Dense { outputs }, shape) => {
            row.dense(1, shape.iter().product(), outputs, true);
            ("dense", vec![outputs])
        }
        (&Layer::Distances { outputs }, &[units]) => {
            row.add(0, units * outputs, outputs);
            ("distances", vec![outputs])
        }
        (&Layer::Bottlenecks { count, width, stride }, &[c, h, w]) => {
            let [h, w] = [h.div_ceil(stride), w.div_ceil(stride)];
            for block in 0..count {
                let inputs = if block == 0 { c } else { 4 * width };
                row.conv(inputs, 1, [width, h, w], false, true);
                row.conv(width, 3, [width, h, w], false, true);
                row.conv(width, 1, [4 * width, h, w], false, true);
                if block == 0 {
                    row.conv(inputs, 1, [4 * width, h, w], false, true);
                }
            }
            ("bottlenecks", vec![4 * width, h, w])
        }
        (&Layer::Embedding { tokens, width }, &[n]) => {
            row.add(tokens * width, 0, n * width);
            ("embedding", vec![n, width])
        }
        (&Layer::Added { count }, &[n, width]) => {
            row.add(count * width, 0, n * width);
            ("added vectors", vec![n, width])
        }
        (Layer::Norm, &[n, width]) => {
            row.add(2 * width, 0, n * width);
            ("normalization", vec![n, width])
        }
        (&Layer::Transformer { count, heads, inner, cross, bias }, &[n, width]) => {
            for _ in 0..count {
                row.attention([n, n], width, heads, bias);
                if cross {
                    row.attention([n, n], width, heads, bias);
                }
                row.dense(n, width, inner, true);
                row.dense(n, inner, width, true);
                row.add(2 * width, 0, n * width);
            }
            (if cross { "decoder blocks" } else { "Transformer blocks" }, vec![n, width])
        }
        (Layer::First, &[_, width]) => ("first position", vec![width]),
        (&Layer::TiedOutput { tokens }, &[n, width]) => {
            row.add(0, n * width * tokens, n * tokens);
            ("tied output", vec![n, tokens])
        }
        _ => return Err(format!("{layer:?} cannot take an input of the shape {shape:?}")),
    };
    let times = match layer {
        Layer::Bottlenecks { count, .. } | Layer::Transformer { count, .. } => format!("{count} "),
        _ => String::new(),
    };
    Ok(Row { name: times + name, shape, ..row })
}

/// The number of positions of a window along a side.
fn slid(side: u64, kernel: u64, stride: u64, padding: u64) -> Result<u64, String> {
    let padded = side + 2 * padding;
    if stride == 0 || kernel == 0 || padded < kernel {
        return Err(format!("a window of {kernel} does not slide by {stride} over {padded}"));
    }
    Ok((padded - kernel) / stride + 1)
}
