//! # 14.5 Rotary positions
//!
//! Attention by itself does not know where a token stands. Rotary positions turn each query and each
//! key by angles that grow with the position: then their inner product depends on how far apart the two
//! are, and on nothing else about where they are.
//!
//! The $`d`$ features of a query (or key) form $`d/2`$ pairs $`(a, b)`$. At position $`p`$ pair number
//! $`i`$, counted from 0, is turned, as a point in the plane, by its own angle:
//!
//! ```math
//! \theta_i = p \cdot 10\,000^{-2i/d},
//! ```
//!
//! ```math
//! a' = a \cos\theta_i - b \sin\theta_i,
//! ```
//!
//! ```math
//! b' = a \sin\theta_i + b \cos\theta_i.
//! ```
//!
//! The first pair turns fastest, one radian for each position, the last one slowest.
//!
//! Which features are a pair? There are two layouts, and weights trained with one give nonsense with the
//! other. This exercise takes **halves**, as GPT-NeoX does: pair $`i`$ is feature $`i`$ and feature
//! $`i + d/2`$. (The paper takes neighbours, $`2i`$ and $`2i + 1`$: *interleaved*.)
//!
//! To test yourself: with $`d = 4`$ and $`p = 1`$, (1, 0, 0, 0) becomes (0.5403, 0, 0.8415, 0), and
//! (0, 1, 0, 0) becomes (0, 0.99995, 0, 0.0100).

/// Turns a query or a key by its position, in place: pair `i`, the features `i` and `i + d/2`, by the
/// angle `position·10000^(−2i/d)`.
///
/// # Shapes
/// `x`: `d`, an even number.
pub fn rotate(x: &mut [f64], position: usize) {
    todo!("14.5: {x:?}, turned by the position {position}")
}
