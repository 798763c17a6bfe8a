//! Normalizations.

use crate::node::{Mapped, Node, composed, direct, several};
use autograd::Var;
use normalization::NormOps;
use numeric::Float;
use tensor::Tensor;

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let epsilon = node.float("epsilon", 1e-5);
    Some(match node.case.operator.as_str() {
        "BatchNormalization" => batch(node, epsilon),
        "InstanceNormalization" => {
            node.input(0).and_then(|x| group(node, x, x.shape().dims()[1], epsilon))
        }
        "GroupNormalization" => {
            node.input(0).and_then(|x| group(node, x, node.int("num_groups", 1) as usize, epsilon))
        }
        "LayerNormalization" => layer(node, epsilon),
        "RMSNormalization" => rms(node, epsilon),
        "MeanVarianceNormalization" => node.input(0).and_then(|x| mean_and_variance(node, x)),
        "LRN" => node.input(0).and_then(|x| local_response(node, x)),
        _ => return None,
    })
}

fn batch<'t, T: Float>(node: &Node<'_, 't, T>, epsilon: f64) -> Mapped<'t, T> {
    let [x, w, b] = [node.input(0)?, node.input(1)?, node.input(2)?];
    let missing = "no running statistics";
    let (mean, variance) = (node.tensor(3).ok_or(missing)?, node.tensor(4).ok_or(missing)?);
    if node.int("training_mode", 0) == 0 {
        return direct(x.batch_norm_inference(&mean, &variance, w, b, epsilon));
    }
    let (y, stats) = x.batch_norm(w, b, epsilon);
    let momentum = node.float("momentum", 0.9);
    let running = |old: &Tensor<T>, new: Tensor<T>| {
        let new = node.tape.constant(&new.reshape(old.shape()));
        node.tape.constant(old) * node.scalar(momentum) + new * node.scalar(1.0 - momentum)
    };
    several(vec![y, running(&mean, stats.mean), running(&variance, stats.variance)], true)
}

fn group<'t, T: Float>(
    node: &Node<'_, 't, T>,
    x: Var<'t, T>,
    groups: usize,
    epsilon: f64,
) -> Mapped<'t, T> {
    direct(x.group_norm(groups, node.input(1)?, node.input(2)?, epsilon))
}

/// An input whose axes from `axis` on are one, and how many elements that one has.
fn rows<'t, T: Float>(node: &Node<'_, 't, T>) -> Result<(Var<'t, T>, usize), &'static str> {
    let x = node.input(0)?;
    let axis = node.axis(node.int("axis", -1), x.shape().rank());
    let features = x.shape().dims()[axis..].iter().product();
    Ok((x.reshape([x.shape().len() / features, features]), features))
}

/// The mean and the inverse of the standard deviation are outputs too.
fn layer<'t, T: Float>(node: &Node<'_, 't, T>, epsilon: f64) -> Mapped<'t, T> {
    let (x, features) = rows(node)?;
    let b = node.optional(2).unwrap_or_else(|| node.tape.constant(&Tensor::zeros([features])));
    let y = x.layer_norm(node.input(1)?.reshape([features]), b.reshape([features]), epsilon);
    let mean = x.mean_dims(&[1], false);
    let variance = x.var_dims(&[1], 0, false) + node.scalar(epsilon);
    let outputs = [y, mean, variance.rsqrt()].into_iter().enumerate();
    let shaped = outputs.map(|(i, y)| Ok(y.reshape(node.output_shape(i)?)));
    several(shaped.collect::<Result<_, &'static str>>()?, true)
}

fn rms<'t, T: Float>(node: &Node<'_, 't, T>, epsilon: f64) -> Mapped<'t, T> {
    let (x, features) = rows(node)?;
    let y = x.rms_norm(node.input(1)?.reshape([features]), epsilon);
    direct(y.reshape(node.output_shape(0)?))
}

/// Over all axes but the channels' it is batch normalization.
fn mean_and_variance<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axes = node.ints("axes").unwrap_or_else(|| vec![0, 2, 3]);
    let channels = x.shape().dims()[1];
    let [w, b] = [T::one(), T::zero()].map(|value| Tensor::full([channels], value));
    match axes[..] {
        [0, 2, 3] => direct(x.batch_norm(&w, &b, 0.0).0),
        _ => Err("other axes than a channel's"),
    }
}

/// Each element divided by a power of the mean square of its neighbours in other channels.
fn local_response<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let (size, channels) = (node.int("size", 1) as usize, x.shape().dims()[1]);
    let mut widths = vec![(0, 0); x.shape().rank()];
    widths[1] = (((size - 1) / 2) as isize, (size / 2) as isize);
    let squares = x.powi(2).pad(&widths, autograd::PadMode::Constant(0.0));
    let windows = (0..size).map(|i| squares.narrow(1, i..i + channels));
    let sum = windows.reduce(|a, b| a + b).ok_or("an empty window")?;
    let scale = node.scalar(node.float("alpha", 1e-4) / size as f64);
    let divisor =
        (sum * scale + node.scalar(node.float("bias", 1.0))).powf(node.float("beta", 0.75));
    composed(x / divisor)
}
