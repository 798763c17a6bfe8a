//! The predictions of a trained classifier.

use autograd::Tape;
use data::Dataset;
use nn::Forward;
use training::argmax;

/// The prediction for one sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The predicted class, the argmax of the logits.
    pub class: usize,
    /// The predicted probability of that class, by softmax.
    pub confidence: f32,
    /// The true class.
    pub label: usize,
}

impl Prediction {
    /// Whether the predicted class is the true one.
    ///
    /// ```
    /// let prediction = report::Prediction { class: 3, confidence: 0.9, label: 5 };
    /// assert!(!prediction.is_correct());
    /// ```
    pub fn is_correct(&self) -> bool {
        self.class == self.label
    }
}

/// The predictions for all samples of a data set, in their order.
///
/// ```
/// use nn::{Dense, Flatten, sequential};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use report::Predictions;
///
/// let test = data::digits().test;
/// let model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
/// let predictions = Predictions::new(&model, &test);
/// let correct: u32 = (0..10).map(|class| predictions.confusion_matrix(10)[class][class]).sum();
/// assert_eq!(predictions.correct(), correct as usize);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Predictions(pub Vec<Prediction>);

impl Predictions {
    /// Evaluates the model on the data set, in batches. Nothing is recorded for a backward pass.
    ///
    /// ```
    /// use nn::{Dense, Flatten, sequential};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let test = data::digits().test;
    /// let model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
    /// let predictions = report::Predictions::new(&model, &test);
    /// assert_eq!(predictions.0.len(), test.len());
    /// assert!(predictions.0.iter().all(|it| it.confidence >= 0.1 && it.confidence <= 1.0));
    /// ```
    pub fn new(model: &impl Forward<f32>, data: &impl Dataset<f32, Targets = Vec<usize>>) -> Self {
        let (mut tape, indices) = (Tape::new(), (0..data.len() as u32).collect::<Vec<_>>());
        let mut predictions = Vec::with_capacity(data.len());
        for indices in indices.chunks(256) {
            let batch = data.get_batch(indices);
            let logits = tape.no_grad(|tape| model.forward(tape.constant(&batch.inputs)));
            let probabilities = tape.no_grad(|tape| tape.constant(&logits).softmax());
            let classes = logits.shape().last_dim();
            let rows = logits.as_slice().chunks_exact(classes);
            let rows = rows.zip(probabilities.as_slice().chunks_exact(classes));
            predictions.extend(rows.zip(batch.targets).map(|((logits, probabilities), label)| {
                let class = argmax(logits);
                Prediction { class, confidence: probabilities[class], label }
            }));
        }
        Predictions(predictions)
    }

    /// How many predictions are correct.
    ///
    /// ```
    /// use report::{Prediction, Predictions};
    ///
    /// let wrong = Prediction { class: 3, confidence: 0.9, label: 5 };
    /// let correct = Prediction { class: 5, ..wrong };
    /// assert_eq!(Predictions(vec![wrong, correct, wrong]).correct(), 1);
    /// ```
    pub fn correct(&self) -> usize {
        self.0.iter().filter(|prediction| prediction.is_correct()).count()
    }

    /// The confusion matrix: how often each true class (the row) was predicted as each class (the
    /// column).
    ///
    /// ```
    /// use report::{Prediction, Predictions};
    ///
    /// let wrong = Prediction { class: 0, confidence: 0.9, label: 1 };
    /// let correct = Prediction { class: 1, ..wrong };
    /// let matrix = Predictions(vec![wrong, correct, wrong]).confusion_matrix(2);
    /// assert_eq!(matrix, [[0, 0], [2, 1]]);
    /// ```
    ///
    /// # Panics
    /// If a class is `classes` or more.
    pub fn confusion_matrix(&self, classes: usize) -> Vec<Vec<u32>> {
        let mut counts = vec![vec![0; classes]; classes];
        for prediction in &self.0 {
            counts[prediction.label][prediction.class] += 1;
        }
        counts
    }

    /// The indices of the wrong predictions with the highest confidence, at most `max_count`, the
    /// highest first.
    ///
    /// ```
    /// use report::{Prediction, Predictions};
    ///
    /// let unsure = Prediction { class: 0, confidence: 0.6, label: 1 };
    /// let sure = Prediction { confidence: 0.9, ..unsure };
    /// let correct = Prediction { class: 1, ..sure };
    /// let predictions = Predictions(vec![unsure, correct, sure, unsure]);
    /// assert_eq!(predictions.misclassified(2), [2, 0]);
    /// ```
    pub fn misclassified(&self, max_count: usize) -> Vec<usize> {
        let is_wrong = |&i: &usize| !self.0[i].is_correct();
        let mut wrong: Vec<usize> = (0..self.0.len()).filter(is_wrong).collect();
        wrong.sort_by(|&a, &b| self.0[b].confidence.total_cmp(&self.0[a].confidence));
        wrong.truncate(max_count);
        wrong
    }
}
