//! Iterates, as callbacks and histories hold them.

/// An iterate with its value: an [`IterateRef`] in a callback, or an [`IterateRecord`] in a
/// history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Iterate<T, P> {
    /// The number of steps from the start.
    pub step: usize,
    /// The point, `x`.
    pub point: P,
    /// `f(x)`; in stochastic descent, of the next batch.
    pub value: T,
    /// `‖∇f(x)‖`; in stochastic descent, of the next batch.
    pub gradient_norm: T,
    /// The step size that led to this iterate; 0 at the start.
    pub step_size: T,
}

/// A borrowed iterate, as a callback receives it.
pub type IterateRef<'a, T> = Iterate<T, &'a [T]>;

/// An owned iterate, as a history holds it.
pub type IterateRecord<T> = Iterate<T, Vec<T>>;

impl<T: Clone> IterateRef<'_, T> {
    /// An owned copy.
    ///
    /// ```
    /// use gradient_descent::IterateRef;
    ///
    /// let (value, gradient_norm, step_size) = (0.5, 1.0, 0.1);
    /// let iterate = IterateRef { step: 3, point: &[1.0], value, gradient_norm, step_size };
    /// assert_eq!(iterate.to_record().point, vec![1.0]);
    /// ```
    pub fn to_record(self) -> IterateRecord<T> {
        let Iterate { step, point, value, gradient_norm, step_size } = self;
        Iterate { step, point: point.to_vec(), value, gradient_norm, step_size }
    }
}
