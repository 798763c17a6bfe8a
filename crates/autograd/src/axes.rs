//! Operations along any axis, or along several at once.

mod columns;
mod cumulative;
mod extremes;
mod logsumexp;
mod prelu;
mod product;
mod selected;
mod softmax;
mod sums;
mod take;
mod top_k;
mod variance;

pub use cumulative::Cumulative;
use tensor::Shape;

/// What is left of a shape when some of its axes are reduced.
#[derive(Clone, Copy)]
struct Reduced {
    /// The axes reduced have length 1.
    kept: Shape,
    /// The output's shape: as `kept`, or without these axes.
    output: Shape,
    /// The number of elements that become one.
    count: usize,
}

impl Reduced {
    /// The shapes when `axes`, or all if there are none, are reduced.
    ///
    /// # Panics
    /// At the caller's line, if there is no such axis, or if one is named twice.
    #[track_caller]
    fn new(op: &str, shape: Shape, axes: &[usize], keepdim: bool) -> Reduced {
        let mut is_reduced = [axes.is_empty(); Shape::MAX_RANK];
        for axis in axes {
            assert!(*axis < shape.rank(), "{op}: {shape:?} has no axis {axis}");
            assert!(!is_reduced[*axis], "{op}: axis {axis} is named twice");
            is_reduced[*axis] = true;
        }
        let dims = || shape.dims().iter().zip(is_reduced);
        let kept: Vec<usize> =
            dims().map(|(dim, reduced)| if reduced { 1 } else { *dim }).collect();
        let rest: Vec<usize> =
            dims().filter(|(_, reduced)| !reduced).map(|(dim, _)| *dim).collect();
        let count = dims().filter(|(_, reduced)| *reduced).map(|(dim, _)| dim).product();
        let [kept, rest] = [kept, rest].map(|dims| {
            Shape::new(&dims).expect("fewer axes and elements than a shape that exists")
        });
        Reduced { kept, output: if keepdim { kept } else { rest }, count }
    }
}
