//! Several values, one after the other.

use crate::Var;
use crate::reduction::AxisSplit;
use crate::shape::copy_row_ranges;
use numeric::Float;
use tensor::{ShapeError, expect_shape};

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
        len += AxisSplit::new("concat", right, axis).len;
        if right.rank() != left.rank() || left.with_dim(axis, 1) != right.with_dim(axis, 1) {
            let rule = "all axes but the joined one must be equal";
            expect_shape(Err(ShapeError { op: "concat", lhs: left, rhs: right, requirement: rule }))
        }
    }
    let shape = left.with_dim(axis, len);
    let inner = AxisSplit::new("concat", shape, axis).inner;
    let mut y = first.expect_cpu("concat").new_empty(shape);
    let mut start = 0;
    for part in parts {
        let row = part.shape().dims()[axis] * inner;
        copy_row_ranges(
            part.expect_cpu("concat").as_slice(),
            row,
            0,
            y.as_mut_slice(),
            len * inner,
            start,
        );
        start += row;
    }
    let shapes: Vec<_> = parts.iter().map(|part| part.shape()).collect();
    first.tape().record_dyn("concat", y, parts, move |dy, slots| {
        let mut start = 0;
        for (slot, shape) in slots.iter().zip(shapes) {
            let row = shape.dims()[axis] * inner;
            slot.accumulate(|| {
                let mut part = dy.new_empty(shape);
                copy_row_ranges(dy.as_slice(), len * inner, start, part.as_mut_slice(), row, 0);
                part
            });
            start += row;
        }
    })
}
