//! An LSTM over words.

use autograd::Var;
use nn::impl_module;
use rand::Rng;
use rnn::{Lstm, RecurrentOptions, SequenceOptions};

use crate::classification::{Batch, SentenceEncoder};

/// The features of the state in each direction.
const HIDDEN: usize = 64;

/// One LSTM reads from the first word to the last, one from the last to the first; their final states.
pub struct Recurrent {
    lstm: Lstm,
}
impl_module!(Recurrent { lstm });

impl Recurrent {
    /// An LSTM for vectors of this size.
    pub fn new(embedding_dim: usize, rng: &mut impl Rng) -> Self {
        let options = RecurrentOptions::new(embedding_dim, HIDDEN);
        let options = RecurrentOptions { bidirectional: true, ..options };
        Recurrent { lstm: Lstm::with_options(options, rng) }
    }
}

// ANCHOR: encode
impl SentenceEncoder for Recurrent {
    fn encode<'t>(&self, x: Var<'t, f32>, batch: &Batch) -> Var<'t, f32> {
        let lengths = Some(&batch.padded.lengths[..]);
        self.lstm.forward_with(x, SequenceOptions { lengths, ..Default::default() }).last
    }

    fn features(&self) -> usize {
        2 * HIDDEN
    }
}
// ANCHOR_END: encode
