//! Samples per second of training on the GPU.

use crate::peer;
use crate::resnet::resnet20;
use activations::Relu;
use autograd::{Gradients, Tape, Var};
use nn::{Dense, Embedding, Forward, Module, impl_module, sequential};
use optimizers::{Adam, Optimizer};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use rnn::{LstmCell, Recurrent, SequenceOptions};
use std::path::Path;
use std::time::Instant;
use tensor::{Device, Shape, StepGraph, Tensor};

const STEPS: usize = 64;
const CHARACTERS: usize = 65;

/// Trains each network for a while, and its peer where there is one.
pub fn measure(device: &Device, python: Option<&Path>, seconds: f64) {
    println!(
        "\nTraining in f32 with Adam and cross-entropy, samples a second (sequences of {STEPS} for charlstm):"
    );
    let peers = python.map(|python| peer::rates(python, seconds)).unwrap_or_default();
    println!(
        "| network | batch | Gradus, eager | Gradus, graph | PyTorch, eager | PyTorch, graph | ratio, eager | ratio, graph |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    for batch in [32, 256] {
        let mlp = sequential![Dense::new(784, 128, Relu, rng), Dense::linear(128, 10, rng)];
        let rate = images(mlp, &[784], batch, device, seconds);
        peer::say("mlp", batch, rate, &peers);
    }
    for batch in [32, 256] {
        let rate = images(cnn::lenet_cifar(rng), &[3, 32, 32], batch, device, seconds);
        peer::say("lenet", batch, rate, &peers);
    }
    peer::say("charlstm", 32, characters(32, device, seconds), &peers);
    peer::say("resnet20", 128, images(resnet20(rng), &[3, 32, 32], 128, device, seconds), &peers);
}

fn images<M: Forward + Module<f32>>(
    model: M,
    shape: &[usize],
    batch: usize,
    device: &Device,
    seconds: f64,
) -> [f64; 2] {
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    let shape = Shape::new(&[&[batch], shape].concat()).expect("an image has at most three axes");
    let x = Tensor::from_fn(shape, || rng.random_range(-1.0f32..1.0)).to(device);
    let classes: Vec<usize> = (0..batch).map(|_| rng.random_range(0..10)).collect();
    rates(model, device, batch, seconds, |model: &M, tape| {
        model.forward(tape.constant(&x)).cross_entropy(&classes)
    })
}

/// Embedding, LSTM of 256 units, logits.
struct Characters {
    embedding: Embedding,
    recurrent: Recurrent<f32, LstmCell>,
    output: Dense,
}
impl_module!(Characters { embedding, recurrent, output });

fn characters(batch: usize, device: &Device, seconds: f64) -> [f64; 2] {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let model = Characters {
        embedding: Embedding::new(CHARACTERS, 64, rng),
        recurrent: Recurrent::new(64, 256, rng),
        output: Dense::linear(256, CHARACTERS, rng),
    };
    let mut tokens = || (0..batch * STEPS).map(|_| rng.random_range(0..CHARACTERS)).collect();
    let (x, targets): (Vec<usize>, Vec<usize>) = (tokens(), tokens());
    rates(model, device, batch, seconds, |model: &Characters, tape| {
        let table = tape.param(&model.embedding.weight);
        let options = SequenceOptions::default();
        let states = model.recurrent.forward_embedded(table, &x, batch, options).output;
        model.output.forward(states.reshape([x.len(), 256])).cross_entropy(&targets)
    })
}

/// Samples a second of whole steps of training, gradients and Adam: launched operation by operation, and replayed as
/// a CUDA graph.
fn rates<M: Module<f32>>(
    mut model: M,
    device: &Device,
    batch: usize,
    seconds: f64,
    loss: impl for<'t> Fn(&M, &'t Tape) -> Var<'t>,
) -> [f64; 2] {
    nn::to_device(&mut model, device);
    let (mut tape, mut adam) = (Tape::new(), Adam::default());
    let mut step = || {
        let gradients = tape.gradients(|tape| loss(&model, tape));
        adam.step(&mut model, &gradients);
        gradients
    };
    let eager = rate(batch, seconds, &mut step);
    let mut graph = StepGraph::default();
    let replayed = rate(batch, seconds, || graph.run(device, &mut step));
    if let Some(difference) = graph.difference() {
        println!("Not every step was replayed: {difference}.");
    }
    [eager, replayed]
}

/// Samples a second.
fn rate(batch: usize, seconds: f64, mut step: impl FnMut() -> Gradients<f32>) -> f64 {
    for _ in 0..10 {
        step();
    }
    step().loss(); // waits for all of it
    let (start, mut steps) = (Instant::now(), 0);
    while start.elapsed().as_secs_f64() < seconds {
        for _ in 0..19 {
            step();
        }
        step().loss();
        steps += 20;
    }
    (batch * steps) as f64 / start.elapsed().as_secs_f64()
}
