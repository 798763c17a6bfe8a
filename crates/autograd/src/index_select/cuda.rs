//! Elements selected by index on the GPU, and their gradients.

use crate::reduction::AxisSplit;
use numeric::Float;
use tensor::{Shape, Tensor};

/// The kernels' text.
const KERNEL: &str = include_str!("kernel.cu");

/// The slices `indices` of an axis of `x`, in a tensor of shape `shape`.
#[track_caller]
pub(crate) fn take<T: Float>(
    x: &Tensor<T>,
    split: AxisSplit,
    indices: &[usize],
    shape: Shape,
) -> Tensor<T> {
    let AxisSplit { len, inner, .. } = split;
    let (gpu, mut y, n) = (x.gpu(), x.new_empty(shape), indices.len());
    let count = y.len();
    expect_fit(split, indices, x.shape(), shape);
    if count > 0 {
        let indices = gpu.indices(indices);
        let launch = gpu.kernel::<T>(KERNEL, "take").output(&mut y).input(x).indices(&indices);
        // SAFETY: the arguments are those of `take`, which writes below `count`, and reads slices that exist.
        unsafe { launch.int(n).int(len).int(inner).int(count).over(count) };
    }
    y
}

/// The gradient of [`take`] with respect to its input, of shape `shape`.
#[track_caller]
pub(crate) fn take_backward<T: Float>(
    dy: &Tensor<T>,
    split: AxisSplit,
    indices: &[usize],
    shape: Shape,
) -> Tensor<T> {
    let AxisSplit { outer, len, inner } = split;
    let (mut dx, n) = (dy.new_full(shape, T::zero()), indices.len());
    expect_fit(split, indices, shape, dy.shape());
    if dy.is_empty() {
        return dx;
    }
    let (gpu, Hits { lists, hits, max }) = (dy.gpu(), Hits::new(indices));
    let lists = gpu.indices(&lists);
    let name = if max > MANY { "add_many" } else { "add_few" };
    let launch = gpu.kernel::<T>(KERNEL, name).output(&mut dx).input(dy).indices(&lists);
    let launch = launch.int(hits).int(n).int(len).int(inner);
    // SAFETY: the arguments are those of both kernels: a thread for each element of the `hits` slices at each
    // `outer` index, or a block for each 32. Slices and positions exist.
    unsafe {
        match max > MANY {
            true => launch.blocks([outer * hits * inner.div_ceil(32), 1, 1], 256),
            false => launch.int(outer * hits * inner).over(outer * hits * inner),
        }
    }
    dx
}

/// # Panics
/// Unless `whole` is split as `split` says, `taken` are as many slices of it as there are indices, and each
/// index is below the axis's length.
#[track_caller]
fn expect_fit(split: AxisSplit, indices: &[usize], whole: Shape, taken: Shape) {
    let (AxisSplit { outer, len, inner }, n) = (split, indices.len());
    let lengths = whole.len() == outer * len * inner && taken.len() == outer * n * inner;
    let inside = indices.iter().all(|index| *index < len);
    assert!(lengths && inside, "{n} slices of an axis of {whole:?} do not fit {taken:?}");
}

/// Writes `x` into `y`, each element at its index; no index occurs twice.
#[track_caller]
pub(crate) fn put<T: Float>(y: &mut Tensor<T>, x: &Tensor<T>, indices: &[usize]) {
    let (gpu, n) = (x.gpu(), x.len());
    let fits = n == indices.len() && indices.iter().all(|index| *index < y.len());
    assert!(fits, "put: {n} elements, {} indices, {:?}", indices.len(), y.shape());
    if n > 0 {
        let indices = gpu.indices(indices);
        let launch = gpu.kernel::<T>(KERNEL, "put").output(y).input(x).indices(&indices);
        // SAFETY: the arguments are those of `put`, which reads below `n`, and writes elements that exist.
        unsafe { launch.int(n).over(n) };
    }
}

/// A slice taken more often than this is summed by a whole block.
const MANY: usize = 64;

/// Which slices were taken, and at which positions.
struct Hits {
    /// The slices, where the positions of each begin (and where the last end), and all positions.
    lists: Vec<usize>,
    /// The number of slices.
    hits: usize,
    /// How often the most frequent one was taken.
    max: usize,
}

impl Hits {
    fn new(indices: &[usize]) -> Hits {
        let mut positions: Vec<usize> = (0..indices.len()).collect();
        positions.sort_by_key(|position| indices[*position]);
        let (mut slices, mut starts, mut start, mut max) = (Vec::new(), vec![0], 0, 0);
        for group in positions.chunk_by(|a, b| indices[*a] == indices[*b]) {
            slices.push(indices[group[0]]);
            start += group.len();
            starts.push(start);
            max = max.max(group.len());
        }
        Hits { hits: slices.len(), lists: [slices, starts, positions].concat(), max }
    }
}
