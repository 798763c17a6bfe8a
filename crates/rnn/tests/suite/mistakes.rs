//! Shapes and settings that do not fit: the message, and the line it names.

use crate::blame::{Panic, panic_of};
use crate::support::{RESET_AFTER, network};
use autograd::Tape;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{
    Cell, CellVars, Lstm, LstmCell, RecurrentOps, RecurrentOptions, RnnCell, SequenceOptions, State,
};
use rstest::rstest;
use tensor::{Shape, Tensor};

/// The message of `f`'s panic, which must name a line of this file.
fn complaint(f: impl FnOnce()) -> String {
    let Panic { message, file } = panic_of(f);
    assert!(file.ends_with("mistakes.rs"), "{file}: {message}");
    message
}

fn zeros(dims: &[usize]) -> Tensor {
    Tensor::zeros(Shape::new(dims).unwrap())
}

/// The shapes of one call of a layer with three units for two features.
struct Call {
    x: Vec<usize>,
    weight_ih: Vec<usize>,
    weight_hh: Vec<usize>,
    bias_ih: Vec<usize>,
    bias_hh: Vec<usize>,
    h: Vec<usize>,
    c: Option<Vec<usize>>,
    lengths: Option<Vec<usize>>,
}

impl Call {
    /// What fits.
    fn new<C: Cell>() -> Call {
        let width = 3 * C::GATES;
        Call {
            x: vec![4, 5, 2],
            weight_ih: vec![2, width],
            weight_hh: vec![3, width],
            bias_ih: vec![width],
            bias_hh: vec![width],
            h: vec![4, 3],
            c: C::HAS_CELL_STATE.then(|| vec![4, 3]),
            lengths: None,
        }
    }

    fn run<C: Cell>(&self) {
        Tape::new().no_grad(|tape| {
            let zeros = |dims: &Vec<usize>| tape.constant(&zeros(dims));
            let vars = CellVars {
                weight_ih: zeros(&self.weight_ih),
                weight_hh: zeros(&self.weight_hh),
                bias_ih: zeros(&self.bias_ih),
                bias_hh: zeros(&self.bias_hh),
            };
            let state = State { h: zeros(&self.h), c: self.c.as_ref().map(zeros) };
            let lengths = self.lengths.as_deref();
            zeros(&self.x).recurrent(C::default(), vars, state, lengths, false).0
        });
    }
}

fn fits() -> Call {
    Call::new::<LstmCell>()
}

#[rstest]
#[case::rank(Call { x: vec![5, 2], ..fits() }, "the input must be [n, steps, input_size], but is [5, 2]")]
#[case::no_steps(Call { x: vec![4, 0, 2], ..fits() }, "the input [4, 0, 2] has no steps: there must be at least one")]
#[case::features(Call { x: vec![4, 5, 7], ..fits() }, "the input [4, 5, 7] and the weights [2, 12] do not fit: they must be [n, steps, input_size] and [input_size, 4 · hidden_size]")]
#[case::weight_ih(Call { weight_ih: vec![2, 9], ..fits() }, "weight_ih must be [2, 12] for an input [4, 5, 2], but is [2, 9]")]
#[case::weight_hh(Call { weight_hh: vec![12, 3], ..fits() }, "weight_hh must be [3, 12] for an input [4, 5, 2], but is [12, 3]")]
#[case::bias_ih(Call { bias_ih: vec![1, 12], ..fits() }, "bias_ih must be [12] for an input [4, 5, 2], but is [1, 12]")]
#[case::bias_hh(Call { bias_hh: vec![3], ..fits() }, "bias_hh must be [12] for an input [4, 5, 2], but is [3]")]
#[case::hidden(Call { h: vec![1, 3], ..fits() }, "the initial hidden state must be [4, 3] for an input [4, 5, 2], but is [1, 3]")]
#[case::cell(Call { c: Some(vec![4, 2]), ..fits() }, "the initial cell state must be [4, 3] for an input [4, 5, 2], but is [4, 2]")]
#[case::no_cell(Call { c: None, ..fits() }, "the initial state has no cell state `c`, which this cell needs")]
#[case::few_lengths(Call { lengths: Some(vec![5, 5]), ..fits() }, "2 lengths for 4 sequences: there must be one for each")]
#[case::length(Call { lengths: Some(vec![5, 6, 0, 7]), ..fits() }, "sequence 1 has the length 6, but there are only 5 steps")]
fn one_layer(#[case] call: Call, #[case] rule: &str) {
    fits().run::<LstmCell>();
    assert_eq!(complaint(|| call.run::<LstmCell>()), format!("LSTM: {rule}"));
}

#[test]
fn a_cell_state_where_there_is_none() {
    let call = Call { c: Some(vec![4, 3]), ..Call::new::<RnnCell>() };
    assert_eq!(
        complaint(|| call.run::<RnnCell>()),
        "RNN: the initial state has a cell state `c`, which this cell has not"
    );
}

fn options() -> RecurrentOptions<LstmCell> {
    RecurrentOptions::new(2, 3)
}

#[rstest]
#[case::input(RecurrentOptions { input_size: 0, ..options() }, "input_size must be at least 1, but is 0")]
#[case::hidden(RecurrentOptions { hidden_size: 0, ..options() }, "hidden_size must be at least 1, but is 0")]
#[case::layers(RecurrentOptions { num_layers: 0, ..options() }, "num_layers must be at least 1, but is 0")]
#[case::always(RecurrentOptions { dropout: 1.0, ..options() }, "dropout must be at least 0 and below 1, but is 1")]
#[case::negative(RecurrentOptions { dropout: -0.5, ..options() }, "dropout must be at least 0 and below 1, but is -0.5")]
#[case::nan(RecurrentOptions { dropout: f64::NAN, ..options() }, "dropout must be at least 0 and below 1, but is NaN")]
fn settings(#[case] options: RecurrentOptions<LstmCell>, #[case] rule: &str) {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let message = complaint(|| drop(Lstm::<f32>::with_options(options, rng)));
    assert_eq!(message, format!("LSTM: {rule}"));
}

/// A call of two layers with an initial state of this shape.
fn forward(x: &[usize], state: State<&[usize]>, lengths: Option<&[usize]>) -> String {
    let lstm: Lstm = network(RecurrentOptions { num_layers: 2, ..options() });
    complaint(|| {
        Tape::new().no_grad(|tape| {
            let state = State { h: zeros(state.h), c: state.c.map(zeros) };
            let options = SequenceOptions { lengths, initial: Some(state.on(tape)) };
            lstm.forward_with(tape.constant(&zeros(x)), options).last
        });
    })
}

#[test]
fn layers() {
    let fits: &[usize] = &[2, 4, 3];
    let state = State { h: fits, c: Some(fits) };
    assert_eq!(
        forward(&[4, 5, 3], state, None),
        "LSTM takes sequences [n, steps, 2], but its input has the shape [4, 5, 3]"
    );
    let rule = "must be [2, 4, 3] (layers and directions, sequences, hidden_size)";
    assert_eq!(
        forward(&[4, 5, 2], State { h: &[1, 4, 3], ..state }, None),
        format!("LSTM: the initial hidden state {rule}, but is [1, 4, 3]")
    );
    assert_eq!(
        forward(&[4, 5, 2], State { c: Some(&[2, 4, 1]), ..state }, None),
        format!("LSTM: the initial cell state {rule}, but is [2, 4, 1]")
    );
    assert_eq!(
        forward(&[4, 5, 2], state, Some(&[6, 1, 1, 1])),
        "LSTM: sequence 0 has the length 6, but there are only 5 steps"
    );
}

#[rstest]
#[case::rank(&[6], &[0; 8], "the table must be [rows, input_size], but is [6]")]
#[case::count(&[3, 2], &[0; 7], "7 tokens for 4 sequences: there must be as many for each")]
#[case::row(&[3, 2], &[0, 1, 2, 3], "token 3 at position 3 is not below the 3 rows of the table")]
#[case::features(&[3, 7], &[0; 8], "the input [4, 2, 7] and the weights [2, 12] do not fit: they must be [n, steps, input_size] and [input_size, 4 · hidden_size]")]
#[case::no_steps(&[3, 2], &[], "the input [4, 0, 2] has no steps: there must be at least one")]
fn embedded(#[case] table: &[usize], #[case] tokens: &[usize], #[case] rule: &str) {
    let lstm: Lstm = network(options());
    let message = complaint(|| {
        Tape::new().no_grad(|tape| {
            let vars = lstm.layers[0].forward.on(tape);
            let state = tape.constant(&zeros(&[4, 3]));
            let initial = State { h: state, c: Some(state) };
            let table = tape.constant(&zeros(table));
            table.recurrent_embedded(tokens, LstmCell, vars, initial, None, false).0
        });
    });
    assert_eq!(message, format!("LSTM: {rule}"));
}

#[test]
fn streams() {
    let options = RecurrentOptions { cell: RESET_AFTER, ..RecurrentOptions::new(2, 3) };
    let gru = network::<f32, _>(options);
    let both = network::<f32, _>(RecurrentOptions { bidirectional: true, ..options });
    assert_eq!(
        complaint(|| drop(both.stream(&both.zero_state(4)))),
        "GRU: a bidirectional network needs the end of a sequence and cannot be streamed"
    );
    let rule = "the state of a stream must be [1, 4, 3], as `zero_state` gives it";
    for (h, c) in [(&[2, 4, 3], None), (&[1, 4, 2], None), (&[1, 4, 3], Some(zeros(&[1, 4, 3])))] {
        let message = complaint(|| drop(gru.stream(&State { h: zeros(h), c })));
        assert_eq!(message, format!("GRU: {rule}, but `h` is {h:?}"));
    }
    let mut stream = gru.stream(&gru.zero_state(4));
    assert_eq!(
        complaint(|| drop(stream.step(&zeros(&[4, 3])))),
        "GRU: a step of this stream is [4, 2], but is [4, 3]"
    );
}
