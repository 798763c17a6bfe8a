//! The tests of `nn`: initialization, names, layers, summaries, and files of weights, whole and not.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod checkpoint;
mod embedding;
mod export;
mod gradcheck;
mod hostile;
mod import;
mod initialization;
mod layers;
mod lecun_orthogonal;
mod module;
mod summary;

use rand::{SeedableRng, rngs::ChaCha8Rng};

/// A random number generator seeded with `seed`.
fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}
