//! The forward pass through all layers.

use crate::cell::Cell;
use crate::checks::check_tokens;
use crate::ops::RecurrentOps;
use crate::recurrent::{Recurrent, SequenceOptions, SequenceOutputs};
use crate::state::State;
use autograd::{Var, concat};
use nn::Layer;
use numeric::Float;
use regularization::prelude::*;
use tensor::Shape;

impl<T: Float, C: Cell> Recurrent<T, C> {
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
        if let Some(error) = self.input_error(x.shape()) {
            panic!("{} {error}", C::NAME);
        }
        self.run(x, None, x.shape().dims()[0], options)
    }

    /// The same of inputs that are rows of a table, such as the weights of an [`nn::Embedding`]: step `t`
    /// of sequence `i` reads the row `tokens[i · steps + t]`. What the first layer's weights make of a row
    /// is computed once, not at each step that reads it ([`RecurrentOps::recurrent_embedded`]); if there are
    /// fewer steps than rows, the rows are looked up first.
    ///
    /// # Shapes
    /// `table`: `[rows, input_size]`, `tokens`: `[n · steps]`.
    ///
    /// # Panics
    /// As [`Recurrent::forward_with`] and [`RecurrentOps::recurrent_embedded`].
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::Embedding;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use rnn::{Gru, SequenceOptions};
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let (letters, gru) = (Embedding::<f32>::new(26, 8, rng), Gru::new(8, 16, rng));
    /// let word: Vec<usize> = b"gradus".iter().map(|letter| usize::from(letter - b'a')).collect();
    /// let state = Tape::new().no_grad(|tape| {
    ///     let table = tape.param(&letters.weight);
    ///     gru.forward_embedded(table, &word, 1, SequenceOptions::default()).last
    /// });
    /// assert_eq!(state.shape().dims(), [1, 16]);
    /// ```
    #[track_caller]
    pub fn forward_embedded<'t>(
        &self,
        table: Var<'t, T>,
        tokens: &[usize],
        n: usize,
        options: SequenceOptions<'_, 't, T>,
    ) -> SequenceOutputs<'t, T> {
        let rows = check_tokens::<C>(table.shape(), tokens, Shape::from([n]));
        if tokens.len() < table.dims::<2>()[0] {
            return self.forward_with(table.index_select(tokens).reshape(rows), options);
        }
        if let Some(error) = self.input_error(rows) {
            panic!("{} {error}", C::NAME);
        }
        self.run(table, Some(tokens), n, options)
    }

    /// `input` is the vectors of all steps, or, with `tokens`, a table of them.
    #[track_caller]
    fn run<'t>(
        &self,
        input: Var<'t, T>,
        tokens: Option<&[usize]>,
        n: usize,
        options: SequenceOptions<'_, 't, T>,
    ) -> SequenceOutputs<'t, T> {
        let initial = options.initial.unwrap_or_else(|| self.zero_state(n).on(input.tape()));
        self.check_initial(&initial, n);
        let (tape, lengths) = (input.tape(), options.lengths);
        let (mut output, mut finals) = (input, Vec::new());
        let mut last = Vec::new();
        // ANCHOR: layers
        for (i, layer) in self.layers.iter().enumerate() {
            let input = if i > 0 { output.dropout(self.dropout) } else { output };
            let tokens = tokens.filter(|_| i == 0);
            let (mut outputs, first) = (Vec::new(), finals.len());
            for (params, reverse) in layer.directions().zip([false, true]) {
                let own = |state: Var<'t, T>| {
                    state.index_select(&[finals.len()]).reshape([n, self.hidden_size()])
                };
                let state = State { h: own(initial.h), c: initial.c.map(own) };
                let vars = params.on(tape);
                let (y, state) = match tokens {
                    None => input.recurrent(self.cell, vars, state, lengths, reverse),
                    Some(rows) => {
                        input.recurrent_embedded(rows, self.cell, vars, state, lengths, reverse)
                    }
                };
                outputs.push(y);
                finals.push(state);
            }
            output = join(&outputs, 2);
            last = finals[first..].iter().map(|state| state.h).collect();
        }
        // ANCHOR_END: layers
        let stacked = |states: Vec<Var<'t, T>>| {
            let rows = states.into_iter().map(|it| it.reshape([1, n, self.hidden_size()]));
            join(&rows.collect::<Vec<_>>(), 0)
        };
        let c: Vec<_> = finals.iter().filter_map(|state| state.c).collect();
        let state = State {
            h: stacked(finals.iter().map(|state| state.h).collect()),
            c: C::HAS_CELL_STATE.then(|| stacked(c)),
        };
        SequenceOutputs { output, state, last: join(&last, 1) }
    }

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
