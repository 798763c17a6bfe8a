//! Slices of an axis selected by index.

use crate::Var;
#[cfg(feature = "cuda")]
use crate::index_select::cuda;
use crate::reduction::AxisSplit;
use numeric::{ELEMENT_COST, Float, par_row_chunks, scatter_add};
use tensor::{Device, Indices, Shape, Tensor};

impl<'t, T: Float> Var<'t, T> {
    /// The slices of axis `axis` that `indices` name; its axes replace that axis: NumPy's `take`, ONNX's
    /// `Gather`. An index may occur more than once; its gradients add up. For the first
    /// axis and a list see [`index_select`](Self::index_select).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::{Indices, Tensor};
    ///
    /// let x = Tensor::new([2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    /// let columns = Indices::new([2], vec![2, 0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).take(1, &columns));
    /// assert_eq!(y.as_slice(), [3.0, 1.0, 6.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no such axis, if an index is not below its length, or if there would be more axes
    /// or elements than there can be.
    #[track_caller]
    pub fn take(self, axis: usize, indices: &Indices) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let split = AxisSplit::new("take", shape, axis);
        if let Some(index) = indices.as_slice().iter().find(|index| **index >= split.len) {
            panic!("take: index {index} of axis {axis} of {shape:?} does not exist");
        }
        let (before, after) = (&shape.dims()[..axis], &shape.dims()[axis + 1..]);
        let Some(taken) = Shape::new(&[before, indices.shape().dims(), after].concat()) else {
            panic!("take: {:?} of {shape:?} are too many axes or elements", indices.shape())
        };
        let y = match x.device() {
            Device::Cpu => slices(&x, split, indices.as_slice(), taken),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => cuda::take(&x, split, indices.as_slice(), taken),
        };
        let indices = indices.clone();
        self.tape().record("take", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => slices_backward(&dy, split, indices.as_slice(), shape),
                #[cfg(feature = "cuda")]
                Device::Cuda(_) => cuda::take_backward(&dy, split, indices.as_slice(), shape),
            });
        })
    }
}

fn slices<T: Float>(
    x: &Tensor<T>,
    AxisSplit { len, inner, .. }: AxisSplit,
    indices: &[usize],
    shape: Shape,
) -> Tensor<T> {
    let mut y = x.new_empty(shape);
    let (slab, taken_slab) = (len * inner, indices.len() * inner);
    let src = x.as_slice();
    par_row_chunks(y.as_mut_slice(), taken_slab, taken_slab * ELEMENT_COST, &|start, slabs| {
        for (i, dst) in slabs.chunks_exact_mut(taken_slab).enumerate() {
            let src = &src[(start + i) * slab..][..slab];
            for (y, index) in dst.chunks_exact_mut(inner).zip(indices) {
                // A call of `copy_from_slice` takes longer than to copy a single element.
                match y {
                    [y] => *y = src[*index],
                    y => y.copy_from_slice(&src[index * inner..][..inner]),
                }
            }
        }
    });
    y
}

fn slices_backward<T: Float>(
    dy: &Tensor<T>,
    AxisSplit { len, inner, .. }: AxisSplit,
    indices: &[usize],
    shape: Shape,
) -> Tensor<T> {
    let mut dx = dy.new_empty(shape);
    let (slab, taken_slab) = (len * inner, indices.len() * inner);
    for (n, dx) in dx.as_mut_slice().chunks_exact_mut(slab.max(1)).enumerate() {
        scatter_add(&dy.as_slice()[n * taken_slab..][..taken_slab], indices, inner, dx);
    }
    dx
}
