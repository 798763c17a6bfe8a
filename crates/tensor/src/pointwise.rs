//! Element-wise functions for every device: Rust for the CPU, the same as CUDA C++ text for the GPU.

#[cfg(feature = "cuda")]
use crate::gpu;
use crate::{Device, Tensor, expect_same_device, expect_shape};
use numeric::Float;

/// The numbers that an element-wise function has beside its elements, such as the slope of a leaky ReLU.
pub type Parameters<T> = [T; 4];

/// An element-wise function: in Rust, and what computes the same on a GPU. Made by
/// [`pointwise!`](crate::pointwise).
#[derive(Clone, Copy, Debug)]
pub struct Pointwise<F> {
    /// The function: of one to three elements and the parameters.
    pub f: F,
    /// The function as a macro of CUDA C++: `F(a, b, ...) (a * b)`.
    pub cuda: &'static str,
    /// The parameters; zeros where there are fewer.
    pub parameters: Parameters<f64>,
}

/// An element-wise [`Pointwise`] function of one to three elements, and of up to four parameters after a
/// semicolon, whose values follow at the end. `T` is the element type. An expression that is Rust and
/// CUDA C++ alike is written once; otherwise the CUDA C++ follows it.
///
/// ```
/// use tensor::{Tensor, pointwise};
///
/// let x = Tensor::new([2], vec![1.0, -2.0]);
/// assert_eq!(x.clone().unary(pointwise!(|x| -x)).as_slice(), [-1.0, 2.0]);
///
/// let limit = 0.5;
/// let clamped = pointwise!(|x; limit| x.min(limit), "x < limit ? x : limit", [limit]);
/// assert_eq!(x.unary(clamped).as_slice(), [0.5, -2.0]);
/// ```
#[macro_export]
macro_rules! pointwise {
    (
        |$($x:ident),+ $(; $($p:ident),+)?| $f:expr
        $(, $cuda:literal)? $(, [$($value:expr),+])?
    ) => {{
        #[inline(always)]
        fn f<T: $crate::Float>($($x: T),+, parameters: $crate::Parameters<T>) -> T {
            let [$($($p,)+)? ..] = parameters;
            $f
        }
        let mut parameters = [0.0; 4];
        let given: &[f64] = &[$($($value),+)?];
        parameters[..given.len()].copy_from_slice(given);
        $crate::Pointwise {
            f,
            cuda: concat!(
                "F(", stringify!($($x),+ $(, $($p),+)?), ", ...) (",
                $crate::pointwise!(@text $f $(, $cuda)?), ")"
            ),
            parameters,
        }
    }};
    (@text $f:expr) => { stringify!($f) };
    (@text $f:expr, $cuda:literal) => { $cuda };
}

impl<T: Float> Tensor<T> {
    /// `f` of each element, on the tensor's device.
    ///
    /// ```
    /// use tensor::{Tensor, pointwise};
    ///
    /// let y = Tensor::new([2], vec![1.0, -2.0]).unary(pointwise!(|x| -x));
    /// assert_eq!(y.as_slice(), [-1.0, 2.0]);
    /// ```
    pub fn unary(self, f: Pointwise<impl Fn(T, Parameters<T>) -> T>) -> Self {
        match self.device() {
            Device::Cpu => {
                let p = f.parameters.map(T::of);
                self.map(|x| (f.f)(x, p))
            }
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => gpu::pointwise(f.cuda, f.parameters, [&self], self.shape()),
        }
    }

    /// `f` of each pair of elements of two tensors of the same shape, on their device.
    ///
    /// ```
    /// use tensor::{Tensor, pointwise};
    ///
    /// let [a, b] = [[1.0, 2.0], [3.0, 4.0]].map(|x| Tensor::new([2], x.to_vec()));
    /// assert_eq!(a.binary(&b, pointwise!(|a, b| a * b)).as_slice(), [3.0, 8.0]);
    /// ```
    ///
    /// # Panics
    /// If the shapes or the devices differ.
    #[track_caller]
    pub fn binary(
        self,
        other: &Tensor<T>,
        f: Pointwise<impl Fn(T, T, Parameters<T>) -> T>,
    ) -> Self {
        expect_shape(self.shape().expect_same("binary", other.shape()));
        expect_same_device("binary", &[&self, other]);
        match self.device() {
            Device::Cpu => {
                let p = f.parameters.map(T::of);
                self.zip_map(other, |a, b| (f.f)(a, b, p))
            }
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => gpu::pointwise(f.cuda, f.parameters, [&self, other], self.shape()),
        }
    }

    /// `f` of the elements at the same index of three tensors of the same shape, on their device.
    ///
    /// ```
    /// use tensor::{Tensor, pointwise};
    ///
    /// let [a, b, c] = [2.0, 3.0, 4.0].map(Tensor::scalar);
    /// assert_eq!(a.ternary(&b, &c, pointwise!(|a, b, c| a * b + c)).item(), 10.0);
    /// ```
    ///
    /// # Panics
    /// If the shapes or the devices differ.
    #[track_caller]
    pub fn ternary(
        mut self,
        b: &Tensor<T>,
        c: &Tensor<T>,
        f: Pointwise<impl Fn(T, T, T, Parameters<T>) -> T>,
    ) -> Self {
        expect_shape(self.shape().expect_same("ternary", b.shape()));
        expect_shape(self.shape().expect_same("ternary", c.shape()));
        expect_same_device("ternary", &[&self, b, c]);
        match self.device() {
            Device::Cpu => {
                let p = f.parameters.map(T::of);
                let others = b.as_slice().iter().zip(c.as_slice());
                for (a, (b, c)) in self.as_mut_slice().iter_mut().zip(others) {
                    *a = (f.f)(*a, *b, *c, p);
                }
                self
            }
            #[cfg(feature = "cuda")]
            Device::Cuda(_) => gpu::pointwise(f.cuda, f.parameters, [&self, b, c], self.shape()),
        }
    }
}
