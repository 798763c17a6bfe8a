//! Where elements are: arguments of extremes, the largest ones, elements by index.

use crate::node::{Mapped, Node, composed, direct, either, several};
use autograd::{Cumulative, Var};
use numeric::Float;
use tensor::{Indices, Shape, Tensor};

pub fn mapped<'t, T: Float>(node: &Node<'_, 't, T>) -> Option<Mapped<'t, T>> {
    let of = |f: &dyn Fn(Var<'t, T>) -> Mapped<'t, T>| node.input(0).and_then(f);
    Some(match node.case.operator.as_str() {
        "ArgMax" | "ArgMin" => of(&|x| argument(node, x)),
        "TopK" => of(&|x| top(node, x)),
        "CumSum" => of(&|x| cumulative(node, x)),
        "Gather" => of(&|x| {
            let (axis, indices) = axis_and_indices(node, x)?;
            direct(x.take(axis, &indices))
        }),
        "GatherElements" => of(&|x| {
            let (axis, indices) = axis_and_indices(node, x)?;
            direct(x.gather(axis, &indices))
        }),
        "Scatter" | "ScatterElements" => of(&|x| scattered(node, x)),
        "OneHot" => one_hot(node),
        _ => return None,
    })
}

/// Indices as elements.
fn elements<'t, T: Float>(node: &Node<'_, 't, T>, indices: &Indices) -> Var<'t, T> {
    let data = indices.as_slice().iter().map(|index| T::of(*index as f64)).collect();
    node.tape.constant(&Tensor::new(indices.shape(), data))
}

/// The last of equal ones is the first one backwards.
fn argument<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axis = node.axis(node.int("axis", 0), x.shape().rank());
    let is_last = node.int("select_last_index", 0) == 1;
    let x = if is_last { x.flip(&[axis]) } else { x };
    let indices = if node.case.operator == "ArgMax" { x.argmax(axis) } else { x.argmin(axis) };
    let positions = elements(node, &indices);
    let last = x.shape().dims()[axis] - 1;
    let positions = if is_last { node.scalar(last as f64) - positions } else { positions };
    either(positions.reshape(node.output_shape(0)?), !is_last)
}

fn top<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axis = node.axis(node.int("axis", -1), x.shape().rank());
    let k = node.number(1).ok_or("no number of elements")? as usize;
    let (values, indices) =
        if node.int("largest", 1) == 1 { x.top_k(k, axis) } else { x.bottom_k(k, axis) };
    several(vec![values, elements(node, &indices)], false)
}

fn cumulative<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let axis = node.axis(node.number(1).ok_or("no axis")? as i64, x.shape().rank());
    let [exclusive, reverse] = ["exclusive", "reverse"].map(|name| node.int(name, 0) == 1);
    direct(x.cumsum_with(axis, Cumulative { exclusive, reverse }))
}

/// The axis, and the indices along it, none of them negative.
fn axis_and_indices<T: Float>(
    node: &Node<'_, '_, T>,
    x: Var<'_, T>,
) -> Result<(usize, Indices), &'static str> {
    let axis = node.axis(node.int("axis", 0), x.shape().rank());
    let (array, n) = (node.array(1).ok_or("no indices")?, x.shape().dims()[axis]);
    let data = array.integers().into_iter().map(|index| node.axis(index, n)).collect();
    let shape = Shape::new(&array.shape).ok_or("more than six axes")?;
    Ok((axis, Indices::new(shape, data)))
}

fn scattered<'t, T: Float>(node: &Node<'_, 't, T>, x: Var<'t, T>) -> Mapped<'t, T> {
    let (axis, indices) = axis_and_indices(node, x)?;
    match node.text("reduction") {
        "" | "none" => direct(x.scatter(axis, &indices, node.input(2)?)),
        "add" => direct(x.scatter_add(axis, &indices, node.input(2)?)),
        _ => Err("a product or an extreme of what is scattered"),
    }
}

/// Between the two values that the case names, the classes on an axis of its own.
fn one_hot<'t, T: Float>(node: &Node<'_, 't, T>) -> Mapped<'t, T> {
    let (array, depth) = (node.array(0).ok_or("no indices")?, node.number(1).ok_or("no depth")?);
    let &[off, on] = &node.array(2).ok_or("no values")?.data[..] else { return Err("no values") };
    let data: Vec<i64> = array.integers();
    if data.iter().any(|index| !(-depth..depth).contains(&(*index as f64))) {
        return Err("an index outside of the classes");
    }
    let classes = data.into_iter().map(|index| node.axis(index, depth as usize)).collect();
    let shape = Shape::new(&array.shape).ok_or("more than six axes")?;
    let ones = Indices::new(shape, classes).one_hot::<T>(depth as usize);
    let y = node.tape.constant(&ones) * node.scalar(on - off) + node.scalar(off);
    composed(last_axis_to(node, y))
}

/// The last axis moved to where the attribute `axis` says.
fn last_axis_to<'t, T: Float>(node: &Node<'_, 't, T>, y: Var<'t, T>) -> Var<'t, T> {
    let last = y.shape().rank() - 1;
    let mut order: Vec<usize> = (0..last).collect();
    order.insert(node.axis(node.int("axis", -1), last + 1), last);
    y.permute(&order)
}
