//! Concatenation.

use crate::Var;
use crate::reduction::AxisSplit;
use crate::shape::row_ranges;
use numeric::{ELEMENT_COST, Float, par_row_chunks};
#[cfg(feature = "cuda")]
use tensor::write_strided;
use tensor::{Device, Shape, ShapeError, Tensor, expect_same_device, expect_shape};

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
    let values: Vec<_> = parts.iter().map(|part| part.value()).collect();
    expect_same_device("concat", &values.iter().collect::<Vec<_>>());
    let row = len * inner;
    let y = joined_rows(&values, shape, row);
    let shapes: Vec<_> = parts.iter().map(|part| part.shape()).collect();
    first.tape().record_dyn("concat", y, parts, move |dy, slots| {
        let mut start = 0;
        for (slot, shape) in slots.iter().zip(shapes) {
            let width = shape.dims()[axis] * inner;
            slot.accumulate(|| row_ranges(&dy, row, start, shape, width));
            start += width;
        }
    })
}

/// The parts' rows one after the other, in rows of `row` elements.
fn joined_rows<T: Float>(parts: &[Tensor<T>], shape: Shape, row: usize) -> Tensor<T> {
    let mut y = parts[0].new_empty(shape);
    if shape.is_empty() {
        return y;
    }
    let n = shape.len() / row;
    match y.device() {
        Device::Cpu => {
            let rows: Vec<_> = parts.iter().map(|x| (x.as_slice(), x.len() / n)).collect();
            par_row_chunks(y.as_mut_slice(), row, row * ELEMENT_COST, &|first, dst| {
                for (i, mut dst) in dst.chunks_exact_mut(row).enumerate() {
                    for (src, width) in &rows {
                        let (now, rest) = dst.split_at_mut(*width);
                        now.copy_from_slice(&src[(first + i) * width..][..*width]);
                        dst = rest;
                    }
                }
            });
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => {
            let mut start = 0;
            for x in parts {
                let width = x.len() / n;
                let x = x.clone().reshape([n, width]);
                write_strided(&mut y, start, &[row as isize, 1], &x);
                start += width;
            }
        }
    }
    y
}
