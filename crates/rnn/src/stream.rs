//! Streaming: a step at a time, as inputs come in.

use crate::cell::Cell;
use crate::kernels::{Inputs, Kernels, Sequences};
use crate::params::CellParams;
use crate::product::{PackedCell, Weights};
use crate::recurrent::Recurrent;
use crate::source::Source;
use crate::state::State;
use numeric::Float;
use tensor::{Device, Shape, Tensor};

/// A recurrent network in inference that is given one step after the other: a letter that was just
/// sampled, a frame of sound that has just come in. [`Recurrent::stream`] makes one.
///
/// Its outputs are those that the network computes for whole sequences, bit for bit. The weights are
/// packed once, and nothing is recorded. A single step is too little work for a GPU: a stream computes on the
/// CPU, whatever device its network is on.
pub struct Stream<T: Float = f32> {
    layers: Vec<PackedCell<T>>,
    /// `[n, hidden_size]` for each layer; the cell states are empty for a cell without.
    h: Vec<Tensor<T>>,
    c: Vec<Tensor<T>>,
    n: usize,
    name: &'static str,
}

impl<T: Float, C: Cell> Recurrent<T, C> {
    /// Begins a stream of `n` sequences side by side with this state; with zeros for
    /// [`zero_state`](Self::zero_state).
    ///
    /// # Panics
    /// If the network has a reverse direction, which would have to begin at the end, or if the shape of
    /// the state is not `[num_layers, n, hidden_size]`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::Forward;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::Lstm;
    /// use tensor::Tensor;
    ///
    /// let lstm = Lstm::<f32>::new(2, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// let steps = [[0.5, -1.0], [2.0, 0.25]];
    /// let mut stream = lstm.stream(&lstm.zero_state(1));
    /// let one_by_one: Vec<f32> = steps
    ///     .iter()
    ///     .flat_map(|x| stream.step(&Tensor::new([1, 2], x.to_vec())).as_slice().to_vec())
    ///     .collect();
    ///
    /// let x = Tensor::new([1, 2, 2], steps.concat());
    /// let at_once = Tape::new().no_grad(|tape| lstm.forward(tape.constant(&x)));
    /// assert_eq!(one_by_one, at_once.as_slice());
    /// ```
    #[track_caller]
    pub fn stream(&self, state: &State<Tensor<T>>) -> Stream<T> {
        let is_one_way = self.layers.iter().all(|layer| layer.reverse.is_none());
        assert!(
            is_one_way,
            "{}: a bidirectional network needs the end of a sequence and cannot be streamed",
            C::NAME
        );
        let shape = state.h.shape();
        let n = shape.dims().get(1).copied().unwrap_or(0);
        let expected = Shape::from([self.layers.len(), n, self.hidden_size()]);
        let fits = shape == expected
            && state.c.as_ref().map(Tensor::shape) == C::HAS_CELL_STATE.then_some(expected);
        assert!(
            fits,
            "{}: the state of a stream must be {expected:?}, as `zero_state` gives it, but `h` is {shape:?}",
            C::NAME
        );
        let rows = |states: &Tensor<T>| -> Vec<Tensor<T>> {
            let (states, len) = (states.to(&Device::Cpu), n * self.hidden_size());
            let row = |i: usize| states.as_slice()[i * len..][..len].to_vec();
            let rows = (0..self.layers.len()).map(row);
            rows.map(|row| Tensor::new([n, self.hidden_size()], row)).collect()
        };
        let pack = Kernels::get().pack;
        let layers = self.layers.iter().map(|layer| {
            let CellParams { weight_ih, weight_hh, bias_ih, bias_hh } = &layer.forward;
            let [w_ih, w_hh, b_ih, b_hh] =
                [weight_ih, weight_hh, bias_ih, bias_hh].map(|param| param.value.to(&Device::Cpu));
            pack(&Weights {
                cell: self.cell.kind(),
                w_ih: w_ih.as_slice(),
                w_hh: w_hh.as_slice(),
                b_ih: b_ih.as_slice(),
                b_hh: b_hh.as_slice(),
            })
        });
        let no_cells = || vec![Tensor::empty([0]); self.layers.len()];
        let c = state.c.as_ref().map_or_else(no_cells, rows);
        Stream { layers: layers.collect(), h: rows(&state.h), c, n, name: C::NAME }
    }
}

impl<T: Float> Stream<T> {
    /// One step: the output of the last layer, `[n, hidden_size]`, for the inputs `x`,
    /// `[n, input_size]`, and on their device.
    ///
    /// # Panics
    /// If the shape of `x` does not fit.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::Gru;
    /// use tensor::Tensor;
    ///
    /// let gru = Gru::<f32>::new(2, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// let mut stream = gru.stream(&gru.zero_state(4));
    /// let x = Tensor::full([4, 2], 0.5);
    /// let (first, second) = (stream.step(&x), stream.step(&x));
    /// assert_eq!(second.shape().dims(), [4, 3]);
    /// assert_ne!(first.as_slice(), second.as_slice());                 // it has gone on
    /// ```
    #[track_caller]
    pub fn step(&mut self, x: &Tensor<T>) -> Tensor<T> {
        let (shape, expected) = (x.shape(), Shape::from([self.n, self.layers[0].input_size]));
        let name = self.name;
        assert!(
            shape == expected,
            "{name}: a step of this stream is {expected:?}, but is {shape:?}"
        );
        let one_step = Sequences { lengths: vec![1; self.n], steps: 1, reverse: false };
        let forward = Kernels::get().forward;
        let mut output = x.to(&Device::Cpu);
        for (layer, (h, c)) in self.layers.iter().zip(self.h.iter_mut().zip(&mut self.c)) {
            let inputs = Inputs {
                x: Source::Vectors(output.as_slice()),
                h0: h.as_slice(),
                c0: c.as_slice(),
            };
            let outputs = forward(layer, &one_step, inputs, false);
            *h = outputs.y.reshape([self.n, layer.hidden_size]);
            *c = outputs.c_n;
            output = h.clone();
        }
        output.to(&x.device())
    }
}
