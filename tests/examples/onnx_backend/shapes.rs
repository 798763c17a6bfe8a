//! Other shapes, orders and parts of the same elements.

use crate::node::{Mapped, Node, composed, direct, either, several};
use autograd::{PadMode, Var, concat};
use numeric::Float;
use tensor::{Shape, Tensor};

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let reshaped = || direct(node.input(0)?.reshape(node.output_shape(0)?));
    let of = |f: &dyn Fn(Var<'t, T>) -> Mapped<'t, T>| node.input(0).and_then(f);
    Some(match node.case.operator.as_str() {
        "Identity" => of(&direct),
        "Reshape" | "Flatten" => reshaped(),
        "Squeeze" | "Unsqueeze" => reshaped(),
        "Transpose" => of(&|x| transposed(node, x)),
        "Expand" => of(&|x| direct(x.expand(node.output_shape(0)?))),
        "Tile" => of(&|x| direct(x.repeat(&positions(node, 1)))),
        "Concat" => concatenated(node),
        "Split" => of(&|x| split(node, x)),
        "Slice" => of(&|x| sliced(node, x)),
        "Pad" => of(&|x| padded(node, x)),
        "Where" => chosen(node),
        "Trilu" => of(&|x| triangle(node, x)),
        "DepthToSpace" => of(&|x| to_space(node, x)),
        "SpaceToDepth" => of(&|x| to_depth(node, x)),
        _ => return None,
    })
}

/// An input of whole numbers that are not negative.
fn positions<T: Float>(node: &Node<'_, '_, T>, input: usize) -> Vec<usize> {
    let integers = node.array(input).map(|array| array.integers()).unwrap_or_default();
    integers.into_iter().map(|it| it as usize).collect()
}

fn transposed<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axes = node.ints("perm").map(|axes| axes.iter().map(|axis| *axis as usize).collect());
    direct(x.permute(&axes.unwrap_or_else(|| (0..x.shape().rank()).rev().collect::<Vec<_>>())))
}

fn concatenated<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let parts: Vec<_> = (0..node.case.inputs.len()).filter_map(|i| node.optional(i)).collect();
    let rank = parts.first().ok_or("no input")?.shape().rank();
    direct(concat(&parts, node.axis(node.int("axis", 0), rank)))
}

fn split<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axis = node.axis(node.int("axis", 0), x.shape().rank());
    let parts = (0..node.case.outputs.len()).map(|i| Ok(node.output_shape(i)?.dims()[axis]));
    let lengths = parts.collect::<Result<Vec<_>, &'static str>>()?;
    several(x.split(&lengths, axis), false)
}

fn sliced<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let list = |input: usize| node.array(input).map(|array| array.integers());
    let (starts, ends) = (list(1).ok_or("no starts")?, list(2).ok_or("no ends")?);
    let axes = list(3).unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = list(4).unwrap_or_else(|| vec![1; starts.len()]);
    let mut y = x;
    for (i, axis) in axes.iter().enumerate() {
        let axis = node.axis(*axis, x.shape().rank());
        let [start, end] = [starts[i], ends[i]].map(|it| Some(it as isize));
        // An end far below the first element includes it, which Python writes as none.
        let is_whole = steps[i] < 0 && ends[i] < -(x.shape().dims()[axis] as i64);
        y = y.slice(axis, start, if is_whole { None } else { end }, steps[i] as isize);
    }
    either(y, axes.len() == 1)
}

fn padded<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let rank = x.shape().rank();
    let pads = node.array(1).ok_or("no widths")?.integers();
    let axes = match node.array(3) {
        Some(axes) => axes.integers().into_iter().map(|axis| node.axis(axis, rank)).collect(),
        None => (0..rank).collect::<Vec<_>>(),
    };
    let mut widths = vec![(0, 0); rank];
    for (i, axis) in axes.iter().enumerate() {
        widths[*axis] = (pads[i] as isize, pads[i + axes.len()] as isize);
    }
    direct(x.pad(
        &widths,
        match node.text("mode") {
            "reflect" => PadMode::Reflect,
            "edge" => PadMode::Replicate,
            "wrap" => PadMode::Circular,
            _ => PadMode::Constant(node.number(2).unwrap_or(0.0)),
        },
    ))
}

fn chosen<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let mask = node.tensor(0).ok_or("no condition")?;
    direct(node.input(1)?.where_(&mask, node.input(2)?))
}

/// One operation with a mask that is the same for every matrix.
fn triangle<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let &[.., rows, columns] = x.shape().dims() else { return Err("no matrix") };
    let (k, is_upper) = (node.number(1).unwrap_or(0.0) as i64, node.int("upper", 1) == 1);
    let keeps = |i: usize| {
        let above = (i % columns) as i64 - (i / columns) as i64;
        if is_upper { above >= k } else { above <= k }
    };
    let mask = (0..rows * columns).map(|i| T::of(f64::from(u8::from(keeps(i))))).collect();
    direct(x.where_(&Tensor::new([rows, columns], mask), node.scalar(0.0)))
}

fn to_space<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let ([n, c, h, w], block) = (x.dims(), node.int("blocksize", 1) as usize);
    let depth = c / (block * block);
    let y = match node.text("mode") {
        "CRD" => x.reshape([n, depth, block, block, h, w]).permute(&[0, 1, 4, 2, 5, 3]),
        _ => x.reshape([n, block, block, depth, h, w]).permute(&[0, 3, 4, 1, 5, 2]),
    };
    composed(y.reshape([n, depth, h * block, w * block]))
}

fn to_depth<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let ([n, c, h, w], block) = (x.dims(), node.int("blocksize", 1) as usize);
    let blocks = x.reshape(Shape::from([n, c, h / block, block, w / block, block]));
    let y = match node.text("mode") {
        "CRD" => blocks.permute(&[0, 1, 3, 5, 2, 4]),
        _ => blocks.permute(&[0, 3, 5, 1, 2, 4]),
    };
    composed(y.reshape([n, c * block * block, h / block, w / block]))
}
