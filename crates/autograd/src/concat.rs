//! Several values, one after the other.

use crate::Var;
use crate::reduction::AlongAxis;
use crate::shape::copy_rows;
use numeric::Float;
use tensor::{ShapeError, fit};

/// `parts` one after the other along axis `axis`; on the way back each gets its part of the
/// gradient.
///
/// ```
/// use autograd::{Tape, concat};
/// use tensor::Tensor;
///
/// let (a, b) = (Tensor::new([2, 1], vec![1.0, 2.0]), Tensor::new([2, 2], vec![3.0, 4.0, 5.0, 6.0]));
/// let joined = Tape::<f64>::new().evaluate(|tape| concat(&[tape.constant(&a), tape.constant(&b)], 1));
/// assert_eq!(joined.as_slice(), [1.0, 3.0, 4.0, 2.0, 5.0, 6.0]);
/// ```
///
/// # Panics
/// If there are no parts, or if they differ in another axis than `axis`.
#[track_caller]
pub fn concat<'t, T: Float>(parts: &[Var<'t, T>], axis: usize) -> Var<'t, T> {
    let Some(first) = parts.first() else { panic!("concat: there is nothing to join") };
    let left = first.shape();
    let mut len = 0;
    for part in parts {
        let right = part.shape();
        len += AlongAxis::new("concat", right, axis).len;
        if right.rank() != left.rank() || left.with(axis, 1) != right.with(axis, 1) {
            let rule = "all axes but the joined one must be equal";
            fit(Err(ShapeError { op: "concat", left, right, rule }))
        }
    }
    let shape = left.with(axis, len);
    let inner = AlongAxis::new("concat", shape, axis).inner;
    let mut y = first.on_cpu("concat").beside(shape);
    let mut start = 0;
    for part in parts {
        let row = part.shape().dims()[axis] * inner;
        copy_rows(part.on_cpu("concat").as_slice(), row, 0, y.as_mut_slice(), len * inner, start);
        start += row;
    }
    let shapes: Vec<_> = parts.iter().map(|part| part.shape()).collect();
    first.tape().record_many("concat", y, parts, move |dy, slots| {
        let mut start = 0;
        for (slot, shape) in slots.iter().zip(shapes) {
            let row = shape.dims()[axis] * inner;
            slot.add(|| {
                let mut part = dy.beside(shape);
                copy_rows(dy.as_slice(), len * inner, start, part.as_mut_slice(), row, 0);
                part
            });
            start += row;
        }
    })
}
