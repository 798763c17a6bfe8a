//! Convolutions over words, as in Kim's paper of 2014.

use activations::Relu;
use autograd::{Var, concat};
use cnn::{Conv1d, Conv1dOptions};
use nn::{Forward, Initialization, impl_module};
use rand::Rng;

use crate::classification::{Batch, SentenceEncoder};

/// The widths of the windows, and the filters of each.
const WIDTHS: [usize; 3] = [3, 4, 5];
const FILTERS: usize = 64;

/// Filters over three, four and five words, and of each the maximum over time: wherever in the text it is.
pub struct Convolutional {
    convolutions: Vec<Conv1d<f32, Relu>>,
}
impl_module!(Convolutional { convolutions });

impl Convolutional {
    /// Filters for vectors of this size.
    pub fn new(embedding_dim: usize, rng: &mut impl Rng) -> Self {
        let convolution = |width: usize| {
            let padding = (width - 1).into();
            let options = Conv1dOptions { padding, ..Conv1dOptions::default() };
            let sizes = [embedding_dim, FILTERS];
            Conv1d::with_init(sizes, width, options, Relu, Initialization::HeUniform, rng)
        };
        Convolutional { convolutions: WIDTHS.map(convolution).into() }
    }
}

// ANCHOR: encode
impl SentenceEncoder for Convolutional {
    fn encode<'t>(&self, x: Var<'t, f32>, batch: &Batch) -> Var<'t, f32> {
        // Time is the axis that a window moves along: [n, embedding_dim, longest].
        let x = x.transpose(1, 2);
        let maxima = |(convolution, width): (&Conv1d<f32, Relu>, usize)| {
            // The outputs of a ReLU are at least 0: windows in the padding, made 0, never win.
            let y = convolution.forward(x) * &batch.window_mask(width);
            y.max_dim(2).reshape([batch.len(), FILTERS])
        };
        let parts: Vec<Var<'t, f32>> = self.convolutions.iter().zip(WIDTHS).map(maxima).collect();
        concat(&parts, 1)
    }

    fn features(&self) -> usize {
        WIDTHS.len() * FILTERS
    }
}
// ANCHOR_END: encode
