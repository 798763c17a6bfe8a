//! The pool of buffers, which the checks of single buffers go without, changes no bit.

use crate::child;
use activations::Relu;
use autograd::Tape;
use cnn::Conv2d;
use nn::{Dense, Flatten, Forward, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Device, Tensor};

/// The bits of a small network after five steps with batches of two sizes.
fn train() -> String {
    let device = Device::cuda(0).expect("there is one");
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut model: Sequential = sequential![
        Conv2d::new(1, 3, 3, Relu, rng),
        BatchNorm::new(3),
        Flatten,
        Dense::linear(3 * 16, 4, rng),
    ];
    nn::to_device(&mut model, &device);
    let (mut adam, mut tape) = (Adam::new(0.01), Tape::new());
    for step in 0..5 {
        let n = 5 - step % 2;
        let x: Tensor<f32> = gradus_tests::draw(&[&[n, 1, 6, 6]], step as u64).remove(0);
        let (x, classes) = (x.to(&device), (0..n).map(|i| i % 4).collect::<Vec<_>>());
        let gradients =
            tape.gradients(|tape| model.forward(tape.constant(&x)).cross_entropy(&classes));
        adam.step(&mut model, &gradients);
    }
    let tensors = nn::state_dict(&model);
    let tensors = tensors.iter().map(|(_, tensor)| tensor.to(&Device::Cpu));
    let bits = tensors.flat_map(|x| x.as_slice().iter().map(|x| x.to_bits()).collect::<Vec<_>>());
    // FNV-1a.
    let hash = bits.fold(0xcbf2_9ce4_8422_2325_u64, |hash, bits| {
        (hash ^ u64::from(bits)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("the bits are {hash:016x}")
}

#[test]
fn it_changes_no_bit() {
    // Without a child: the variable is that of the checks, where there is no pool.
    if crate::gpu::Gpu::find().is_none() {
        return;
    }
    let expected = train();
    for pool in ["on", "off"] {
        child::check("pool::it_changes_no_bit", &[("GRADUS_GPU_POOL", pool)], &[&expected], train);
    }
}
