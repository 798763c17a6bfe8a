//! What can be seen on the way.

/// What can be seen on the way, at one point of the path: a [`IterateRef`] while descent goes on, or a
/// [`IterateRecord`] that is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Iterate<T, P> {
    /// The steps from the start to here.
    pub step: usize,
    /// The point, `x`.
    pub point: P,
    /// `f(x)`; in stochastic descent, of the batch that is next.
    pub value: T,
    /// `‖∇f(x)‖`; in stochastic descent, of the batch that is next.
    pub gradient_norm: T,
    /// The size of the step that led here; 0 at the start.
    pub step_size: T,
}

/// A look at a point on the way.
pub type IterateRef<'a, T> = Iterate<T, &'a [T]>;

/// A point on the way, kept.
pub type IterateRecord<T> = Iterate<T, Vec<T>>;

impl<T: Clone> IterateRef<'_, T> {
    /// Keeps it.
    pub fn to_record(self) -> IterateRecord<T> {
        let Iterate { step, point, value, gradient_norm, step_size } = self;
        Iterate { step, point: point.to_vec(), value, gradient_norm, step_size }
    }
}
