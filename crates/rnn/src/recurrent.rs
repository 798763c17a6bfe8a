//! The layers: one or several recurrent layers on top of each other, in one direction or in both.

use crate::cell::{Cell, GruCell, LstmCell, RnnCell};
use crate::ops::{CellVars, RecurrentOps};
use crate::state::State;
use autograd::{Param, Tape, Var, concat};
use nn::{Forward, Initialization, Layer, Leaf, LeafMut, Module, Path};
use numeric::Float;
use rand::Rng;
use regularization::prelude::*;
use tensor::{Shape, Tensor};

/// A plain recurrent network, Elman's: PyTorch's `RNN`, Keras's `SimpleRNN`.
pub type Rnn<T = f32> = Recurrent<T, RnnCell>;

/// Long short-term memory: PyTorch's and Keras's `LSTM`.
pub type Lstm<T = f32> = Recurrent<T, LstmCell>;

/// A network of gated recurrent units: PyTorch's and Keras's `GRU`.
pub type Gru<T = f32> = Recurrent<T, GruCell>;

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
    fn new<C: Cell>(options: &RecurrentOptions<C>, input_size: usize, rng: &mut impl Rng) -> Self {
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
    pub fn on<'t>(&self, tape: &'t Tape<T>) -> CellVars<'t, T> {
        CellVars {
            weight_ih: tape.param(&self.weight_ih),
            weight_hh: tape.param(&self.weight_hh),
            bias_ih: tape.param(&self.bias_ih),
            bias_hh: tape.param(&self.bias_hh),
        }
    }

    /// The parameters with their PyTorch names, without the layer's suffix.
    fn named(&self) -> [(&'static str, &Param<T>); 4] {
        [
            ("weight_ih", &self.weight_ih),
            ("weight_hh", &self.weight_hh),
            ("bias_ih", &self.bias_ih),
            ("bias_hh", &self.bias_hh),
        ]
    }

    fn named_mut(&mut self) -> [(&'static str, &mut Param<T>); 4] {
        [
            ("weight_ih", &mut self.weight_ih),
            ("weight_hh", &mut self.weight_hh),
            ("bias_ih", &mut self.bias_ih),
            ("bias_hh", &mut self.bias_hh),
        ]
    }
}

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
    fn directions(&self) -> impl Iterator<Item = &CellParams<T>> {
        [&self.forward].into_iter().chain(&self.reverse)
    }
}

/// A recurrent network: layers on top of each other, each in one direction or in both. [`Rnn`], [`Lstm`]
/// and [`Gru`] name those with a certain cell.
///
/// Each layer in each direction is one operation over all steps ([`RecurrentOps::recurrent`]). Its
/// parameters have PyTorch's names: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, with
/// `_reverse` at the end for the other direction.
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
    pub fn hidden_size(&self) -> usize {
        self.layers[0].forward.weight_hh.value.shape().dims()[0]
    }

    /// The features of an input.
    pub fn input_size(&self) -> usize {
        self.layers[0].forward.weight_ih.value.shape().dims()[0]
    }

    /// The number of states: one for each layer and direction.
    pub(crate) fn states(&self) -> usize {
        self.layers.iter().map(|layer| layer.directions().count()).sum()
    }

    /// The state before the first step: zeros.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let gru = rnn::Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(1));
    /// let state = gru.zero_state(2);
    /// assert_eq!((state.h.shape().dims(), state.c.is_none()), (&[1, 2, 5][..], true));
    /// ```
    pub fn zero_state(&self, n: usize) -> State<Tensor<T>> {
        let zeros = || Tensor::zeros([self.states(), n, self.hidden_size()]);
        State { h: zeros(), c: C::HAS_CELL_STATE.then(zeros) }
    }

    // ANCHOR: forward
    /// The layers over all steps, with lengths and an initial state if there are any.
    ///
    /// # Panics
    /// As [`RecurrentOps::recurrent`], and if the initial state has not the shape
    /// `[num_layers · directions, n, hidden_size]`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::{Lstm, SequenceOptions};
    /// use tensor::Tensor;
    ///
    /// let lstm = Lstm::<f32>::new(1, 4, &mut ChaCha8Rng::seed_from_u64(1));
    /// let x = Tensor::full([2, 3, 1], 1.0);
    /// let padding = Tape::new().no_grad(|tape| {
    ///     let options = SequenceOptions { lengths: Some(&[3, 2]), ..Default::default() };
    ///     lstm.forward_with(tape.constant(&x), options).output.narrow(0, 1..2).narrow(1, 2..3)
    /// });
    /// assert_eq!(padding.as_slice(), [0.0; 4]);
    /// ```
    #[track_caller]
    pub fn forward_with<'t>(
        &self,
        x: Var<'t, T>,
        options: SequenceOptions<'_, 't, T>,
    ) -> SequenceOutputs<'t, T> {
        let tape = x.tape();
        if let Some(error) = self.input_error(x.shape()) {
            panic!("{} {error}", C::NAME);
        }
        let n = x.shape().dims()[0];
        let initial = options.initial.unwrap_or_else(|| self.zero_state(n).on(tape));
        self.check_initial(&initial, n);
        let (mut output, mut finals) = (x, Vec::new());
        let mut last = Vec::new();
        for (i, layer) in self.layers.iter().enumerate() {
            let input = if i > 0 { output.dropout(self.dropout) } else { output };
            let (mut outputs, first) = (Vec::new(), finals.len());
            for (params, reverse) in layer.directions().zip([false, true]) {
                let own = |state: Var<'t, T>| {
                    state.index_select(&[finals.len()]).reshape([n, self.hidden_size()])
                };
                let state = State { h: own(initial.h), c: initial.c.map(own) };
                let vars = params.on(tape);
                let (y, state) = input.recurrent(self.cell, vars, state, options.lengths, reverse);
                outputs.push(y);
                finals.push(state);
            }
            output = join(&outputs, 2);
            last = finals[first..].iter().map(|state| state.h).collect();
        }
        let stacked = |of: &dyn Fn(&State<Var<'t, T>>) -> Option<Var<'t, T>>| {
            let rows = finals.iter().filter_map(of);
            let rows: Vec<_> = rows.map(|it| it.reshape([1, n, self.hidden_size()])).collect();
            (!rows.is_empty()).then(|| join(&rows, 0))
        };
        let h = stacked(&|state| Some(state.h)).expect("there is at least one layer");
        let state = State { h, c: stacked(&|state| state.c) };
        SequenceOutputs { output, state, last: join(&last, 1) }
    }
    // ANCHOR_END: forward

    #[track_caller]
    fn check_initial(&self, initial: &State<Var<'_, T>>, n: usize) {
        let expected = Shape::from([self.states(), n, self.hidden_size()]);
        for (what, found) in [("hidden", Some(initial.h)), ("cell", initial.c)] {
            let found = found.map(Var::shape);
            assert!(
                found.is_none_or(|found| found == expected),
                "{}: the initial {what} state must be {expected:?} (layers and directions, \
                 sequences, hidden_size), but is {:?}",
                C::NAME,
                found.unwrap_or(expected)
            );
        }
    }
}

/// The concatenation, or the only part itself.
fn join<'t, T: Float>(parts: &[Var<'t, T>], axis: usize) -> Var<'t, T> {
    match parts {
        [only] => *only,
        _ => concat(parts, axis),
    }
}

impl<T: Float, C: Cell> Forward<T> for Recurrent<T, C> {
    #[track_caller]
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        self.forward_with(x, SequenceOptions::default()).output
    }
}

impl<T: Float, C: Cell> Layer<T> for Recurrent<T, C> {
    fn name(&self) -> String {
        let directions = if self.layers[0].reverse.is_some() { ", bidirectional" } else { "" };
        format!("{} ({}{directions})", C::NAME, self.hidden_size())
    }

    fn input_error(&self, shape: Shape) -> Option<String> {
        let input_size = self.input_size();
        let fits = shape.rank() == 3 && shape.last_dim() == input_size;
        (!fits).then(|| {
            format!(
                "takes sequences [n, steps, {input_size}], but its input has the shape {shape:?}"
            )
        })
    }
}

/// The name of a parameter in layer `layer`.
fn torch_name(name: &str, layer: usize, is_reverse: bool) -> String {
    format!("{name}_l{layer}{}", if is_reverse { "_reverse" } else { "" })
}

// By hand, since a name of PyTorch's is no path of fields.
impl<T: Float, C: Cell> Module<T> for Recurrent<T, C> {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, T>)) {
        for (i, layer) in self.layers.iter().enumerate() {
            for (params, is_reverse) in layer.directions().zip([false, true]) {
                for (name, param) in params.named() {
                    path.scoped(torch_name(name, i, is_reverse), |path| param.visit(path, visitor));
                }
            }
        }
    }

    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, T>),
    ) {
        for (i, layer) in self.layers.iter_mut().enumerate() {
            let directions = [&mut layer.forward].into_iter().chain(&mut layer.reverse);
            for (params, is_reverse) in directions.zip([false, true]) {
                for (name, param) in params.named_mut() {
                    let name = torch_name(name, i, is_reverse);
                    path.scoped(name, |path| param.visit_mut(path, visitor));
                }
            }
        }
    }
}
