//! The parameters of a recurrent layer, and the settings that they are drawn with.

use crate::cell::Cell;
use crate::vars::CellVars;
use autograd::{Param, Tape};
use nn::Initialization;
use numeric::Float;
use rand::Rng;
use tensor::{Shape, Tensor};

/// How a recurrent layer's parameters are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecurrentInit {
    /// PyTorch's: weights and biases uniform in ±1/√hidden_size.
    #[default]
    Torch,
    /// Keras's: weights of the inputs by Glorot's rule, those of the states orthogonal, biases zero, that
    /// of an LSTM's forget gate one.
    Keras,
}

/// The settings of a recurrent layer.
#[derive(Clone, Copy, Debug)]
pub struct RecurrentOptions<C> {
    /// The features of an input at each step.
    pub input_size: usize,
    /// The features of a state.
    pub hidden_size: usize,
    /// The number of layers on top of each other; each reads the states of the one below it.
    pub num_layers: usize,
    /// Whether each layer has a second direction, which reads the sequence from its end. The states of
    /// both are concatenated, the forward one first.
    pub bidirectional: bool,
    /// The probability of [dropout](regularization::Dropout) between layers, in training.
    pub dropout: f64,
    /// The cell, with its own settings.
    pub cell: C,
    /// How the parameters are drawn.
    pub init: RecurrentInit,
}

impl<C: Cell> RecurrentOptions<C> {
    /// One layer in one direction.
    ///
    /// ```
    /// use rnn::{Gru, GruCell, RecurrentOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let cell = GruCell { reset_after: false };                        // as in the paper of 2014
    /// let options = RecurrentOptions { cell, num_layers: 2, ..RecurrentOptions::new(8, 16) };
    /// let gru = Gru::<f32>::with_options(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(gru.layers.len(), 2);
    /// ```
    pub fn new(input_size: usize, hidden_size: usize) -> Self {
        RecurrentOptions {
            input_size,
            hidden_size,
            num_layers: 1,
            bidirectional: false,
            dropout: 0.0,
            cell: C::default(),
            init: RecurrentInit::default(),
        }
    }
}

/// The parameters of one layer in one direction.
#[derive(Clone, Debug)]
pub struct CellParams<T: Float = f32> {
    /// The weights of the inputs, `[input_size, gates · hidden_size]`. The gates of an LSTM are `i`, `f`,
    /// `g`, `o`, those of a GRU `r`, `z`, `n`, in PyTorch's order.
    pub weight_ih: Param<T>,
    /// The weights of the states, `[hidden_size, gates · hidden_size]`.
    pub weight_hh: Param<T>,
    /// The biases of the inputs' sums, `[gates · hidden_size]`.
    pub bias_ih: Param<T>,
    /// The biases of the states' sums, `[gates · hidden_size]`. Only in a GRU that resets after the
    /// product do they do what the others cannot; elsewhere PyTorch has both, and Keras one.
    pub bias_hh: Param<T>,
}

impl<T: Float> CellParams<T> {
    pub(crate) fn new<C: Cell>(
        options: &RecurrentOptions<C>,
        input_size: usize,
        rng: &mut impl Rng,
    ) -> Self {
        let (units, width) = (options.hidden_size, C::GATES * options.hidden_size);
        let shapes = ([input_size, width], [units, width]);
        let (weight_ih, weight_hh, bias_ih, bias_hh) = match options.init {
            RecurrentInit::Torch => {
                // Its limit is 1/√fan_in.
                let mut draw = |shape: Shape| {
                    Initialization::TorchDefault.init_weight(shape, units, width, rng)
                };
                let weights = (draw(shapes.0.into()), draw(shapes.1.into()));
                (weights.0, weights.1, draw([width].into()), draw([width].into()))
            }
            RecurrentInit::Keras => {
                let mut forget_bias = Tensor::zeros([width]);
                if C::HAS_CELL_STATE {
                    forget_bias.as_mut_slice()[units..2 * units].fill(T::one());
                }
                let glorot = Initialization::GlorotUniform;
                let orthogonal = Initialization::Orthogonal { gain: 1.0 };
                (
                    glorot.init_weight(shapes.0, input_size, width, rng),
                    orthogonal.init_weight(shapes.1, units, width, rng),
                    forget_bias,
                    Tensor::zeros([width]),
                )
            }
        };
        CellParams {
            weight_ih: Param::weight(weight_ih),
            weight_hh: Param::weight(weight_hh),
            bias_ih: Param::new(bias_ih),
            bias_hh: Param::new(bias_hh),
        }
    }

    /// The parameters on a tape.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// let params = &gru.layers[0].forward;
    /// let gradients = Tape::new().gradients(|tape| params.on(tape).bias_hh.sum());
    /// assert_eq!(gradients.get(&params.bias_hh).unwrap().as_slice(), [1.0; 15]);
    /// ```
    pub fn on<'t>(&self, tape: &'t Tape<T>) -> CellVars<'t, T> {
        CellVars {
            weight_ih: tape.param(&self.weight_ih),
            weight_hh: tape.param(&self.weight_hh),
            bias_ih: tape.param(&self.bias_ih),
            bias_hh: tape.param(&self.bias_hh),
        }
    }

    /// The number of units, and of columns of the weights.
    ///
    /// # Panics
    /// If these are not the parameters of such a cell.
    #[track_caller]
    pub(crate) fn hidden_and_width<C: Cell>(&self) -> [usize; 2] {
        let shape = self.weight_hh.value.shape();
        let units = shape.dims()[0];
        let expected = Shape::from([units, C::GATES * units]);
        assert!(shape == expected, "{}: weight_hh must be {expected:?}, but is {shape:?}", C::NAME);
        [units, C::GATES * units]
    }

    /// The parameters with their PyTorch names, without the layer's suffix.
    pub(crate) fn named(&self) -> [(&'static str, &Param<T>); 4] {
        [
            ("weight_ih", &self.weight_ih),
            ("weight_hh", &self.weight_hh),
            ("bias_ih", &self.bias_ih),
            ("bias_hh", &self.bias_hh),
        ]
    }

    pub(crate) fn named_mut(&mut self) -> [(&'static str, &mut Param<T>); 4] {
        [
            ("weight_ih", &mut self.weight_ih),
            ("weight_hh", &mut self.weight_hh),
            ("bias_ih", &mut self.bias_ih),
            ("bias_hh", &mut self.bias_hh),
        ]
    }
}
