//! caught-by: rows_of_other_terms_are_not_even_read
//! message: 0 · NaN is NaN

/// A document: its terms, each with the number of its row and its feature.
pub type Document = Vec<(usize, f64)>;

/// Softmax regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The weights, `[terms, classes]`, row after row.
    pub weights: Vec<f64>,
    /// The biases, `classes`.
    pub bias: Vec<f64>,
}

impl Model {
    /// A step of gradient descent on a batch. The result is the mean loss before it.
    ///
    /// # Shapes
    /// `documents`, `classes`: as many, at least one. Every term is a row of the weights, every class a column.
    pub fn step(&mut self, documents: &[Document], classes: &[usize], learning_rate: f64) -> f64 {
        let count = documents.len() as f64;
        let mut loss = 0.0;
        let mut deltas = Vec::new();
        for (document, class) in documents.iter().zip(classes) {
            let mut z = self.bias.clone();
            let mut features = vec![0.0; self.weights.len() / self.bias.len()];
            document.iter().for_each(|(term, x)| features[*term] = *x);
            for (term, x) in features.iter().enumerate() {
                z.iter_mut().zip(self.row(term)).for_each(|(z, w)| *z += x * *w);
            }
            let max = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let log_sum = max + z.iter().map(|z| (z - max).exp()).sum::<f64>().ln();
            loss += (log_sum - z[*class]) / count;
            let mut delta: Vec<f64> = z.iter().map(|z| (z - log_sum).exp() / count).collect();
            delta[*class] -= 1.0 / count;
            deltas.push(delta);
        }
        // Only now, when the logits of all documents are known, does any weight change.
        for (document, delta) in documents.iter().zip(&deltas) {
            for (term, x) in document {
                let row = self.row(*term).iter_mut().zip(delta);
                row.for_each(|(w, delta)| *w -= learning_rate * x * delta);
            }
            let bias = self.bias.iter_mut().zip(delta);
            bias.for_each(|(b, delta)| *b -= learning_rate * delta);
        }
        loss
    }

    /// A term's weights for all classes.
    fn row(&mut self, term: usize) -> &mut [f64] {
        let classes = self.bias.len();
        &mut self.weights[term * classes..][..classes]
    }
}
