//! The state of a recurrent layer: what it knows of the steps so far.

use autograd::{Tape, Var};
use numeric::Float;
use tensor::Tensor;

/// The state of a recurrent layer: the hidden state `h`, and the cell state `c` of an LSTM.
///
/// A layer of type [`Recurrent`](crate::Recurrent) has states of the shape
/// `[num_layers · directions, n, hidden_size]`, as in PyTorch: layer by layer, in each the forward
/// direction first.
///
/// On the tape it is a `State<Var>`. [`detach`](State::detach) takes it off, as tensors, which the next
/// step may begin with: gradients do not flow back into the step before (truncated backpropagation
/// through time), and a `Var` that outlives its step does not compile.
#[derive(Clone, Copy, Debug)]
pub struct State<V> {
    /// The hidden state, which is also the output of the last step.
    pub h: V,
    /// The cell state; `None` for a cell that has none.
    pub c: Option<V>,
}

impl<T: Float> State<Var<'_, T>> {
    /// The values, for the next step to begin with: PyTorch's `detach`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::{Lstm, SequenceOptions};
    /// use tensor::Tensor;
    ///
    /// let lstm = Lstm::<f32>::new(3, 4, &mut ChaCha8Rng::seed_from_u64(1));
    /// let (mut tape, mut carried) = (Tape::new(), None);
    /// for part in [[0.5; 30], [0.25; 30]] {                             // a long text, in parts
    ///     let x = Tensor::new([2, 5, 3], part.to_vec());
    ///     tape.gradients(|tape| {
    ///         let initial = carried.take().map(|state: rnn::State<_>| state.on(tape));
    ///         let outputs = lstm.forward_with(
    ///             tape.constant(&x),
    ///             SequenceOptions { initial, ..Default::default() },
    ///         );
    ///         carried = Some(outputs.state.detach());
    ///         outputs.output.mean()
    ///     });
    /// }
    /// assert_eq!(carried.unwrap().h.shape().dims(), [1, 2, 4]);
    /// ```
    pub fn detach(self) -> State<Tensor<T>> {
        State { h: self.h.value(), c: self.c.map(Var::value) }
    }
}

impl<T: Float> State<Tensor<T>> {
    /// The state as constants on a tape.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rnn::State;
    /// use tensor::Tensor;
    ///
    /// let state = State { h: Tensor::full([1, 2, 3], 0.5f32), c: None };
    /// let h = Tape::new().no_grad(|tape| state.on(tape).h);
    /// assert_eq!(h.as_slice(), [0.5; 6]);
    /// ```
    pub fn on<'t>(&self, tape: &'t Tape<T>) -> State<Var<'t, T>> {
        State { h: tape.constant(&self.h), c: self.c.as_ref().map(|c| tape.constant(c)) }
    }
}
