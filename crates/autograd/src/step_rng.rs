//! Random numbers for operations such as dropout, the same whenever a step is made again.

use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::cell::Cell;

/// Where the random numbers of a step come from: a function of the run's seed, of the step's
/// number, and of how many operations of the step have asked before. There is no other state, so a
/// run that goes on in the middle needs no more than seed and step to go on with the same bits.
#[derive(Default)]
pub(crate) struct StepRng {
    pub seed: u64,
    pub step: u64,
    operations: Cell<u64>,
}

impl StepRng {
    /// The first operation of a step is to come.
    pub fn begin(&mut self) {
        self.operations.set(0);
    }

    /// A generator for the next operation: ChaCha with the three numbers as its key.
    pub fn rng(&self) -> ChaCha8Rng {
        let operation = self.operations.get();
        self.operations.set(operation + 1);
        let mut key = [0; 32];
        for (place, number) in key.chunks_exact_mut(8).zip([self.seed, self.step, operation]) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        ChaCha8Rng::from_seed(key)
    }
}
