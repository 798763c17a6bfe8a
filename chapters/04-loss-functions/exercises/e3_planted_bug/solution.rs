//! Solution of 4.3.

/// How much the samples of each class count.
pub struct ClassWeights {
    /// One weight for each class, at least 0.
    pub weights: Vec<f64>,
    /// The class whose samples do not count, such as padding.
    pub ignored: Option<usize>,
}

impl ClassWeights {
    /// The weight of a sample of this class.
    fn weight(&self, class: usize) -> f64 {
        if self.ignored == Some(class) { 0.0 } else { self.weights[class] }
    }

    /// What the sum over these samples is divided by to be their mean: the sum of their weights.
    ///
    /// Not their number: that is right only where every weight is 1. An ignored sample adds 0 here as
    /// it does in the sum, so it changes nothing; and what all weights are multiplied by cancels.
    fn divisor(&self, classes: &[usize]) -> f64 {
        let total: f64 = classes.iter().map(|class| self.weight(*class)).sum();
        // Where no sample counts, the sum is 0, and 0/0 would be NaN.
        if total > 0.0 { total } else { 1.0 }
    }

    /// The factor of each sample in the mean: what its gradient is multiplied by.
    pub fn scales(&self, classes: &[usize]) -> Vec<f64> {
        let divisor = self.divisor(classes);
        classes.iter().map(|class| self.weight(*class) / divisor).collect()
    }

    /// The weighted mean of the losses of these samples, of which each has a class.
    pub fn mean(&self, losses: &[f64], classes: &[usize]) -> f64 {
        let samples = losses.iter().zip(classes);
        let sum: f64 = samples.map(|(loss, class)| self.weight(*class) * loss).sum();
        sum / self.divisor(classes)
    }
}
