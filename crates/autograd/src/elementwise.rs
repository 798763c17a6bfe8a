//! Further element-wise functions.

mod clamp;
mod compare;
mod hyperbolic;
mod piecewise;
mod power;
mod rounding;
mod trigonometry;

use numeric::{ELEMENT_COST, Float, par_chunks};
use tensor::{Device, Parameters, Pointwise, Tensor};

/// As [`Tensor::binary`], in parallel: for functions that take long.
pub(crate) fn par_binary<T: Float>(
    mut a: Tensor<T>,
    b: &Tensor<T>,
    f: Pointwise<impl Fn(T, T, Parameters<T>) -> T + Sync>,
) -> Tensor<T> {
    match a.device() {
        Device::Cpu => {
            let (p, b) = (f.parameters.map(T::of), b.as_slice());
            par_chunks(a.as_mut_slice(), ELEMENT_COST, &|start, a| {
                a.iter_mut().zip(&b[start..]).for_each(|(a, b)| *a = (f.f)(*a, *b, p));
            });
            a
        }
        #[cfg(feature = "cuda")]
        Device::Cuda(_) => a.binary(b, f),
    }
}

/// Element-wise functions: for each a method of `Var` and the [`Activation`](neurons::Activation) that
/// it applies. Each line has the name, the type, the function, and its derivative by input and output;
/// and both for a GPU, of `x` and `y`.
macro_rules! functions {
    ($(
        $(#[$doc:meta])*
        $name:ident, $Type:ident, |$z:ident| $f:expr, |$x:ident, $y:ident| $slope:expr,
        $cuda:literal, $cuda_slope:literal;
    )*) => {
        $(
            #[derive(Clone, Copy)]
            struct $Type;

            impl<T: numeric::Float> neurons::Activation<T> for $Type {
                const NAME: &'static str = stringify!($name);
                const DERIVATIVE_NEEDS_INPUT: bool = true;
                const CUDA: Option<neurons::CudaActivation> = Some(neurons::CudaActivation {
                    apply: concat!("F(x, ...) (", $cuda, ")"),
                    backward: concat!("F(dy, x, y, ...) (dy * (", $cuda_slope, "))"),
                });

                fn apply(self, $z: T) -> T {
                    $f
                }
                fn derivative(self, $x: T, $y: T) -> T {
                    $slope
                }
            }
        )*
        impl<'t, T: numeric::Float> crate::Var<'t, T> {
            $(
                $(#[$doc])*
                #[track_caller]
                pub fn $name(self) -> crate::Var<'t, T> {
                    self.activate($Type)
                }
            )*
        }
    };
}
use functions;
