//! Recurrent layers, alone and two on top of each other in both directions: outputs, final states and
//! every gradient; and layers whose weights come from elsewhere.

use crate::support::{Golden, folder, upstream};
use autograd::{Tape, Var};
use nn::{Leaf, Module, Path, checkpoint, impl_module};
use numeric::Float;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::keras::KerasWeights;
use rnn::onnx::OnnxWeights;
use rnn::{
    Cell, Gru, GruCell, Lstm, LstmCell, Nonlinearity, Recurrent, RecurrentLayer, RecurrentOptions,
    Rnn, RnnCell, SequenceOptions, State,
};
use tensor::Tensor;

#[test]
fn f32() {
    Golden::<f32>::test("recurrent", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("recurrent", all);
}

fn all<T: Float>(golden: &mut Golden<T>) {
    for (prefix, lengths) in [("", None), ("deep_", Some(&[3, 4, 1][..]))] {
        let tanh = RnnCell { nonlinearity: Nonlinearity::Tanh };
        let relu = RnnCell { nonlinearity: Nonlinearity::Relu };
        layer(golden, &format!("{prefix}tanh"), tanh, lengths);
        layer(golden, &format!("{prefix}relu"), relu, lengths);
        layer(golden, &format!("{prefix}lstm"), LstmCell, lengths);
        layer(golden, &format!("{prefix}gru"), GruCell::default(), lengths);
    }
}

/// A layer of three units for two features: with lengths, two of them in both directions.
fn network<T: Float, C: Cell>(cell: C, is_deep: bool) -> Recurrent<T, C> {
    let options = RecurrentOptions {
        cell,
        num_layers: if is_deep { 2 } else { 1 },
        bidirectional: is_deep,
        ..RecurrentOptions::new(2, 3)
    };
    Recurrent::with_options(options, &mut ChaCha8Rng::seed_from_u64(1))
}

fn layer<T: Float, C: Cell>(
    golden: &mut Golden<T>,
    case: &str,
    cell: C,
    lengths: Option<&[usize]>,
) {
    let mut layer = network(cell, lengths.is_some());
    golden.restore(&format!("{case}.params."), &mut layer);
    let inputs = if C::HAS_CELL_STATE { &["x", "h0", "c0"][..] } else { &["x", "h0"] };
    let tensors = inputs.iter().map(|name| golden.tensor(&format!("{case}.{name}")));
    let tensors: Vec<Tensor<T>> = tensors.collect();
    let mut found = Vec::new();
    let gradients = Tape::new().gradients(|tape| {
        let leaves: Vec<_> = tensors.iter().map(|tensor| tape.leaf(tensor)).collect();
        let initial = Some(State { h: leaves[1], c: leaves.get(2).copied() });
        let outputs = layer.forward_with(leaves[0], SequenceOptions { lengths, initial });
        let all =
            [("y", Some(outputs.output)), ("h", Some(outputs.state.h)), ("c", outputs.state.c)];
        let all: Vec<(_, Var<'_, T>)> =
            all.into_iter().filter_map(|(name, output)| Some((name, output?))).collect();
        found = all.iter().map(|(name, output)| (*name, output.value())).collect();
        let losses = all.iter().map(|(_, output)| (*output * &upstream(output.shape())).sum());
        losses.reduce(|a, b| a + b).expect("there are outputs")
    });
    for (name, output) in &found {
        golden.check(&format!("{case}.{name}"), output);
    }
    for (i, name) in inputs.iter().enumerate() {
        golden.check(&format!("{case}.d{name}"), gradients.leaf(i).unwrap());
    }
    layer.visit(&mut Path::default(), &mut |path, leaf| {
        let Leaf::Parameter(param) = leaf else { panic!("only parameters") };
        golden.check(&format!("{case}.gradients.{path}"), gradients.get(param).unwrap());
    });
}

/// Three layers under the names that PyTorch's model has for them.
struct Three {
    rnn: Rnn,
    lstm: Lstm,
    gru: Gru,
}
impl_module!(Three { rnn, lstm, gru });

/// A model with other weights than those of any file.
fn three() -> Three {
    Three {
        rnn: network(RnnCell::default(), true),
        lstm: network(LstmCell, true),
        gru: network(GruCell::default(), true),
    }
}

/// What `torch.save_file(model.state_dict())` has written gives PyTorch's outputs here, and goes back
/// as it came.
#[test]
fn weights_from_pytorch() {
    let mut model = three();
    let file = folder().join("torch_state_dict_f32.safetensors");
    checkpoint::import_pytorch(&mut model, &file).unwrap();
    Golden::<f32>::test("torch_outputs", |golden| {
        let x = golden.tensor("all.x");
        outputs(golden, "rnn", &model.rnn, &x, None);
        outputs(golden, "lstm", &model.lstm, &x, None);
        outputs(golden, "gru", &model.gru, &x, None);
    });
    let back = std::env::temp_dir().join("gradus-back-to-pytorch.safetensors");
    checkpoint::export_pytorch(&model, &back).unwrap();
    Golden::<f32>::test("torch_state_dict", |golden| {
        let state = checkpoint::StateDict::<f32>::read(&back).unwrap();
        golden.tolerance = check::Tolerance::EXACT;
        state.tensors.iter().for_each(|(name, tensor)| golden.check(name, tensor));
    });
}

/// Holds the outputs and the final hidden states of a layer against `CASE.y` and `CASE.h`.
fn outputs<C: Cell>(
    golden: &mut Golden<f32>,
    case: &str,
    layer: &Recurrent<f32, C>,
    x: &Tensor,
    lengths: Option<&[usize]>,
) {
    let [y, h] = run(layer, x, lengths);
    golden.check(&format!("{case}.y"), &y);
    golden.check(&format!("{case}.h"), &h);
}

/// Keras's arrays give Keras's outputs here, and go back as they came.
#[test]
fn weights_from_keras() {
    Golden::<f32>::test("keras_layers", |golden| {
        keras_layer(golden, "rnn", RnnCell::default());
        keras_layer(golden, "lstm", LstmCell);
        keras_layer(golden, "gru_after", GruCell { reset_after: true });
        keras_layer(golden, "gru_before", GruCell { reset_after: false });
    });
}

fn keras_layer<C: Cell>(golden: &mut Golden<f32>, case: &str, cell: C) {
    let mut tensor = |name: &str| golden.tensor(&format!("{case}.{name}"));
    let (x, weights) = (
        tensor("x"),
        KerasWeights {
            kernel: tensor("kernel"),
            recurrent_kernel: tensor("recurrent_kernel"),
            bias: tensor("bias"),
        },
    );
    let forward = rnn::keras::import(cell, &weights).unwrap();
    let back = rnn::keras::export(cell, &forward);
    let layer = alone(cell, RecurrentLayer { forward, reverse: None });
    outputs(golden, case, &layer, &x, None);
    // Keras's final state of a masked layer; in the padding of its outputs there are no zeros.
    let h = run(&layer, &x, Some(&[2, 4, 3]))[1].clone();
    golden.check(&format!("{case}.masked_h"), &h);
    for (name, there, here) in [
        ("kernel", weights.kernel, back.kernel),
        ("recurrent_kernel", weights.recurrent_kernel, back.recurrent_kernel),
        ("bias", weights.bias, back.bias),
    ] {
        assert_eq!(there.shape(), here.shape(), "{case}, {name}");
        assert_eq!(there.as_slice(), here.as_slice(), "{case}, {name}");
    }
}

/// ONNX's arrays give the outputs of onnxruntime here, and go back as they came.
#[test]
fn weights_from_onnx() {
    Golden::<f32>::test("onnx_layers", |golden| {
        for direction in ["forward", "bidirectional"] {
            onnx_layer(golden, &format!("rnn_{direction}"), RnnCell::default());
            onnx_layer(golden, &format!("lstm_{direction}"), LstmCell);
            onnx_layer(golden, &format!("gru_after_{direction}"), GruCell { reset_after: true });
            onnx_layer(golden, &format!("gru_before_{direction}"), GruCell { reset_after: false });
        }
    });
}

fn onnx_layer<C: Cell>(golden: &mut Golden<f32>, case: &str, cell: C) {
    let mut tensor = |name: &str| golden.tensor(&format!("{case}.{name}"));
    let (x, weights) =
        (tensor("x"), OnnxWeights { w: tensor("w"), r: tensor("r"), b: tensor("b") });
    let layer = rnn::onnx::import(cell, &weights).unwrap();
    let back = rnn::onnx::export(cell, &layer);
    outputs(golden, case, &alone(cell, layer), &x, Some(&[2, 4, 3]));
    for (name, there, here) in
        [("w", weights.w, back.w), ("r", weights.r, back.r), ("b", weights.b, back.b)]
    {
        assert_eq!(there.shape(), here.shape(), "{case}, {name}");
        assert_eq!(there.as_slice(), here.as_slice(), "{case}, {name}");
    }
}

/// A network of this layer.
fn alone<C: Cell>(cell: C, layer: RecurrentLayer<f32>) -> Recurrent<f32, C> {
    Recurrent { cell, layers: vec![layer], dropout: 0.0 }
}

/// The outputs and the final hidden states of a layer.
fn run<C: Cell>(layer: &Recurrent<f32, C>, x: &Tensor, lengths: Option<&[usize]>) -> [Tensor; 2] {
    let mut h = None;
    let y = Tape::new().no_grad(|tape| {
        let options = SequenceOptions { lengths, ..Default::default() };
        let outputs = layer.forward_with(tape.constant(x), options);
        h = Some(outputs.state.h.value());
        outputs.output
    });
    [y, h.expect("the layer has run")]
}
