//! Whether a step that is replayed as a CUDA graph has the bits of one that is launched operation by operation.

use activations::Relu;
use autograd::Tape;
use nn::{Dense, Forward, Module, sequential, state_dict};
use normalization::BatchNorm;
use optimizers::{Adam, Optimizer};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};
use regularization::Dropout;
use tensor::{Device, Download, Shape, StepGraph, Tensor};

const STEPS: usize = 12;
const BATCH: usize = 8;

/// Trains two small networks both ways, and says whether all losses and weights are equal.
pub fn has_the_same_bits(device: &Device) -> bool {
    let rng = || ChaCha8Rng::seed_from_u64(1);
    let mlp = || {
        let (rng, dropout) = (&mut rng(), Dropout::new(0.2));
        sequential![
            Dense::new(784, 128, Relu, rng),
            BatchNorm::new(128),
            dropout,
            Dense::linear(128, 10, rng),
        ]
    };
    let lenet = || cnn::lenet_cifar(&mut rng());
    let agree = [
        compare("mlp", mlp, &[BATCH, 784], device),
        compare("lenet", lenet, &[BATCH, 3, 32, 32], device),
    ];
    agree == [true; 2]
}

fn compare<M: Forward + Module<f32>>(
    name: &str,
    model: impl Fn() -> M,
    shape: &[usize],
    device: &Device,
) -> bool {
    let mut graph = StepGraph::default();
    let expected = train(model(), shape, device, None);
    let found = train(model(), shape, device, Some(&mut graph));
    let is_replayed = graph.replays() == STEPS as u64 - 2;
    if found != expected {
        println!("WRONG {name}: replayed as a graph it does not have the same bits");
    } else if !is_replayed {
        let (replays, difference) = (graph.replays(), graph.difference());
        println!("WRONG {name}: {replays} of {STEPS} steps were replayed: {difference:?}");
    } else {
        println!("{name}: replayed as a CUDA graph, a step has the bits of an eager one.");
    }
    is_replayed && found == expected
}

/// The bits of all losses, and of the weights after the last step.
fn train<M: Forward + Module<f32>>(
    mut model: M,
    shape: &[usize],
    device: &Device,
    mut graph: Option<&mut StepGraph>,
) -> Vec<u32> {
    nn::to_device(&mut model, device);
    let (mut tape, mut adam, mut losses) = (Tape::new(), Adam::default(), Vec::new());
    let rng = &mut ChaCha8Rng::seed_from_u64(2);
    let shape = Shape::new(shape).expect("a batch of images has four axes at most");
    for step in 0..STEPS {
        adam.common.learning_rate = 0.01 / (1 + step) as f64;
        let x = Tensor::from_fn(shape, || rng.random_range(-1.0f32..1.0));
        let classes: Vec<usize> = (0..BATCH).map(|_| rng.random_range(0..10)).collect();
        let mut step = || {
            let gradients = tape.gradients(|tape| {
                model.forward(tape.constant(&x.to(device))).cross_entropy(&classes)
            });
            adam.step(&mut model, &gradients);
            gradients
        };
        let gradients = match &mut graph {
            Some(graph) => graph.run(device, step),
            None => step(),
        };
        // Nothing waits, so that a step is uploaded while the one before is computed.
        losses.push(gradients.loss_tensor().start_download());
    }
    let weights = state_dict(&model).into_iter().map(|(_, tensor)| tensor.to(&Device::Cpu));
    let numbers = losses.into_iter().map(Download::finish).chain(weights);
    numbers.flat_map(|x| x.as_slice().iter().map(|x| x.to_bits()).collect::<Vec<u32>>()).collect()
}
