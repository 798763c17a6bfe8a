//! Random numbers for operations such as dropout, the same whenever a step is repeated.

use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::cell::Cell;

/// The source of a step's random numbers: a function of the run's seed, of the step's index, and of
/// how many operations of the step have drawn before. There is no other state, so a resumed run
/// needs no more than seed and step to continue with the same bits.
#[derive(Clone, Default)]
pub(crate) struct StepRng {
    pub seed: u64,
    pub step: u64,
    operations: Cell<u64>,
}

impl StepRng {
    /// Starts a step: the next operation is its first.
    pub fn begin(&mut self) {
        self.operations.set(0);
    }

    /// A generator for the next operation: ChaCha with seed, step and operation as its key.
    pub fn rng(&self) -> ChaCha8Rng {
        let operation = self.operations.get();
        self.operations.set(operation + 1);
        let mut key = [0; 32];
        for (bytes, part) in key.chunks_exact_mut(8).zip([self.seed, self.step, operation]) {
            bytes.copy_from_slice(&part.to_le_bytes());
        }
        ChaCha8Rng::from_seed(key)
    }
}
