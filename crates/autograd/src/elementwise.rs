//! Further element-wise functions.

mod clamp;
mod compare;
mod hyperbolic;
mod piecewise;
mod power;
mod rounding;
mod trigonometry;

/// Element-wise functions: for each a method of `Var` and the [`Activation`](neurons::Activation) that
/// it applies. Each line has the name, the type, the function, and its derivative by input and output.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident, $Type:ident, |$z:ident| $f:expr, |$x:ident, $y:ident| $slope:expr;)*) => {
        $(
            #[derive(Clone, Copy)]
            struct $Type;

            impl<T: numeric::Float> neurons::Activation<T> for $Type {
                const NAME: &'static str = stringify!($name);
                const DERIVATIVE_NEEDS_INPUT: bool = true;

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
