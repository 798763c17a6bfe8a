//! Recurrent layers, alone and two on top of each other in both directions: outputs, final states and
//! every gradient; and layers whose weights come from elsewhere.

use crate::support::{Golden, folder, upstream};
use autograd::{Tape, Var};
use nn::{Leaf, Module, Path, checkpoint, impl_module};
use numeric::Float;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{
    Cell, Gru, GruCell, Lstm, LstmCell, Nonlinearity, Recurrent, RecurrentOptions, Rnn, RnnCell,
    SequenceOptions, State,
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
    let mut h = None;
    let y = Tape::new().no_grad(|tape| {
        let options = SequenceOptions { lengths, ..Default::default() };
        let outputs = layer.forward_with(tape.constant(x), options);
        h = Some(outputs.state.h.value());
        outputs.output
    });
    golden.check(&format!("{case}.y"), &y);
    golden.check(&format!("{case}.h"), &h.unwrap());
}
