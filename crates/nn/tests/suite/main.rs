//! Embedding, initialization, and the export to PyTorch.

mod embedding;
mod export;
mod initialization;

use rand::{SeedableRng, rngs::ChaCha8Rng};

/// A generator of random numbers, always the same.
fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}
