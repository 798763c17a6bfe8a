//! When the GPU's memory is used up, the program is told, and can go on with less.

use crate::blame::panic_of;
use crate::child;
use autograd::Tape;
use nn::{Dense, Forward};
use optimizers::{Optimizer, Sgd};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Device, Tensor};

/// With the pool, whose free buffers make room for others.
const VARIABLES: [(&str, &str); 2] =
    [("PRETEND_GPU_MEMORY", "200000000"), ("GRADUS_GPU_POOL", "on")];

fn batch(device: &Device, len: usize) -> Tensor<f32> {
    Tensor::full([len], 1.0).to(device)
}

#[test]
fn a_smaller_batch_goes_on() {
    let report = [
        "cuda:0: no memory for 229 MB: ",
        " of 191 MB are free; take smaller batches",
        "tests/tests/pretend_gpu/out_of_memory.rs",
        "then 1000",
    ];
    child::check("out_of_memory::a_smaller_batch_goes_on", &VARIABLES, &report, || {
        let device = Device::cuda(0).expect("there is one");
        let said = panic_of(|| batch(&device, 60_000_000));
        // Of many sizes, which are too much for the memory together.
        for len in (1_000_000..12_000_000).step_by(1_000_000) {
            assert_eq!(batch(&device, len).len(), len);
        }
        let x = batch(&device, 1000);
        let gradients = Tape::new().gradients(|tape| tape.leaf(&x).sum());
        format!("{} {} then {}", said.message, said.file, gradients.loss())
    });
}

/// Fills the memory with tensors of this length.
fn fill(device: &Device, len: usize) -> Vec<Tensor<f32>> {
    let mut all = Vec::new();
    let said = panic_of(|| {
        loop {
            all.push(batch(device, len));
        }
    });
    assert!(said.message.contains("no memory"), "{}", said.message);
    all
}

/// A table of parameters takes memory that the pool has, as a tensor does.
#[test]
fn an_optimizers_table_takes_what_the_pool_has() {
    let name = "out_of_memory::an_optimizers_table_takes_what_the_pool_has";
    child::check(name, &VARIABLES, &["a step was made"], || {
        let device = Device::cuda(0).expect("there is one");
        let mut layer = Dense::<f32>::linear(10, 10, &mut ChaCha8Rng::seed_from_u64(1));
        nn::to_device(&mut layer, &device);
        let x = batch(&device, 40).reshape([4, 10]);
        let gradients = Tape::new()
            .gradients(|tape| layer.forward(tape.constant(&x)).mean_squared_error(&[0.0; 40]));
        // The large ones go back to the pool, the small ones, of a table's size, do not.
        let large = [1_000_000, 10_000, 1000].map(|len| fill(&device, len));
        let _small = fill(&device, 128);
        drop(large);
        Sgd::new(0.1).step(&mut layer, &gradients);
        "a step was made".into()
    });
}
