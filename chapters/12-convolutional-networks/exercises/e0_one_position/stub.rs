//! # 12.0 A kernel at one position
//!
//! Two minutes, before anything moves. A kernel of 3 × 3 weights lies on nine pixels, a *patch* of the
//! image. Each weight meets the pixel that lies under it:
//!
//! ```math
//! z = \sum_{i=0}^{2} \sum_{j=0}^{2} w_{ij}\, x_{ij}.
//! ```
//!
//! Write that sum. `w[i][j]` is the weight in row $`i`$ and column $`j`$, `x[i][j]` the pixel there.

/// What a kernel makes of one patch: `z = Σ w(i, j)·x(i, j)`.
pub fn at_one_position(w: [[f32; 3]; 3], x: [[f32; 3]; 3]) -> f32 {
    todo!("12.0: z from the weights {w:?} and the pixels {x:?}")
}
