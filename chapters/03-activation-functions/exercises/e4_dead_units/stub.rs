//! # 3.4 A census of dead units
//!
//! A rectifier whose sum is not positive outputs 0, and its slope is 0: for this sample no gradient
//! comes through, and the unit's weights stay as they are. That is nothing bad, as long as other
//! samples make the sum positive. A unit whose sum is positive for *no* sample is *dead*: nothing
//! that these samples teach can reach it any more.
//!
//! Given the sums $`z`$ of a layer, its *pre-activations*, one row for each unit and one column for
//! each sample, count the dead units. Also find which fraction of all outputs $`\max(z, 0)`$ is zero.
//! The two are not the same: in a healthy layer half of the outputs may be zero, and no unit dead.
//!
//! To test yourself: of
//!
//! ```math
//! z = \begin{pmatrix} 1 & -2 & -3 \\ -1 & 0 & -4 \end{pmatrix}
//! ```
//!
//! one unit is dead, the second, and $`\tfrac56`$ of the outputs are zero. In nalgebra,
//! `z.row_iter()` walks over the rows and `z.column_iter()` over the columns; `z[(i, s)]` is the
//! sum of unit $`i`$ for sample $`s`$.

use nalgebra::DMatrix;

/// What is found in a layer of rectifiers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    /// How many units output 0 for every sample.
    pub dead: usize,
    /// The fraction of all outputs that is 0, between 0 and 1.
    pub zeros: f64,
}

/// Counts a layer's dead units and its zeros.
///
/// # Shapes
/// `z`: `units × samples` (one column for each sample), at least one of each.
pub fn census(z: &DMatrix<f64>) -> Census {
    todo!("3.4: the census of {} units for {} samples", z.nrows(), z.ncols())
}
