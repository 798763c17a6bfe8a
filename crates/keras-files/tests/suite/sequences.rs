//! Recurrent layers, whose arrays crate `rnn` imports, and the embedding before them.

use crate::{assert_same, expected, golden, inputs, predict, read};
use autograd::Tape;
use keras_files::{KerasLayer, KerasModel};
use nn::Forward;
use rnn::keras::{self, KerasWeights};
use rnn::{Cell, GruCell, LstmCell, Recurrent, RecurrentLayer};
use serde_json::json;
use tensor::{Shape, Tensor};

const AFTER: GruCell = GruCell { reset_after: true };
const BEFORE: GruCell = GruCell { reset_after: false };

/// The layer that Keras's one is here; zeros for a bias that it does not have.
#[track_caller]
fn recurrent<C: Cell>(
    cell: C,
    layer: &KerasLayer,
    bias_shape: impl Into<Shape>,
) -> Recurrent<f32, C> {
    let bias_shape = bias_shape.into();
    let [kernel, recurrent_kernel] = [0, 1].map(|i| layer.variables[i].clone());
    let bias = layer.variables.get(2).cloned().unwrap_or_else(|| Tensor::zeros(bias_shape));
    assert_eq!(bias.shape(), bias_shape);
    let weights = KerasWeights { kernel, recurrent_kernel, bias };
    let forward = keras::import(cell, &weights).unwrap();
    Recurrent { cell, layers: vec![RecurrentLayer { forward, reverse: None }], dropout: 0.0 }
}

/// The outputs of all steps, `[n, steps, units]`.
fn outputs(layer: &impl Forward, x: &Tensor) -> Tensor {
    Tape::new().no_grad(|tape| layer.forward(tape.constant(x)))
}

/// Those of the last step.
fn last(outputs: &Tensor) -> Vec<f32> {
    let [_, steps, units] = outputs.dims();
    let samples = outputs.as_slice().chunks_exact(steps * units);
    samples.flat_map(|sample| &sample[(steps - 1) * units..]).copied().collect()
}

#[test]
fn an_lstm() {
    let mut model = read("lstm.keras");
    model.load_weights(golden("lstm.weights.h5")).unwrap();
    let lstm = recurrent(LstmCell, &model.layers[0], [8]);
    assert_same(&last(&outputs(&lstm, &inputs([2, 4, 3]))), &expected("lstm"));
}

#[test]
fn grus() {
    let (two, one) = (Shape::from([2, 6]), Shape::from([6]));
    let cases =
        [("gru_after", AFTER, two), ("gru_before", BEFORE, one), ("gru_no_bias", AFTER, two)];
    for (name, cell, bias_shape) in cases {
        let model = read(&format!("{name}.keras"));
        let gru = recurrent(cell, &model.layers[0], bias_shape);
        assert_same(outputs(&gru, &inputs([2, 4, 3])).as_slice(), &expected(name));
        assert_eq!(model.layers[0].settings["reset_after"], json!(cell.reset_after), "{name}");
    }
}

/// Embedding, GRU, Dense: each is read by itself, and together they are Keras's model.
#[test]
fn an_embedding_before_a_gru() {
    let mut model = read("embedding.keras");
    let embedding = model.embedding(0).unwrap();
    let x = Tape::new().no_grad(|tape| {
        let rows = embedding.forward(tape, &[3, 10, 0, 3, 7, 1, 1, 9]);
        rows.reshape([2, 4, 4])
    });
    let h = last(&outputs(&recurrent(AFTER, &model.layers[1], [2, 9]), &x));
    model.layers.drain(..2);
    model.input_shape = vec![3];
    let classes = model.to_sequential().unwrap();
    assert_same(&predict(&classes, &Tensor::new([2, 3], h)), &expected("embedding"));
}

#[track_caller]
fn refusal(model: &KerasModel) -> String {
    model.embedding(0).unwrap_err().to_string()
}

#[test]
fn an_embedding_that_does_not_fit() {
    let model = read("embedding.keras");
    let mut masked = model.clone();
    masked.layers[0].settings.insert("mask_zero".into(), json!(true));
    assert!(refusal(&masked).contains("`mask_zero` true has no counterpart"));
    let mut short = model.clone();
    short.layers[0].variables[0] = Tensor::zeros([10, 4]);
    let error = refusal(&short);
    assert!(
        error.contains("embedding.keras: layer `embedding`: the table has the shape [10, 4]"),
        "{error}"
    );
    short.layers[0].variables.clear();
    assert!(
        refusal(&short).contains("has 1 variables, and the file holds 0"),
        "{}",
        refusal(&short)
    );
    assert!(refusal(&read("lstm.keras")).contains("the class `LSTM` (an `Embedding`"));
}

#[test]
#[should_panic = "embedding: there is no layer 3, the model has 3"]
fn a_layer_that_is_not_there() {
    let _ = read("embedding.keras").embedding(3);
}
