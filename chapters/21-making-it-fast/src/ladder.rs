//! The matrix product `C = A·B` in seven steps, each with one idea more than the one before.
//!
//! | function | what is new | what it saves |
//! |---|---|---|
//! | [`naive()`] | the definition | |
//! | [`reordered`] | loops in another order | reads down a column, and waits for sums |
//! | [`blocked`] | blocks that fit the second cache | reads of `B` from afar |
//! | [`packed`] | `B` copied into panels, sums in registers | reads and writes of `C` |
//! | [`tiled`] | a tile of sums in registers, fused multiply-add | reads of `A` and `B` |
//! | [`threaded`] | rows in tasks | waiting for one core |
//! | [`book()`] | the product of crate `numeric` | |
//!
//! All take `[m, k, n]` and row-major matrices: `a` is `m × k`, `b` is `k × n`, `c` is `m × n`.
//! What was in `c` does not matter.
//!
//! # Panics
//! Each of them, if a size is 0 or a slice has not the length that the sizes give.

mod blocked;
mod book;
mod naive;
mod packed;
mod reordered;
mod threaded;
mod tiled;

pub use blocked::blocked;
pub use book::book;
pub use naive::naive;
pub use packed::packed;
pub use reordered::reordered;
pub use threaded::threaded;
pub use tiled::{TILE, tiled};

/// A product `C = A·B` of row-major matrices, of sizes `[m, k, n]`.
pub type Product = fn(&[f32], &[f32], &mut [f32], [usize; 3]);

/// One step of the ladder.
#[derive(Clone, Copy, Debug)]
pub struct Rung {
    /// What is new in it.
    pub name: &'static str,
    /// Its name in a results file.
    pub key: &'static str,
    /// The product.
    pub product: Product,
}

// ANCHOR: rungs
/// The ladder, from the lowest rung to the highest.
pub const RUNGS: [Rung; 7] = [
    Rung { name: "definition", key: "naive", product: naive },
    Rung { name: "loop order", key: "reordered", product: reordered },
    Rung { name: "blocks", key: "blocked", product: blocked },
    Rung { name: "packed panels", key: "packed", product: packed },
    Rung { name: "register tile", key: "tiled", product: tiled },
    Rung { name: "threads", key: "threaded", product: threaded },
    Rung { name: "the book's product", key: "book", product: book },
];
// ANCHOR_END: rungs

/// # Panics
/// At the caller's line, if a size is 0 or a slice has not the length that the sizes give.
#[track_caller]
fn check_sizes(a: &[f32], b: &[f32], c: &[f32], [m, k, n]: [usize; 3]) {
    assert!(m > 0 && k > 0 && n > 0, "product of sizes {:?}: none may be 0", [m, k, n]);
    let (found, expected) = ([a.len(), b.len(), c.len()], [m * k, k * n, m * n]);
    assert!(found == expected, "product: a, b and c have {found:?} elements, not {expected:?}");
}
