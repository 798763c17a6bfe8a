//! Checkpointed training: the bits of training that keeps everything, with real layers.

use activations::Tanh;
use autograd::{Tape, Var};
use gradus_tests::draw;
use nn::{Dense, Forward, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::Dropout;
use tensor::Tensor;

/// Trains three steps; parameters and running statistics as bits, and the output of the trained network.
fn train(checkpointed: bool) -> (Vec<u32>, Tensor<f32>) {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut model: Vec<Sequential> = (0..8)
        .map(|_| {
            sequential![
                Dense::new(12, 12, Tanh, rng),
                BatchNorm::new(12),
                Dropout::new(0.2),
                Dense::new(12, 12, Tanh, rng),
                Dropout::new(0.1),
            ]
        })
        .collect();
    let x: Tensor<f32> = draw(&[&[33, 12]], 2).remove(0);
    let classes: Vec<usize> = (0..33).map(|i| i * 7 % 12).collect();
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    for _ in 0..3 {
        let gradients = if checkpointed {
            tape.checkpointed_gradients(|scope| {
                let x = scope.tape().constant(&x);
                let y = model
                    .chunks(3)
                    .fold(x, |x, segment| scope.checkpoint([x], move |_, [x]| run(segment, x)));
                y.cross_entropy(&classes)
            })
        } else {
            tape.gradients(|tape| run(&model, tape.constant(&x)).cross_entropy(&classes))
        };
        adam.step(&mut model, &gradients);
    }
    let tensors = nn::state_dict(&model);
    let bits = tensors.iter().flat_map(|(_, t)| t.as_slice().iter().map(|x| x.to_bits())).collect();
    (bits, tape.no_grad(|tape| run(&model, tape.constant(&x))))
}

fn run<'t>(segment: &[Sequential], x: Var<'t>) -> Var<'t> {
    segment.iter().fold(x, |x, part| part.forward(x))
}

#[test]
fn dropout_and_batch_normalization_train_to_the_same_bits() {
    let [(kept, y), (checkpointed, again)] = [false, true].map(train);
    assert!(kept == checkpointed, "parameters or running statistics differ");
    assert_eq!(y.as_slice(), again.as_slice());
}
