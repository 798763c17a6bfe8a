//! Rows selected by index.

use crate::Var;
#[cfg(feature = "cuda")]
use crate::reduction::AxisSplit;
use numeric::{Float, scatter_add};
use tensor::{Device, Shape, Tensor};

#[cfg(feature = "cuda")]
pub(crate) mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The rows `indices` of the first axis, in that order: PyTorch's `index_select` along axis 0. An
    /// index may occur more than once; its gradients add up. This is how an embedding is looked up.
    ///
    /// # Shapes
    /// `self`: `[n, …]`, the output `[indices, …]`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3, 1], vec![10.0, 20.0, 30.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).index_select(&[2, 0, 2]));
    /// assert_eq!(y.as_slice(), [30.0, 10.0, 30.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no axis, or if an index is not below `n`.
    #[track_caller]
    pub fn index_select(self, indices: &[usize]) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        assert!(shape.rank() > 0, "index_select: a scalar has no rows");
        let n = shape.dims()[0];
        if let Some(index) = indices.iter().find(|index| **index >= n) {
            panic!("index_select: row {index} of {shape:?} does not exist: there are {n}");
        }
        let width = shape.len().checked_div(n).unwrap_or(0);
        let selected = shape.with_dim(0, indices.len());
        let y = match x.device() {
            Device::Cpu => rows(&x, indices, width, selected),
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => {
                cuda::take(&x, AxisSplit::new("index_select", shape, 0), indices, selected)
            }
        };
        let indices = indices.to_vec();
        self.tape().record("index_select", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => {
                    let mut dx = dy.new_empty(shape);
                    scatter_add(dy.as_slice(), &indices, width, dx.as_mut_slice());
                    dx
                }
                #[cfg(feature = "cuda")]
                Device::Cuda(_) => {
                    let split = AxisSplit::new("index_select", shape, 0);
                    cuda::take_backward(&dy, split, &indices, shape)
                }
            });
        })
    }
}

/// The rows `indices` of `x`, each of `width` elements.
fn rows<T: Float>(x: &Tensor<T>, indices: &[usize], width: usize, shape: Shape) -> Tensor<T> {
    let mut y = x.new_empty(shape);
    let (src, dst) = (x.as_slice(), y.as_mut_slice());
    for (row, index) in dst.chunks_exact_mut(width.max(1)).zip(indices) {
        let src = &src[index * width..][..width];
        // A call of `copy_from_slice` takes longer than to copy a single element.
        if let ([y], [x]) = (&mut *row, src) { *y = *x } else { row.copy_from_slice(src) }
    }
    y
}
