//! Arrays of Keras and ONNX: there and back, and what does not fit.

use crate::support::{RESET_AFTER, RESET_BEFORE, TANH, draw, network};
use autograd::Tape;
use check::{Tolerance, assert_close};
use nn::Forward;
use rnn::keras::{self, KerasWeights};
use rnn::onnx::{self, OnnxWeights};
use rnn::{Cell, LayoutError, LstmCell, Recurrent, RecurrentLayer, RecurrentOptions};
use rstest::rstest;
use tensor::{Shape, Tensor};

/// Two biases go there as one, and what is computed stays the same.
#[rstest]
#[case::tanh(TANH)]
#[case::lstm(LstmCell)]
#[case::gru(RESET_AFTER)]
#[case::gru_reset_before(RESET_BEFORE)]
fn there_and_back<C: Cell>(#[case] cell: C, #[values(false, true)] bidirectional: bool) {
    let options = RecurrentOptions { cell, bidirectional, ..RecurrentOptions::new(2, 3) };
    let original: Recurrent<f64, C> = network(options);
    let layer = &original.layers[0];
    let y = |layer: RecurrentLayer<f64>| {
        let network = Recurrent { cell, layers: vec![layer], dropout: 0.0 };
        let y = Tape::new().no_grad(|tape| network.forward(tape.constant(&draw(1, &[2, 4, 2]))));
        y.as_slice().to_vec()
    };
    let expected = y(layer.clone());
    let by_onnx = onnx::import(cell, &onnx::export(cell, layer)).unwrap();
    assert_eq!(y(by_onnx), expected);
    let by_keras = |params| keras::import(cell, &keras::export(cell, params)).unwrap();
    let by_keras = RecurrentLayer {
        forward: by_keras(&layer.forward),
        reverse: layer.reverse.as_ref().map(by_keras),
    };
    assert_close(C::NAME, &y(by_keras), &expected, Tolerance::F64_GOLDEN);
}

fn zeros(dims: &[usize]) -> Tensor {
    Tensor::zeros(Shape::new(dims).unwrap())
}

fn of_keras(shapes: [&[usize]; 3]) -> KerasWeights {
    let [kernel, recurrent_kernel, bias] = shapes.map(zeros);
    KerasWeights { kernel, recurrent_kernel, bias }
}

#[rstest]
#[case::kernel([&[2, 9][..], &[3, 12], &[12]], "kernel` must have the shape [2, 12], but has [2, 9]")]
#[case::no_kernel([&[12][..], &[3, 12], &[12]], "kernel` must have the shape [12, 12], but has [12]")]
#[case::transposed([&[2, 12][..], &[12, 3], &[12]], "recurrent_kernel` must have the shape [12, 48], but has [12, 3]")]
#[case::axes([&[2, 12][..], &[12], &[12]], "recurrent_kernel` must have the shape [hidden_size, 4 · hidden_size], but has [12]")]
#[case::bias([&[2, 12][..], &[3, 12], &[2, 12]], "bias` must have the shape [12], but has [2, 12]")]
fn arrays_of_keras_that_do_not_fit(#[case] shapes: [&[usize]; 3], #[case] rule: &str) {
    let error = keras::import(LstmCell, &of_keras(shapes)).unwrap_err();
    assert_eq!(error.to_string(), format!("LSTM: `{rule}"));
}

/// The bias tells the two GRUs apart.
#[test]
fn a_gru_of_the_other_kind() {
    let error = |name, expected: &str, found: &[usize]| LayoutError {
        cell: "GRU",
        name,
        expected: expected.into(),
        found: found.into(),
    };
    let (two, one) =
        (of_keras([&[2, 9][..], &[3, 9], &[2, 9]]), of_keras([&[2, 9][..], &[3, 9], &[9]]));
    assert!(keras::import(RESET_AFTER, &two).is_ok() && keras::import(RESET_BEFORE, &one).is_ok());
    let refused = keras::import(RESET_AFTER, &one).unwrap_err();
    assert_eq!(refused, error("bias", "[2, 9]", &[9]));
    let refused = keras::import(RESET_BEFORE, &two).unwrap_err();
    assert_eq!(refused, error("bias", "[9]", &[2, 9]));
}

#[rstest]
#[case::w([&[1, 9, 2][..], &[1, 12, 3], &[1, 24]], "W` must have the shape [1, 12, 2], but has [1, 9, 2]")]
#[case::directions([&[1, 12, 2][..], &[2, 12, 3], &[2, 24]], "W` must have the shape [2, 12, 2], but has [1, 12, 2]")]
#[case::three([&[3, 12, 2][..], &[3, 12, 3], &[3, 24]], "R` must have the shape [1 or 2, 4 · hidden_size, hidden_size], but has [3, 12, 3]")]
#[case::no_directions([&[12, 2][..], &[12, 3], &[24]], "R` must have the shape [1 or 2, 4 · hidden_size, hidden_size], but has [12, 3]")]
#[case::r([&[1, 12, 2][..], &[1, 9, 3], &[1, 24]], "R` must have the shape [1, 12, 3], but has [1, 9, 3]")]
#[case::b([&[1, 12, 2][..], &[1, 12, 3], &[1, 12]], "B` must have the shape [1, 24], but has [1, 12]")]
fn arrays_of_onnx_that_do_not_fit(#[case] shapes: [&[usize]; 3], #[case] rule: &str) {
    let [w, r, b] = shapes.map(zeros);
    let error = onnx::import(LstmCell, &OnnxWeights { w, r, b }).unwrap_err();
    assert_eq!(error.to_string(), format!("LSTM: `{rule}"));
}

/// Sizes of zero are no reason to panic.
#[test]
fn arrays_of_nothing() {
    let params = keras::import(LstmCell, &of_keras([&[0, 0][..], &[0, 0], &[0]])).unwrap();
    assert_eq!(params.bias_ih.value.shape().len(), 0);
    let [w, r, b] = [&[1, 12, 0][..], &[1, 12, 3], &[1, 24]].map(zeros);
    let layer = onnx::import(LstmCell, &OnnxWeights { w, r, b }).unwrap();
    assert_eq!(layer.forward.weight_ih.value.shape().dims(), [0, 12]);
}

#[test]
#[should_panic(expected = "GRU: weight_hh must be [3, 9], but is [3, 12]")]
fn parameters_of_another_cell() {
    let lstm: Recurrent<f32, LstmCell> = network(RecurrentOptions::new(2, 3));
    keras::export(RESET_AFTER, &lstm.layers[0].forward);
}
