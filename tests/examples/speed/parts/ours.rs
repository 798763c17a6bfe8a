//! Our parts. A new one is a line in the table here, and one in `parts.py`.

use super::language;
use super::sizes::{
    BATCHES, CONTEXTS, DOUBLINGS, HIDDEN, IMAGES, LARGE, LAYERS, LOGITS, MATRICES, NETWORKS,
    SEQUENCES, Size, TOKENS,
};
use activations::Relu;
use autograd::{Param, Tape, Var};
use cnn::prelude::Identity;
use cnn::{ConvTranspose2d, ConvTranspose2dOptions};
use nn::{Dense, Forward, Initialization};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use numeric::ELEMENT_COST;
use optimizers::{Adagrad, Adam, AdamW, Lion, Muon, Optimizer, RmsProp, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, StandardNormal};
use regularization::Dropout;
use tensor::{Shape, Tensor};

/// One step of what is timed.
pub type Step = Box<dyn FnMut() + Send>;

/// Something that is timed, at some sizes.
pub struct Part {
    pub name: &'static str,
    pub sizes: &'static [Size],
    /// Makes it ready to step.
    pub step: fn(&[Shape]) -> Step,
}

/// What is timed, with the settings that PyTorch has by default.
pub const PARTS: &[Part] = &[
    Part { name: "sgd", sizes: NETWORKS, step: |s| optimizer(s, Sgd::default()) },
    Part { name: "momentum", sizes: NETWORKS, step: |s| optimizer(s, momentum(false)) },
    Part { name: "nesterov", sizes: NETWORKS, step: |s| optimizer(s, momentum(true)) },
    Part { name: "adagrad", sizes: NETWORKS, step: |s| optimizer(s, Adagrad::default()) },
    Part { name: "rmsprop", sizes: NETWORKS, step: |s| optimizer(s, RmsProp::default()) },
    Part { name: "adam", sizes: NETWORKS, step: |s| optimizer(s, Adam::default()) },
    Part { name: "amsgrad", sizes: NETWORKS, step: |s| optimizer(s, amsgrad()) },
    Part { name: "adamw", sizes: NETWORKS, step: |s| optimizer(s, AdamW::default()) },
    Part { name: "lion", sizes: NETWORKS, step: |s| optimizer(s, Lion::default()) },
    Part { name: "muon", sizes: MATRICES, step: |s| optimizer(s, Muon::default()) },
    Part { name: "triad", sizes: LARGE, step: triad },
    Part { name: "relu", sizes: HIDDEN, step: |s| function(s, |x| x.relu()) },
    Part { name: "sigmoid", sizes: HIDDEN, step: |s| function(s, |x| x.sigmoid()) },
    Part { name: "tanh", sizes: HIDDEN, step: |s| function(s, |x| x.tanh()) },
    Part { name: "gelu", sizes: HIDDEN, step: |s| function(s, |x| x.gelu()) },
    Part { name: "silu", sizes: HIDDEN, step: |s| function(s, |x| x.silu()) },
    Part { name: "erf", sizes: HIDDEN, step: |s| function(s, |x| x.erf()) },
    Part {
        name: "sum_pixels",
        sizes: IMAGES,
        step: |s| function(s, |x| x.sum_dims(&[0, 2, 3], false)),
    },
    Part { name: "conv_transpose2d", sizes: DOUBLINGS, step: conv_transpose2d },
    Part { name: "softmax", sizes: LOGITS, step: |s| function(s, |x| x.softmax()) },
    Part { name: "dense", sizes: LAYERS, step: dense },
    Part { name: "batch_norm", sizes: BATCHES, step: |s| layer(s, batch_norm(s[0])) },
    Part { name: "group_norm", sizes: IMAGES, step: |s| layer(s, group_norm(s[0])) },
    Part { name: "layer_norm", sizes: TOKENS, step: |s| layer(s, LayerNorm::new(s[0].last_dim())) },
    Part { name: "rms_norm", sizes: TOKENS, step: |s| layer(s, rms_norm(s[0].last_dim())) },
    Part { name: "batch_norm_eval", sizes: BATCHES, step: |s| inference(s, batch_norm(s[0])) },
    Part { name: "group_norm_eval", sizes: IMAGES, step: |s| inference(s, group_norm(s[0])) },
    Part {
        name: "layer_norm_eval",
        sizes: TOKENS,
        step: |s| inference(s, LayerNorm::new(s[0].last_dim())),
    },
    Part {
        name: "rms_norm_eval",
        sizes: TOKENS,
        step: |s| inference(s, rms_norm(s[0].last_dim())),
    },
    Part { name: "dropout", sizes: HIDDEN, step: |s| layer(s, Dropout::new(0.5)) },
    Part { name: "cross_entropy", sizes: LOGITS, step: cross_entropy },
    Part { name: "mean_squared_error", sizes: LOGITS, step: mean_squared_error },
    Part {
        name: "attention",
        sizes: SEQUENCES,
        step: |s| language::causal_attention(normal(s[0])),
    },
    Part { name: "generate", sizes: CONTEXTS, step: language::generate },
];

fn momentum(nesterov: bool) -> Sgd {
    Sgd { momentum: 0.9, nesterov, ..Sgd::default() }
}

fn batch_norm(shape: Shape) -> BatchNorm {
    BatchNorm::new(shape.dims()[1])
}

/// 32 groups, as in the paper, where there are so many channels.
fn group_norm(shape: Shape) -> GroupNorm {
    let channels = shape.dims()[1];
    GroupNorm::new(channels.min(32), channels)
}

/// PyTorch's epsilon is the precision of its numbers.
fn rms_norm(features: usize) -> RmsNorm {
    RmsNorm::new(features, f32::EPSILON.into())
}

fn amsgrad() -> Adam {
    Adam { amsgrad: true, ..Adam::default() }
}

/// A step of an optimizer, along gradients that stay the same.
fn optimizer(shapes: &[Shape], mut optimizer: impl Optimizer<f32> + 'static) -> Step {
    let mut model: Vec<Param> = shapes.iter().map(|shape| Param::new(normal(*shape))).collect();
    let gradients = Tape::new().gradients(|tape| {
        let terms =
            model.iter().zip(shapes).map(|(p, shape)| (tape.param(p) * &normal(*shape)).sum());
        terms.reduce(|a, b| a + b).expect("a network has parameters")
    });
    Box::new(move || optimizer.step(&mut model, &gradients))
}

/// `x + a·y`, which only the memory's bandwidth limits: 12 bytes are read or written an element.
fn triad(shapes: &[Shape]) -> Step {
    let (x, y) = (normal(shapes[0]), normal(shapes[0]));
    let mut sum = x.clone();
    Box::new(move || {
        let (x, y, sum) = (x.as_slice(), y.as_slice(), sum.as_mut_slice());
        numeric::par_chunks(sum, ELEMENT_COST, &|start, sum| {
            for ((sum, x), y) in sum.iter_mut().zip(&x[start..]).zip(&y[start..]) {
                *sum = *x + 0.5 * *y;
            }
        });
    })
}

/// The sum of what a function gives, forward and backward.
fn function(shapes: &[Shape], f: impl for<'t> Fn(Var<'t>) -> Var<'t> + Send + 'static) -> Step {
    let (x, mut tape) = (normal(shapes[0]), Tape::new());
    Box::new(move || drop(tape.gradients(|tape| f(tape.leaf(&x)).sum())))
}

/// A layer with ReLU: the gradients of its input, weight and bias.
fn dense(shapes: &[Shape]) -> Step {
    let (inputs, outputs) = (shapes[0].last_dim(), shapes[1].last_dim());
    layer(shapes, Dense::new(inputs, outputs, Relu, &mut ChaCha8Rng::seed_from_u64(1)))
}

/// A transposed convolution that doubles both sides.
fn conv_transpose2d(shapes: &[Shape]) -> Step {
    let [inputs, outputs, kernel, _] = normal(shapes[1]).dims();
    let options =
        ConvTranspose2dOptions { stride: 2.into(), padding: 1.into(), ..Default::default() };
    let (init, rng) = (Initialization::TorchDefault, &mut ChaCha8Rng::seed_from_u64(1));
    let channels = [inputs, outputs];
    layer(shapes, ConvTranspose2d::with_init(channels, kernel, options, Identity, init, rng))
}

/// The sum of what a layer gives: the gradients of its input and its parameters.
fn layer(shapes: &[Shape], layer: impl Forward<f32> + Send + 'static) -> Step {
    function(shapes, move |x| layer.forward(x))
}

/// The output of a layer in evaluation mode, without gradients.
fn inference(shapes: &[Shape], layer: impl Forward<f32> + Send + 'static) -> Step {
    let (x, mut tape) = (normal(shapes[0]), Tape::new());
    Box::new(move || drop(tape.no_grad(|tape| layer.forward(tape.constant(&x)))))
}

fn cross_entropy(shapes: &[Shape]) -> Step {
    let (x, mut tape) = (normal(shapes[0]), Tape::new());
    let [samples, outputs] = x.dims();
    let classes: Vec<usize> = (0..samples).map(|sample| sample % outputs).collect();
    Box::new(move || drop(tape.gradients(|tape| tape.leaf(&x).cross_entropy(&classes))))
}

fn mean_squared_error(shapes: &[Shape]) -> Step {
    let (x, mut tape) = (normal(shapes[0]), Tape::new());
    let targets = normal(shapes[0]);
    Box::new(move || {
        drop(tape.gradients(|tape| tape.leaf(&x).mean_squared_error(targets.as_slice())));
    })
}

/// Standard normal numbers.
fn normal(shape: Shape) -> Tensor {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    Tensor::from_fn(shape, || StandardNormal.sample(&mut rng))
}
