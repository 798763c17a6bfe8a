//! The layers: one or several recurrent layers on top of each other, in one direction or in both.

use crate::cell::{Cell, GruCell, LstmCell, RnnCell};
use crate::params::{CellParams, RecurrentOptions};
use crate::state::State;
use autograd::Var;
use numeric::Float;
use rand::Rng;
use tensor::Tensor;

/// A plain recurrent network, Elman's: PyTorch's `RNN`, Keras's `SimpleRNN`.
pub type Rnn<T = f32> = Recurrent<T, RnnCell>;

/// Long short-term memory: PyTorch's and Keras's `LSTM`.
pub type Lstm<T = f32> = Recurrent<T, LstmCell>;

/// A network of gated recurrent units: PyTorch's and Keras's `GRU`.
pub type Gru<T = f32> = Recurrent<T, GruCell>;

/// One layer: its parameters in the forward direction, and in the reverse direction if it has one.
#[derive(Clone, Debug)]
pub struct RecurrentLayer<T: Float = f32> {
    /// From the first step to the last.
    pub forward: CellParams<T>,
    /// From the last step to the first.
    pub reverse: Option<CellParams<T>>,
}

impl<T: Float> RecurrentLayer<T> {
    /// The parameters of each direction.
    pub(crate) fn directions(&self) -> impl Iterator<Item = &CellParams<T>> {
        [&self.forward].into_iter().chain(&self.reverse)
    }
}

/// A recurrent network: layers on top of each other, each in one direction or in both. [`Rnn`], [`Lstm`]
/// and [`Gru`] name those with a certain cell.
///
/// Each layer in each direction is one operation over all steps, [`RecurrentOps::recurrent`]. Its
/// parameters have PyTorch's names: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, with
/// `_reverse` at the end for the other direction.
///
/// [`RecurrentOps::recurrent`]: crate::RecurrentOps::recurrent
///
/// # Shapes
/// The input `[n, steps, input_size]`, the output `[n, steps, directions · hidden_size]`.
///
/// ```
/// use autograd::Tape;
/// use nn::Forward;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::Lstm;
/// use tensor::Tensor;
///
/// let lstm = Lstm::<f32>::new(8, 16, &mut ChaCha8Rng::seed_from_u64(1));
/// let x = Tensor::full([4, 10, 8], 0.5);
/// let y = Tape::new().no_grad(|tape| lstm.forward(tape.constant(&x)));
/// assert_eq!(y.shape().dims(), [4, 10, 16]);
/// ```
#[derive(Clone, Debug)]
pub struct Recurrent<T: Float = f32, C: Cell = LstmCell> {
    /// The cell, with its settings.
    pub cell: C,
    /// The layers, from the one that reads the input upwards.
    pub layers: Vec<RecurrentLayer<T>>,
    /// The probability of dropout between layers, in training.
    pub dropout: f64,
}

/// What a recurrent layer may be told of its sequences beside their inputs.
#[derive(Clone, Default)]
pub struct SequenceOptions<'a, 't, T: Float = f32> {
    /// The length of each sequence, where they differ; what follows is padding.
    pub lengths: Option<&'a [usize]>,
    /// The state to begin with; zeros if there is none.
    pub initial: Option<State<Var<'t, T>>>,
}

/// What a recurrent layer gives.
#[derive(Clone, Copy)]
pub struct SequenceOutputs<'t, T: Float = f32> {
    /// The states of the last layer after each step, `[n, steps, directions · hidden_size]`; zero in the
    /// padding.
    pub output: Var<'t, T>,
    /// The final state of each layer and direction, `[num_layers · directions, n, hidden_size]`.
    pub state: State<Var<'t, T>>,
    /// The final hidden state of the last layer, `[n, directions · hidden_size]`: what a classifier of
    /// whole sequences reads.
    pub last: Var<'t, T>,
}

impl<T: Float, C: Cell> Recurrent<T, C> {
    /// One layer in one direction.
    ///
    /// # Panics
    /// If a size is 0.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(nn::parameter_count(&gru), 3 * 5 * (3 + 5) + 2 * 3 * 5);
    /// ```
    #[track_caller]
    pub fn new(input_size: usize, hidden_size: usize, rng: &mut impl Rng) -> Self {
        Self::with_options(RecurrentOptions::new(input_size, hidden_size), rng)
    }

    /// Layers with these settings.
    ///
    /// # Panics
    /// If a size or the number of layers is 0, or if the probability of dropout is not at least 0 and
    /// below 1.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::{Lstm, RecurrentOptions};
    ///
    /// let options =
    ///     RecurrentOptions { num_layers: 2, bidirectional: true, ..RecurrentOptions::new(3, 5) };
    /// let lstm = Lstm::<f32>::with_options(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let names = nn::state_dict(&lstm);
    /// assert_eq!(names[4].0, "weight_ih_l0_reverse");
    /// assert_eq!(names[8].1.shape().dims(), [2 * 5, 4 * 5]);           // the second layer's inputs
    /// ```
    #[track_caller]
    pub fn with_options(options: RecurrentOptions<C>, rng: &mut impl Rng) -> Self {
        let RecurrentOptions {
            input_size, hidden_size, num_layers, bidirectional, dropout, ..
        } = options;
        for (name, size) in
            [("input_size", input_size), ("hidden_size", hidden_size), ("num_layers", num_layers)]
        {
            assert!(size > 0, "{}: {name} must be at least 1, but is 0", C::NAME);
        }
        assert!(
            (0.0..1.0).contains(&dropout),
            "{}: dropout must be at least 0 and below 1, but is {dropout}",
            C::NAME
        );
        let directions = 1 + usize::from(bidirectional);
        let layer = |layer: usize| {
            let input_size = if layer == 0 { input_size } else { directions * hidden_size };
            let mut params = || CellParams::new(&options, input_size, rng);
            let forward = params();
            RecurrentLayer { forward, reverse: bidirectional.then(params) }
        };
        let layers = (0..num_layers).map(layer).collect();
        Recurrent { cell: options.cell, layers, dropout }
    }

    /// The features of a state.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(gru.hidden_size(), 5);
    /// ```
    pub fn hidden_size(&self) -> usize {
        self.layers[0].forward.weight_hh.value.shape().dims()[0]
    }

    /// The features of an input.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(gru.input_size(), 3);
    /// ```
    pub fn input_size(&self) -> usize {
        self.layers[0].forward.weight_ih.value.shape().dims()[0]
    }

    /// The number of states: one for each layer and direction.
    pub(crate) fn states(&self) -> usize {
        self.layers.iter().map(|layer| layer.directions().count()).sum()
    }

    /// The state before the first step: zeros, on the device of the parameters.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// let state = gru.zero_state(2);
    /// assert_eq!((state.h.shape().dims(), state.c.is_none()), (&[1, 2, 5][..], true));
    /// ```
    pub fn zero_state(&self, n: usize) -> State<Tensor<T>> {
        let like = &self.layers[0].forward.weight_hh.value;
        let zeros = || like.new_full([self.states(), n, self.hidden_size()], T::zero());
        State { h: zeros(), c: C::HAS_CELL_STATE.then(zeros) }
    }
}
