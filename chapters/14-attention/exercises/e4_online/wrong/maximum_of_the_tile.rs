//! caught-by: the_maximum_rises_and_falls
//! message: the maximum is that of the last tile

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

    /// Takes the maximum of each tile by itself.
    ///
    /// # Shapes
    /// `scores`: any number of keys, also none; `values`: that many rows of `features`, one after the other.
    pub fn add(&mut self, scores: &[f64], values: &[f64]) {
        let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if max == f64::NEG_INFINITY {
            return;
        }
        let rescale = (self.max - max).exp();
        self.max = max;
        self.sum *= rescale;
        self.output.iter_mut().for_each(|y| *y *= rescale);
        for (s, value) in scores.iter().zip(values.chunks_exact(self.output.len())) {
            let weight = (s - max).exp();
            self.sum += weight;
            self.output.iter_mut().zip(value).for_each(|(y, v)| *y += weight * v);
        }
    }

    /// The weighted mean of all values so far; zeros if nothing was read.
    pub fn finish(&self) -> Vec<f64> {
        let divisor = if self.sum > 0.0 { self.sum } else { 1.0 };
        self.output.iter().map(|y| y / divisor).collect()
    }
}
