//! caught-by: a_piece_reads_the_pieces_before
//! message: token i of a later piece reads i + 1 keys

use nalgebra::{DMatrix, RowDVector};

/// One head of a decoder: each token reads itself and all tokens before it.
#[derive(Clone, Debug)]
pub struct Decoder {
    /// The weights of the queries, `d × d`.
    pub wq: DMatrix<f64>,
    /// The weights of the keys, `d × d`.
    pub wk: DMatrix<f64>,
    /// The weights of the values, `d × d`.
    pub wv: DMatrix<f64>,
    /// What is added to the token at each position, `context × d`.
    pub positions: DMatrix<f64>,
}

/// Keys and values of the tokens so far: for each sequence of a batch, one of each token.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The keys: sequences, tokens, `d`.
    pub keys: Vec<Vec<RowDVector<f64>>>,
    /// The values: sequences, tokens, `d`.
    pub values: Vec<Vec<RowDVector<f64>>>,
}

impl Cache {
    /// That of a batch of so many sequences which have no token yet.
    pub fn new(sequences: usize) -> Self {
        Cache { keys: vec![Vec::new(); sequences], values: vec![Vec::new(); sequences] }
    }

    /// Goes on with these sequences of the batch, in this order; one may be named several times.
    pub fn select(&mut self, sequences: &[usize]) {
        self.keys = sequences.iter().map(|sequence| self.keys[*sequence].clone()).collect();
        self.values = sequences.iter().map(|sequence| self.values[*sequence].clone()).collect();
    }
}

impl Decoder {
    /// Reads the next tokens of each sequence, one or several, and puts their keys and values into the
    /// cache. The result is the output of each of these tokens.
    ///
    /// # Shapes
    /// `x` and the result: for each sequence `tokens × d`.
    pub fn feed(&self, cache: &mut Cache, x: &[DMatrix<f64>]) -> Vec<DMatrix<f64>> {
        let caches = cache.keys.iter_mut().zip(&mut cache.values);
        let sequences = x.iter().zip(caches);
        sequences.map(|(x, (keys, values))| self.feed_sequence(x, keys, values)).collect()
    }

    /// Mends the positions alone.
    fn feed_sequence(
        &self,
        x: &DMatrix<f64>,
        keys: &mut Vec<RowDVector<f64>>,
        values: &mut Vec<RowDVector<f64>>,
    ) -> DMatrix<f64> {
        let cached = keys.len();
        let mut queries = Vec::new();
        for (i, token) in x.row_iter().enumerate() {
            let token = token + self.positions.row(cached + i);
            queries.push(&token * &self.wq);
            keys.push(&token * &self.wk);
            values.push(&token * &self.wv);
        }
        let outputs = queries.iter().enumerate().map(|(i, query)| {
            let end = i + 1;
            attend(query, &keys[..end], &values[..end])
        });
        DMatrix::from_rows(&outputs.collect::<Vec<_>>())
    }
}

/// What one query reads: `softmax(q·Kᵀ/√d)·V`.
fn attend(
    query: &RowDVector<f64>,
    keys: &[RowDVector<f64>],
    values: &[RowDVector<f64>],
) -> RowDVector<f64> {
    let root = (query.len() as f64).sqrt();
    let scores: Vec<f64> = keys.iter().map(|key| query.dot(key) / root).collect();
    let max = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut output) = (0.0, RowDVector::zeros(query.len()));
    for (score, value) in scores.iter().zip(values) {
        let weight = (score - max).exp();
        sum += weight;
        output += value * weight;
    }
    output / sum
}
