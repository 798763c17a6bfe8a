//! Concatenation.

use crate::Var;
use crate::reduction::AxisSplit;
use crate::shape::copy_row_ranges;
use numeric::{ELEMENT_COST, Float, par_row_chunks};
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
    let values: Vec<_> = parts.iter().map(|part| part.expect_cpu("concat")).collect();
    let rows = values.iter().map(|part| (part.as_slice(), part.shape().dims()[axis] * inner));
    let rows: Vec<_> = rows.collect();
    let row = len * inner;
    par_row_chunks(y.as_mut_slice(), row, row * ELEMENT_COST, &|first, dst| {
        for (i, mut dst) in dst.chunks_exact_mut(row).enumerate() {
            for (src, width) in &rows {
                let (now, rest) = dst.split_at_mut(*width);
                now.copy_from_slice(&src[(first + i) * width..][..*width]);
                dst = rest;
            }
        }
    });
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
