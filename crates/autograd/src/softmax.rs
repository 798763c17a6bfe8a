//! Softmax and log-softmax along the last axis.

use crate::Var;
use activations::{log_softmax, log_softmax_backward, softmax, softmax_backward};
use numeric::{ELEMENT_COST, Float, par_column_chunks};
use tensor::{Device, Tensor};

#[cfg(feature = "cuda")]
mod cuda;

impl<'t, T: Float> Var<'t, T> {
    /// The softmax along the last axis: [`activations::softmax`]. A row that is masked with −∞
    /// throughout becomes NaN, as in PyTorch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&Tensor::zeros([1, 4])).softmax());
    /// assert_eq!(y.as_slice(), [0.25; 4]);
    /// ```
    #[track_caller]
    pub fn softmax(self) -> Var<'t, T> {
        let x = self.value();
        let y = match x.device() {
            Device::Cpu => map_rows(&x, softmax),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => cuda::softmax(&gpu, &x, false),
        };
        let out = y.clone();
        self.tape().record("softmax", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => zip_rows(dy, &out, softmax_backward),
                #[cfg(feature = "cuda")]
                Device::Cuda(gpu) => cuda::softmax_backward(&gpu, dy, &out, false),
            });
        })
    }

    /// The logarithm of [`softmax`](Self::softmax), exact where a probability is tiny:
    /// [`activations::log_softmax`].
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let logits = Tensor::new([1, 2], vec![0.0, 1000.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&logits).log_softmax());
    /// assert_eq!(y.as_slice(), [-1000.0, 0.0]);
    /// ```
    #[track_caller]
    pub fn log_softmax(self) -> Var<'t, T> {
        let x = self.value();
        let y = match x.device() {
            Device::Cpu => map_rows(&x, log_softmax),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => cuda::softmax(&gpu, &x, true),
        };
        let out = y.clone();
        self.tape().record("log_softmax", y, [self], move |dy, [dx]| {
            dx.accumulate(|| match dy.device() {
                Device::Cpu => zip_rows(dy, &out, log_softmax_backward),
                #[cfg(feature = "cuda")]
                Device::Cuda(gpu) => cuda::softmax_backward(&gpu, dy, &out, true),
            });
        })
    }
}

/// A copy of `x` with `f` applied to each row in place, in parallel.
fn map_rows<T: Float>(x: &Tensor<T>, f: impl Fn(&mut [T]) + Sync) -> Tensor<T> {
    let (mut y, x) = (x.new_empty(x.shape()), x.as_matrix());
    par_column_chunks(y.as_matrix_mut(), x.nrows() * ELEMENT_COST, &|start, mut y| {
        for (i, mut y) in y.column_iter_mut().enumerate() {
            let y = y.as_mut_slice();
            y.copy_from_slice(x.column(start + i).as_slice());
            f(y);
        }
    });
    y
}

/// `f` applied to each row of `y` and `dy`, changing `dy` in place, in parallel.
fn zip_rows<T: Float>(
    mut dy: Tensor<T>,
    y: &Tensor<T>,
    f: impl Fn(&[T], &mut [T]) + Sync,
) -> Tensor<T> {
    let y = y.as_matrix();
    par_column_chunks(dy.as_matrix_mut(), y.nrows() * ELEMENT_COST, &|start, mut dy| {
        for (i, mut dy) in dy.column_iter_mut().enumerate() {
            f(y.column(start + i).as_slice(), dy.as_mut_slice());
        }
    });
    dy
}
