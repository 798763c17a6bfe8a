//! # 4.3 The report: padding makes the loss smaller
//!
//! A user of the weighted mean below writes:
//!
//! > My network predicts a class for each word. The texts of a batch are of different lengths, so I
//! > fill them up with a class of padding, which the loss ignores. Rare classes have larger weights
//! > than frequent ones. With all weights 1 and no padding, loss and gradient agree with PyTorch,
//! > and padding has no gradient, as it should be. But with one long text in the batch the loss is
//! > smaller, and the network learns more slowly. And when I made all weights ten times larger,
//! > training diverged, though only their ratios should count.
//!
//! Each sample, here a word, has a loss $`L_i`$ and a class $`t_i`$, and each class a weight. What
//! is asked for is the weighted mean of the losses. Each sample's gradient is multiplied by the
//! factor that its loss has in this mean.
//!
//! Run the tests, and find the fault before you change anything. Which of them pass, and what do
//! those acquit? With pencil: three words with the losses 2, 2 and 2, of which one is padding; what
//! is their mean, whatever the weights are? Then mend the code. A batch in which no sample counts is
//! still to have the loss 0, and the gradient 0.

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

    /// What the sum over these samples is divided by to be their mean.
    fn divisor(&self, classes: &[usize]) -> f64 {
        // At least 1, so that an empty batch has the loss 0.
        classes.len().max(1) as f64
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
