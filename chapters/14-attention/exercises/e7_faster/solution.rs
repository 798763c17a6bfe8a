//! Solution of 14.7.
//!
//! Key and value of a token are made of that token alone, so they never change: a cache keeps them. The
//! query of a token is needed once, at its own step, and so is its output. What is left of a step are four
//! products with a matrix, and one query that reads the cache.

/// One head of a model that writes, all matrices `d × d`, row after row.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The number of features of a token.
    pub d: usize,
    /// The weights of the queries.
    pub wq: Vec<f64>,
    /// The weights of the keys.
    pub wk: Vec<f64>,
    /// The weights of the values.
    pub wv: Vec<f64>,
    /// The weights that make the next token of an output.
    pub wo: Vec<f64>,
}

impl Writer {
    /// The tokens that follow the first one: each is `tanh(y·Wo)`, where `y` is what the token before it
    /// reads of itself and of all before it.
    ///
    /// # Shapes
    /// `first`: `d`; the result: `steps` tokens of `d` features.
    pub fn generate(&self, first: &[f64], steps: usize) -> Vec<Vec<f64>> {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        let (mut token, mut tokens) = (first.to_vec(), Vec::new());
        for _ in 0..steps {
            // The token's own key and value first: it reads itself, too.
            keys.push(product(&token, &self.wk));
            values.push(product(&token, &self.wv));
            let output = attend(&product(&token, &self.wq), &keys, &values);
            token = product(&output, &self.wo).into_iter().map(f64::tanh).collect();
            tokens.push(token.clone());
        }
        tokens
    }
}

/// A vector times a matrix, row after row.
fn product(x: &[f64], weights: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len()];
    for (x, row) in x.iter().zip(weights.chunks_exact(x.len())) {
        for (y, weight) in y.iter_mut().zip(row) {
            *y += x * weight;
        }
    }
    y
}

/// What one query reads: `softmax(q·Kᵀ/√d)·V`.
fn attend(query: &[f64], keys: &[Vec<f64>], values: &[Vec<f64>]) -> Vec<f64> {
    let root = (query.len() as f64).sqrt();
    let (mut sum, mut output) = (0.0, vec![0.0; query.len()]);
    let dot = |key: &Vec<f64>| query.iter().zip(key).map(|(q, k)| q * k).sum::<f64>() / root;
    let scores: Vec<f64> = keys.iter().map(dot).collect();
    let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (score, value) in scores.iter().zip(values) {
        let weight = (score - max).exp();
        sum += weight;
        output.iter_mut().zip(value).for_each(|(y, v)| *y += weight * v);
    }
    output.iter().map(|y| y / sum).collect()
}
