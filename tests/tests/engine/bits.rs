//! The same bits with any number of threads, and from run to run.

use activations::Relu;
use autograd::Tape;
use gradus_tests::draw;
use nn::{Dense, Forward, Sequential, sequential};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// Trains ten steps at a size at which every product is cut into blocks; all parameters' bits.
fn train(threads: usize, batch: usize) -> Vec<u32> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let mut model: Sequential = sequential![
            Dense::new(784, 128, Relu, rng),
            Dense::new(128, 300, Relu, rng),
            Dense::linear(300, 10, rng),
        ];
        let x: Tensor<f32> = draw(&[&[batch, 784]], 2).remove(0);
        let classes: Vec<usize> = (0..batch).map(|i| i * 7 % 10).collect();
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        for _ in 0..10 {
            let gradients =
                tape.gradients(|tape| model.forward(tape.constant(&x)).cross_entropy(&classes));
            adam.step(&mut model, &gradients);
        }
        let tensors = nn::state_dict(&model);
        tensors.iter().flat_map(|(_, t)| t.as_slice().iter().map(|x| x.to_bits())).collect()
    })
}

#[test]
fn threads_do_not_change_a_bit() {
    for batch in [1, 32, 33, 500] {
        let one = train(1, batch);
        assert_eq!(one, train(1, batch), "batch {batch}, from run to run");
        for threads in [2, 3, 5] {
            assert_eq!(one, train(threads, batch), "batch {batch}, {threads} threads");
        }
    }
}

/// The same for convolution: weights after three steps.
fn train_lenet(threads: usize, batch: usize) -> Vec<u32> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut model = cnn::lenet_cifar::<f32>(&mut ChaCha8Rng::seed_from_u64(1));
        let x: Tensor<f32> = draw(&[&[batch, 3, 32, 32]], 2).remove(0);
        let classes: Vec<usize> = (0..batch).map(|i| i * 7 % 10).collect();
        let (mut adam, mut tape) = (Adam::default(), Tape::new());
        for _ in 0..3 {
            let gradients =
                tape.gradients(|tape| model.forward(tape.constant(&x)).cross_entropy(&classes));
            adam.step(&mut model, &gradients);
        }
        let tensors = nn::state_dict(&model);
        tensors.iter().flat_map(|(_, t)| t.as_slice().iter().map(|x| x.to_bits())).collect()
    })
}

#[test]
fn threads_do_not_change_a_bit_of_a_convolution() {
    for batch in [1, 32, 33] {
        let one = train_lenet(1, batch);
        for threads in [1, 2, 3] {
            assert_eq!(one, train_lenet(threads, batch), "batch {batch}, {threads} threads");
        }
    }
}
