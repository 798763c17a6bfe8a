//! # 14.6 The report: three complaints about a cache
//!
//! A decoder writes token after token, and each new token reads all tokens before it. Their keys and
//! values do not change any more, so they are computed once and kept, in a *key–value cache*. The cache
//! saves work, and that is all it may do: the outputs are those of a decoder without one. A user of the
//! cache below writes:
//!
//! > 1. I feed the token "a" three times, one by one, and look into the cache: its three keys are equal.
//! >    Fed at once, as a text of three tokens, they differ, as they should: each has its position.
//! > 2. My prompt comes in two pieces, a long instruction and a short question. The first token of the
//! >    question has always the same output, whatever it is. And this is so even for a model whose
//! >    position vectors are all zero.
//! > 3. In a batch of sentences, one is finished, and I take it out of the cache with `select`. The
//! >    sentences after it go on with words that are not theirs. If it was the last one, all is well.
//!
//! Whatever is fed to a new cache at once is right. Each complaint has a fault of its own. Run the
//! tests, which take the complaints one by one, find the faults, and mend them. What does `i` count at the
//! first token of a second piece? Follow a text of two tokens on paper, fed at once and fed one by one.

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
        self.values.truncate(sequences.len());
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

    /// The same for one sequence.
    fn feed_sequence(
        &self,
        x: &DMatrix<f64>,
        keys: &mut Vec<RowDVector<f64>>,
        values: &mut Vec<RowDVector<f64>>,
    ) -> DMatrix<f64> {
        let mut queries = Vec::new();
        for (i, token) in x.row_iter().enumerate() {
            let token = token + self.positions.row(i);
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
