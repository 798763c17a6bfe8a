//! caught-by: where_no_sample_counts_the_loss_is_zero
//! message: 0/0 is NaN

pub struct ClassWeights {
    pub weights: Vec<f64>,
    pub ignored: Option<usize>,
}

impl ClassWeights {
    fn weight(&self, class: usize) -> f64 {
        if self.ignored == Some(class) { 0.0 } else { self.weights[class] }
    }

    /// Divides by 0 where no sample counts.
    fn divisor(&self, classes: &[usize]) -> f64 {
        classes.iter().map(|class| self.weight(*class)).sum()
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
