//! A layer over all steps as one operation of a value on the tape.

use crate::cell::Cell;
use crate::kernels::{Inputs, Kernels, Saved, Sequences};
use crate::product::Weights;
use crate::state::State;
use autograd::Var;
use numeric::Float;
use std::sync::{Arc, Mutex, PoisonError};
use tensor::{Shape, Tensor};

/// The parameters of one layer in one direction, on the tape.
#[derive(Clone, Copy)]
pub struct CellVars<'t, T: Float> {
    /// The weights of the inputs, `[input_size, gates · hidden_size]`.
    pub weight_ih: Var<'t, T>,
    /// The weights of the states, `[hidden_size, gates · hidden_size]`.
    pub weight_hh: Var<'t, T>,
    /// The biases of the inputs' sums, `[gates · hidden_size]`.
    pub bias_ih: Var<'t, T>,
    /// The biases of the states' sums, `[gates · hidden_size]`.
    pub bias_hh: Var<'t, T>,
}

/// The operation that this crate adds to a [`Var`].
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
}

impl<'t, T: Float> RecurrentOps<'t, T> for Var<'t, T> {
    // ANCHOR: recurrent
    #[track_caller]
    fn recurrent<C: Cell>(
        self,
        cell: C,
        vars: CellVars<'t, T>,
        initial: State<Var<'t, T>>,
        lengths: Option<&[usize]>,
        reverse: bool,
    ) -> (Var<'t, T>, State<Var<'t, T>>) {
        check_shapes::<C, T>(self, &vars, &initial);
        let [n, steps, _] = self.dims();
        let lengths = check_lengths::<C>(lengths, n, steps);
        let kind = cell.kind();
        let x = self.expect_cpu(C::NAME);
        let [w_ih, w_hh, b_ih, b_hh] =
            [vars.weight_ih, vars.weight_hh, vars.bias_ih, vars.bias_hh].map(Var::value);
        let h0 = initial.h.value();
        let c0 = initial.c.map_or_else(|| Tensor::empty([0]), Var::value);
        let weights = Weights {
            cell: kind,
            w_ih: w_ih.as_slice(),
            w_hh: w_hh.as_slice(),
            b_ih: b_ih.as_slice(),
            b_hh: b_hh.as_slice(),
        };
        let kernels = Kernels::<T>::get();
        let sequences = Sequences { lengths, steps, reverse };
        let inputs = Inputs { x: x.as_slice(), h0: h0.as_slice(), c0: c0.as_slice() };
        let packed = (kernels.pack)(&weights);
        let save = self.tape().is_recording();
        let outputs = (kernels.forward)(&packed, &sequences, inputs, save);

        let dc_n = Arc::new(Mutex::new(None));
        let (final_dc, sequences_back) = (Arc::clone(&dc_n), sequences.clone());
        let mut all = vec![self, vars.weight_ih, vars.weight_hh, vars.bias_ih, vars.bias_hh];
        all.push(initial.h);
        all.extend(initial.c);
        let saved = outputs.saved;
        let shape = w_hh.shape();
        let y = self.tape().record_dyn(C::NAME, outputs.y, &all, move |dy, slots| {
            let mut saved: Saved<T> = saved.expect("a step with a backward pass saves");
            let dc_n: Option<Tensor<T>> = take(&final_dc);
            let dc_n = dc_n.unwrap_or_else(|| Tensor::zeros(c0.shape()));
            let b = b_ih.as_slice();
            let weights = Weights {
                cell: kind,
                w_ih: w_ih.as_slice(),
                w_hh: w_hh.as_slice(),
                b_ih: b,
                b_hh: b,
            };
            let states = (kernels.backward)(
                &weights,
                &sequences_back,
                &mut saved,
                dy.as_slice(),
                c0.as_slice(),
                dc_n,
            );
            slots[0].accumulate(|| {
                written(x.shape(), |dx| saved.dx(kind, w_ih.as_matrix(), dx.as_matrix_mut()))
            });
            slots[1].accumulate(|| {
                written(w_ih.shape(), |dw| saved.dw_ih(kind, x.as_matrix(), dw.as_matrix_mut()))
            });
            slots[2].accumulate(|| written(shape, |dw| saved.dw_hh(kind, dw.as_matrix_mut())));
            let db = written(b_ih.shape(), |db| saved.db_ih(kind, db.as_mut_slice()));
            slots[4].accumulate(|| saved.db_hh(kind, db.clone()));
            slots[3].accumulate(|| db);
            slots[5].accumulate(|| states.dh0);
            if let Some(slot) = slots.get(6) {
                slot.accumulate(|| states.dc0);
            }
        });
        let h = final_hidden(y, initial.h, sequences);
        let c = initial.c.map(|_| final_cell(y, outputs.c_n, dc_n));
        (y, State { h, c })
    }
    // ANCHOR_END: recurrent
}

/// A tensor that `f` writes in full.
fn written<T: Float>(shape: Shape, f: impl FnOnce(&mut Tensor<T>)) -> Tensor<T> {
    let mut tensor = Tensor::empty(shape);
    f(&mut tensor);
    tensor
}

/// The state of each sample after its last step, from the states after all steps; its initial state if
/// it has no step.
fn final_hidden<'t, T: Float>(y: Var<'t, T>, h0: Var<'t, T>, sequences: Sequences) -> Var<'t, T> {
    let [_, steps, units] = y.dims();
    let mut h = h0.value();
    let states = y.value();
    // Where the last state of a sample is in `y`; none if it has no step.
    let last = move |sample: usize| {
        let len = sequences.lengths[sample];
        let step = if sequences.reverse { 0 } else { len.wrapping_sub(1) };
        (len > 0).then(|| (sample * steps + step) * units)
    };
    for (sample, h) in h.as_mut_slice().chunks_exact_mut(units).enumerate() {
        if let Some(start) = last(sample) {
            h.copy_from_slice(&states.as_slice()[start..][..units]);
        }
    }
    let shape = y.shape();
    y.tape().record("final_hidden", h, [y, h0], move |dh, [dy, dh0]| {
        dy.accumulate(|| {
            let mut dy = Tensor::zeros(shape);
            for (sample, dh) in dh.as_slice().chunks_exact(units).enumerate() {
                if let Some(start) = last(sample) {
                    dy.as_mut_slice()[start..][..units].copy_from_slice(dh);
                }
            }
            dy
        });
        dh0.accumulate(|| {
            let mut dh0 = dh;
            for (sample, dh0) in dh0.as_mut_slice().chunks_exact_mut(units).enumerate() {
                if last(sample).is_some() {
                    dh0.fill(T::zero());
                }
            }
            dh0
        });
    })
}

/// The final cell states. They are no part of `y`; their gradient waits in `dc_n` for the backward pass
/// of the layer, which comes after this one.
fn final_cell<'t, T: Float>(
    y: Var<'t, T>,
    c_n: Tensor<T>,
    dc_n: Arc<Mutex<Option<Tensor<T>>>>,
) -> Var<'t, T> {
    let shape = y.shape();
    y.tape().record("final_cell", c_n, [y], move |dc, [dy]| {
        *dc_n.lock().unwrap_or_else(PoisonError::into_inner) = Some(dc);
        // Even if nothing else depends on `y`, its backward pass has to run.
        dy.accumulate(|| Tensor::zeros(shape));
    })
}

fn take<T>(value: &Mutex<Option<T>>) -> Option<T> {
    value.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// # Panics
/// At the caller's line, if the shapes do not fit.
#[track_caller]
fn check_shapes<C: Cell, T: Float>(
    x: Var<'_, T>,
    vars: &CellVars<'_, T>,
    initial: &State<Var<'_, T>>,
) {
    let name = C::NAME;
    let shape = x.shape();
    let &[n, steps, input_size] = shape.dims() else {
        panic!("{name}: the input must be [n, steps, input_size], but is {shape:?}")
    };
    assert!(steps > 0, "{name}: the input {shape:?} has no steps: there must be at least one");
    let width = vars.bias_ih.shape().len();
    let hidden_size = width / C::GATES;
    let w_ih = vars.weight_ih.shape();
    assert!(
        w_ih.dims().first() == Some(&input_size),
        "{name}: the input {shape:?} and the weights {w_ih:?} do not fit: they must be [n, steps, \
         input_size] and [input_size, {} · hidden_size]",
        C::GATES
    );
    let expected = [
        ("weight_ih", vars.weight_ih.shape(), Shape::from([input_size, width])),
        ("weight_hh", vars.weight_hh.shape(), Shape::from([hidden_size, C::GATES * hidden_size])),
        ("bias_ih", vars.bias_ih.shape(), Shape::from([C::GATES * hidden_size])),
        ("bias_hh", vars.bias_hh.shape(), Shape::from([C::GATES * hidden_size])),
        ("the initial hidden state", initial.h.shape(), Shape::from([n, hidden_size])),
    ];
    let cell =
        initial.c.map(|c| ("the initial cell state", c.shape(), Shape::from([n, hidden_size])));
    for (what, found, expected) in expected.into_iter().chain(cell) {
        assert!(
            found == expected,
            "{name}: {what} must be {expected:?} for an input {shape:?}, but is {found:?}"
        );
    }
    let (has, needs) = (initial.c.is_some(), C::HAS_CELL_STATE);
    assert!(
        has || !needs,
        "{name}: the initial state has no cell state `c`, which this cell needs"
    );
    assert!(
        needs || !has,
        "{name}: the initial state has a cell state `c`, which this cell has not"
    );
}

/// The length of each sample.
///
/// # Panics
/// At the caller's line, if there are not `n`, or if one is greater than the number of steps.
#[track_caller]
fn check_lengths<C: Cell>(lengths: Option<&[usize]>, n: usize, steps: usize) -> Vec<usize> {
    let Some(lengths) = lengths else { return vec![steps; n] };
    let (name, count) = (C::NAME, lengths.len());
    assert!(count == n, "{name}: {count} lengths for {n} sequences: there must be one for each");
    if let Some((sample, len)) = lengths.iter().enumerate().find(|(_, len)| **len > steps) {
        panic!("{name}: sequence {sample} has the length {len}, but there are only {steps} steps");
    }
    lengths.to_vec()
}
