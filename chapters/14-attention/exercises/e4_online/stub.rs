//! # 14.4 Softmax in one pass
//!
//! A query reads keys with the scores $`z_j`$ and the values $`v_j`$, and its output is
//!
//! ```math
//! y = \frac{\sum_j e^{z_j - m}\, v_j}{\sum_j e^{z_j - m}}, \qquad m = \max_j z_j.
//! ```
//!
//! The maximum seems to need a pass of its own, and all scores in memory until it is known. It does not.
//! Let scores and values come in *tiles*, a few keys at a time, and keep three things only: the maximum
//! so far, and the two sums, relative to that maximum. When a tile brings a larger one, what was summed
//! so far is rescaled, for
//!
//! ```math
//! e^{z - m_{\text{new}}} = e^{z - m_{\text{old}}} \cdot e^{m_{\text{old}} - m_{\text{new}}}.
//! ```
//!
//! FlashAttention, which many libraries use on a GPU, is built on this: the memory for a query no longer
//! grows with the number of keys. Write `add` and `finish`. Scores may be near ±1000. A key that may not
//! be read has the score −∞; a whole tile may be such, even the first, and mind that −∞ − (−∞) is NaN.
//! If nothing at all was read, the output is zero.
//!
//! To test yourself: first a tile with the score 0 and the value 4, then one with the score $`\ln 3`$
//! and the value 8. After the first tile maximum, sum and output are 0, 1, 4, after the second
//! $`\ln 3`$, 4/3, 28/3. So $`y = 7`$.

/// The mean of values, weighted by the softmax of their scores, that come in tiles.
#[derive(Clone, Debug)]
pub struct OnlineSoftmax {
    /// The maximum of all scores so far; −∞ before the first.
    pub max: f64,
    /// `Σ e^(z − max)` over all scores so far.
    pub sum: f64,
    /// `Σ e^(z − max)·v` over all scores so far, as long as a value.
    pub output: Vec<f64>,
}

impl OnlineSoftmax {
    /// The state before the first tile, for values of so many features.
    pub fn new(features: usize) -> Self {
        OnlineSoftmax { max: f64::NEG_INFINITY, sum: 0.0, output: vec![0.0; features] }
    }

    /// Takes a tile in. A score of −∞ is that of a key that may not be read.
    ///
    /// # Shapes
    /// `scores`: any number of keys, also none; `values`: that many rows of `features`, one after the other.
    pub fn add(&mut self, scores: &[f64], values: &[f64]) {
        todo!("14.4: {self:?} and a tile of {} scores, {} values", scores.len(), values.len())
    }

    /// The weighted mean of all values so far; zeros if nothing was read.
    pub fn finish(&self) -> Vec<f64> {
        todo!("14.4: the mean, from {self:?}")
    }
}
