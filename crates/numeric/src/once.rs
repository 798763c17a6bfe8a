//! Functions that are compiled once, not in every program.

use std::any::Any;

/// Selects, of two tables of functions, the one for the caller's element type.
///
/// A generic function is compiled where it is called: the inner loops of a crate would be compiled
/// again for each program and each test that uses them. So a crate names them in a table, of which
/// it has one for `f32` and one for `f64`; to be named there is to be compiled there. The generic
/// function that a user calls asks for the table of its type, and goes on in it.
///
/// ```
/// use numeric::{Float, of_type};
///
/// struct Rules<T> {
///     double: fn(&mut [T]),
/// }
/// impl<T: Float> Rules<T> {
///     const HERE: Self = Rules { double: |x| x.iter_mut().for_each(|x| *x += *x) };
/// }
/// static F32: Rules<f32> = Rules::HERE;
/// static F64: Rules<f64> = Rules::HERE;
///
/// fn double<T: Float>(x: &mut [T]) {
///     let rules: &Rules<T> = of_type(&F32, &F64);
///     (rules.double)(x);
/// }
/// let mut x = [1.0f32, 2.0];
/// double(&mut x);
/// assert_eq!(x, [2.0, 4.0]);
/// ```
///
/// # Panics
/// If neither table is of type `R`.
pub fn of_type<R: 'static>(f32: &'static dyn Any, f64: &'static dyn Any) -> &'static R {
    let found = f32.downcast_ref().or_else(|| f64.downcast_ref());
    found.expect("of_type: elements are f32 or f64")
}
