//! How well a classifier does, class by class.

/// Which classes a classifier predicted for the samples of each class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The number of samples of a class (the row) that were predicted to be of a class (the column).
    pub confusion: Vec<Vec<u32>>,
}

impl Evaluation {
    /// Counts pairs of the true class and the predicted one.
    ///
    /// ```
    /// use ch13::surnames::Evaluation;
    ///
    /// // Always the first class, of which there are three samples in four.
    /// let evaluation = Evaluation::of([(0, 0), (0, 0), (0, 0), (1, 0)], 2);
    /// assert_eq!((evaluation.accuracy(), evaluation.balanced_accuracy()), (0.75, 0.5));
    /// ```
    pub fn of(predictions: impl IntoIterator<Item = (usize, usize)>, classes: usize) -> Self {
        let mut confusion = vec![vec![0; classes]; classes];
        for (class, predicted) in predictions {
            confusion[class][predicted] += 1;
        }
        Evaluation { confusion }
    }

    /// The number of samples of a class.
    pub fn samples(&self, class: usize) -> u32 {
        self.confusion[class].iter().sum()
    }

    /// The fraction of the samples of a class that were predicted to be of it.
    pub fn recall(&self, class: usize) -> f64 {
        f64::from(self.confusion[class][class]) / f64::from(self.samples(class))
    }

    /// The fraction of all samples that were predicted rightly.
    pub fn accuracy(&self) -> f64 {
        let classes = 0..self.confusion.len();
        let right: u32 = classes.clone().map(|class| self.confusion[class][class]).sum();
        f64::from(right) / f64::from(classes.map(|class| self.samples(class)).sum::<u32>())
    }

    /// The mean of the classes' recalls: every class counts the same, however few its samples.
    pub fn balanced_accuracy(&self) -> f64 {
        let classes = 0..self.confusion.len();
        classes.clone().map(|class| self.recall(class)).sum::<f64>() / classes.len() as f64
    }
}
