//! caught-by: equal_losses_are_their_own_mean
//! message: that divides by the number of samples that count

pub struct ClassWeights {
    pub weights: Vec<f64>,
    pub ignored: Option<usize>,
}

impl ClassWeights {
    fn weight(&self, class: usize) -> f64 {
        if self.ignored == Some(class) { 0.0 } else { self.weights[class] }
    }

    /// Counts the samples that are not ignored.
    fn divisor(&self, classes: &[usize]) -> f64 {
        let counts = |class: &&usize| self.ignored != Some(**class);
        classes.iter().filter(counts).count().max(1) as f64
    }

    pub fn scales(&self, classes: &[usize]) -> Vec<f64> {
        let divisor = self.divisor(classes);
        classes.iter().map(|class| self.weight(*class) / divisor).collect()
    }

    pub fn mean(&self, losses: &[f64], classes: &[usize]) -> f64 {
        let samples = losses.iter().zip(classes);
        let sum: f64 = samples.map(|(loss, class)| self.weight(*class) * loss).sum();
        sum / self.divisor(classes)
    }
}
