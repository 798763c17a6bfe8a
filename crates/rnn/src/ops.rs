//! A layer over all steps as one operation of a value on the tape.

use crate::cell::Cell;
use crate::checks::{check_lengths, check_shapes, check_tokens};
use crate::kernels::Sequences;
use crate::record::{Input, record};
use crate::state::State;
use crate::vars::CellVars;
use autograd::Var;
use neurons::Identity;
use numeric::Float;
use tensor::expect_same_device;
#[cfg(feature = "cuda")]
use {crate::cuda, tensor::Device};

/// The operations that this crate adds to a [`Var`].
pub trait RecurrentOps<'t, T: Float>: Copy {
    /// One recurrent layer in one direction over all steps: the states after each step, and the final
    /// state.
    ///
    /// With `lengths`, sample `i` has `lengths[i]` steps, and what follows is padding: its states there
    /// are zero, its final state is that after its last step, and in the `reverse` direction it begins
    /// at its own end. This is what PyTorch's `pack_padded_sequence` gives. A sequence of length 0 ends
    /// as it began.
    ///
    /// # Shapes
    /// `self`: `[n, steps, input_size]`, `initial`: `[n, hidden_size]`, the output
    /// `[n, steps, hidden_size]`, the final state `[n, hidden_size]`.
    ///
    /// # Panics
    /// If the shapes do not fit, if there are no steps, if there is not one length for each sample, or
    /// if one is greater than the number of steps.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rnn::{CellVars, RecurrentOps, RnnCell, State};
    /// use tensor::Tensor;
    ///
    /// // A neuron that adds its input to half of what it said before.
    /// let x = Tensor::new([1, 3, 1], vec![0.1, 0.0, 0.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| {
    ///     let number = |x: f64| tape.constant(&Tensor::new([1, 1], vec![x]));
    ///     let bias = tape.constant(&Tensor::zeros([1]));
    ///     let vars = CellVars {
    ///         weight_ih: number(1.0),
    ///         weight_hh: number(0.5),
    ///         bias_ih: bias,
    ///         bias_hh: bias,
    ///     };
    ///     let initial = State { h: number(0.0), c: None };
    ///     tape.constant(&x).recurrent(RnnCell::default(), vars, initial, None, false).0
    /// });
    /// let first = 0.1f64.tanh();
    /// assert_eq!(y.as_slice()[..2], [first, (0.5 * first).tanh()]);
    /// ```
    fn recurrent<C: Cell>(
        self,
        cell: C,
        vars: CellVars<'t, T>,
        initial: State<Var<'t, T>>,
        lengths: Option<&[usize]>,
        reverse: bool,
    ) -> (Var<'t, T>, State<Var<'t, T>>);

    /// The same of inputs that are rows of a table, such as the vectors of an embedding: step `t` of
    /// sample `i` reads the row `tokens[i · steps + t]`.
    ///
    /// Few rows are read again and again, and what the input weights make of a row is always the same.
    /// So `table·W + b` is computed once, and each step begins with a row of it: neither the vectors of
    /// all steps are made, nor their products. The gradients take the same path.
    ///
    /// # Shapes
    /// `self`: `[rows, input_size]`, `tokens`: `[n · steps]`, all else as in
    /// [`recurrent`](RecurrentOps::recurrent).
    ///
    /// # Panics
    /// As [`recurrent`](RecurrentOps::recurrent), if the tokens are not as many for each sample, and if
    /// one is not below the number of rows.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::{Lstm, LstmCell, RecurrentOps, State};
    /// use tensor::Tensor;
    ///
    /// let lstm = Lstm::<f64>::new(2, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// let table = Tensor::new([3, 2], vec![0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    /// let tokens = [2, 0, 2, 1];                                        // one sequence of four steps
    /// let difference = Tape::new().no_grad(|tape| {
    ///     let (table, vars) = (tape.constant(&table), lstm.layers[0].forward.on(tape));
    ///     let zeros = tape.constant(&Tensor::zeros([1, 3]));
    ///     let initial = State { h: zeros, c: Some(zeros) };
    ///     let embedded = table.recurrent_embedded(&tokens, LstmCell, vars, initial, None, false).0;
    ///     let vectors = table.index_select(&tokens).reshape([1, 4, 2]);
    ///     (embedded - vectors.recurrent(LstmCell, vars, initial, None, false).0).powi(2).sum()
    /// });
    /// assert!(difference.item() < 1e-24);
    /// ```
    fn recurrent_embedded<C: Cell>(
        self,
        tokens: &[usize],
        cell: C,
        vars: CellVars<'t, T>,
        initial: State<Var<'t, T>>,
        lengths: Option<&[usize]>,
        reverse: bool,
    ) -> (Var<'t, T>, State<Var<'t, T>>);
}

impl<'t, T: Float> RecurrentOps<'t, T> for Var<'t, T> {
    #[track_caller]
    fn recurrent<C: Cell>(
        self,
        cell: C,
        vars: CellVars<'t, T>,
        initial: State<Var<'t, T>>,
        lengths: Option<&[usize]>,
        reverse: bool,
    ) -> (Var<'t, T>, State<Var<'t, T>>) {
        check_shapes::<C, T>(self.shape(), &vars, &initial);
        expect_same_device(C::NAME, &[&self.value(), &vars.weight_ih.value()]);
        let [n, steps, _] = self.dims();
        let sequences =
            Sequences { lengths: check_lengths::<C>(lengths, n, steps), steps, reverse };
        let CellVars { weight_ih, bias_ih, .. } = vars;
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = self.value().device() {
            let sums = self.affine(weight_ih, bias_ih, Identity);
            let of_states = [vars.weight_hh, vars.bias_hh];
            return cuda::record(cell, sums, None, of_states, initial, sequences);
        }
        let input = Input::Vectors { x: self, weight_ih, bias_ih };
        record(cell, input, [vars.weight_hh, vars.bias_hh], initial, sequences)
    }

    #[track_caller]
    fn recurrent_embedded<C: Cell>(
        self,
        tokens: &[usize],
        cell: C,
        vars: CellVars<'t, T>,
        initial: State<Var<'t, T>>,
        lengths: Option<&[usize]>,
        reverse: bool,
    ) -> (Var<'t, T>, State<Var<'t, T>>) {
        let shape = check_tokens::<C>(self.shape(), tokens, initial.h.shape());
        check_shapes::<C, T>(shape, &vars, &initial);
        let &[n, steps, _] = shape.dims() else { unreachable!("it was put together so") };
        let sequences =
            Sequences { lengths: check_lengths::<C>(lengths, n, steps), steps, reverse };
        let table = self.affine(vars.weight_ih, vars.bias_ih, Identity);
        #[cfg(feature = "cuda")]
        if let Device::Cuda(_) = table.value().device() {
            let of_states = [vars.weight_hh, vars.bias_hh];
            return cuda::record(cell, table, Some(tokens), of_states, initial, sequences);
        }
        let input = Input::Rows { table, tokens: tokens.to_vec() };
        record(cell, input, [vars.weight_hh, vars.bias_hh], initial, sequences)
    }
}
