//! A gentle beginning.

use super::Schedule;

/// A straight rise to another schedule's first rate, then that schedule: at step `t` of the `steps`
/// of the rise, `(t + 1)/steps` of it. An optimizer's moments are guesses at first; small steps keep
/// them from doing harm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Warmup<S> {
    /// The steps of the rise.
    pub steps: u64,
    /// What follows, counted from the end of the rise.
    pub after: S,
}

impl<S: Schedule> Schedule for Warmup<S> {
    fn lr_at(&self, done: u64) -> f64 {
        match done.checked_sub(self.steps) {
            Some(done) => self.after.lr_at(done),
            None => self.after.lr_at(0) * (done + 1) as f64 / self.steps as f64,
        }
    }
}
