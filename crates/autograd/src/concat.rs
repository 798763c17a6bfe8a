//! Concatenation.

use crate::Var;
use crate::reduction::AxisSplit;
use crate::shape::copy_row_ranges;
use numeric::Float;
use tensor::{ShapeError, expect_shape};

/// The concatenation of `parts` along axis `axis`; in the backward pass each part gets its slice of
/// the gradient.
///
/// ```
/// use autograd::{Tape, concat};
/// use tensor::Tensor;
///
/// let (a, b) = (Tensor::new([2, 1], vec![1.0, 2.0]), Tensor::new([2, 2], vec![3.0, 4.0, 5.0, 6.0]));
/// let joined = Tape::<f64>::new().no_grad(|tape| concat(&[tape.constant(&a), tape.constant(&b)], 1));
/// assert_eq!(joined.as_slice(), [1.0, 3.0, 4.0, 2.0, 5.0, 6.0]);
/// ```
///
/// # Panics
/// If there are no parts, or if their shapes differ in another axis than `axis`.
#[track_caller]
pub fn concat<'t, T: Float>(parts: &[Var<'t, T>], axis: usize) -> Var<'t, T> {
    let Some(first) = parts.first() else { panic!("concat: there are no parts") };
    let lhs = first.shape();
    let mut len = 0;
    for part in parts {
        let rhs = part.shape();
        len += AxisSplit::new("concat", rhs, axis).len;
        if rhs.rank() != lhs.rank() || lhs.with_dim(axis, 1) != rhs.with_dim(axis, 1) {
            let requirement = "all axes but the concatenated one must be equal";
            expect_shape(Err(ShapeError { op: "concat", lhs, rhs, requirement }))
        }
    }
    let shape = lhs.with_dim(axis, len);
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
