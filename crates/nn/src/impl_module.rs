//! The macro that makes a struct a module.

/// Implements [`Module`](crate::Module) for a struct by the names of its fields that are modules
/// themselves: parameters, buffers, layers.
///
/// | struct | call | implements |
/// |---|---|---|
/// | fields of `f32` | `impl_module!(Name { field, … })` | `Module<f32>` |
/// | fields of `f64` | `impl_module!(Name: f64 { field, … })` | `Module<f64>` |
/// | generic over the element type | `impl_module!(Name<T> { … })` | `Module<T>` for its `T` |
/// | with more parameters | `impl_module!(Name<T, A: Activation<T>> { … })` | `Module<T>` for its `T` |
/// | without parameters and buffers | `impl_module!(Name {})` | `Module<T>` for every `T` |
///
/// ```
/// use autograd::Param;
/// use nn::{Dense, impl_module};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use tensor::Tensor;
///
/// struct Scaled {
///     inner: Dense<f64>,
///     scale: Param<f64>,
/// }
/// impl_module!(Scaled: f64 { inner, scale });
///
/// let inner = Dense::linear(2, 1, &mut ChaCha8Rng::seed_from_u64(1));
/// let model = Scaled { inner, scale: Param::new(Tensor::scalar(1.0)) };
/// let names: Vec<String> = nn::state_dict(&model).into_iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["inner.weight", "inner.bias", "scale"]);
/// ```
///
/// Without `: f64` this does not compile, and the error says what to write:
///
/// ```compile_fail,E0277
/// struct Scaled {
///     scale: autograd::Param<f64>,
/// }
/// nn::impl_module!(Scaled { scale });     // error: `Param<f64>` is not a module of element type `f32`
/// ```
#[macro_export]
macro_rules! impl_module {
    ($name:ident<T $(, $generic:ident: $bound:path)*> { $($field:ident),* $(,)? }) => {
        impl<T: $crate::Float $(, $generic: $bound)*> $crate::Module<T> for $name<T $(, $generic)*> {
            $crate::impl_module!(@visits T $($field)*);
        }
    };
    ($name:ident {}) => {
        impl<T: $crate::Float> $crate::Module<T> for $name {
            $crate::impl_module!(@visits T);
        }
    };
    ($name:ident { $($field:ident),* $(,)? }) => {
        $crate::impl_module!($name: f32 { $($field),* });
    };
    ($name:ident: $t:ident { $($field:ident),* $(,)? }) => {
        impl $crate::Module<$t> for $name {
            $crate::impl_module!(@visits $t $($field)*);
        }
    };
    // `Module::<$t>::visit(&self.field, …)`, not `self.field.visit(…)`: so a field of another element
    // type is reported as such.
    (@visits $t:ident $($field:ident)*) => {
        fn visit<'a>(
            &'a self,
            path: &mut $crate::Path,
            visitor: &mut dyn FnMut(&$crate::Path, $crate::Leaf<'a, $t>),
        ) {
            $(path.scoped(stringify!($field), |path| {
                $crate::Module::<$t>::visit(&self.$field, path, visitor)
            });)*
            let _ = (path, visitor);
        }

        fn visit_mut<'a>(
            &'a mut self,
            path: &mut $crate::Path,
            visitor: &mut dyn FnMut(&$crate::Path, $crate::LeafMut<'a, $t>),
        ) {
            $(path.scoped(stringify!($field), |path| {
                $crate::Module::<$t>::visit_mut(&mut self.$field, path, visitor)
            });)*
            let _ = (path, visitor);
        }
    };
}
