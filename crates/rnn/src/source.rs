//! Where the inputs of a layer come from.

/// The inputs of each step of each sequence.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a, T> {
    /// Vectors, `[n, steps, input_size]`.
    Vectors(&'a [T]),
    /// Rows of a table: `x·W` and the biases, for each input that there is.
    Rows {
        /// `[rows, gates · hidden_size]`.
        table: &'a [T],
        /// The row of each step, `[n, steps]`.
        tokens: &'a [usize],
    },
}

impl<'a, T> Source<'a, T> {
    /// The inputs of the `count` sequences from `first` on, each of `vectors` elements or `tokens` tokens.
    pub fn sequences(self, first: usize, count: usize, [vectors, tokens]: [usize; 2]) -> Self {
        match self {
            Source::Vectors(x) => Source::Vectors(&x[first * vectors..][..count * vectors]),
            Source::Rows { table, tokens: all } => {
                Source::Rows { table, tokens: &all[first * tokens..][..count * tokens] }
            }
        }
    }
}
