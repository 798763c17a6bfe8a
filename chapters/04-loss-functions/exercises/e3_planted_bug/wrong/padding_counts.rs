//! caught-by: ignored_samples_have_no_gradient
//! message: the samples of class 1 are ignored, and no others

pub struct ClassWeights {
    pub weights: Vec<f64>,
    pub ignored: Option<usize>,
}

impl ClassWeights {
    /// Lets the ignored samples count, above as below.
    fn weight(&self, class: usize) -> f64 {
        self.weights[class]
    }

    fn divisor(&self, classes: &[usize]) -> f64 {
        let total: f64 = classes.iter().map(|class| self.weight(*class)).sum();
        if total > 0.0 { total } else { 1.0 }
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
