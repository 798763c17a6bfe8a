//! Counting what a training step asks of the GPU.

use anyhow::{Result, bail};
use nn::Sequential;
use tensor::Tensor;
use training::cli::Device;

/// What one step asks for.
#[derive(Clone, Copy)]
pub struct Counts {
    /// Kernels, products, copies on the device.
    pub launches: u64,
    /// Copies to and from the CPU.
    pub copies: u64,
    /// The launches of a step that is replayed as a graph.
    pub replayed: u64,
}

#[cfg(not(feature = "cuda"))]
pub fn of_step(_: &Device, _: Sequential, _: &Tensor, _: Vec<usize>) -> Result<Counts> {
    bail!("launches are counted on a GPU: build with --features cuda")
}

// ANCHOR: count
/// The launches of the last of some steps, one by one and as a graph.
#[cfg(feature = "cuda")]
pub fn of_step(
    device: &Device,
    mut model: Sequential,
    inputs: &Tensor,
    classes: Vec<usize>,
) -> Result<Counts> {
    use autograd::Tape;
    use nn::Forward;
    use optimizers::{Adam, Optimizer};
    use tensor::StepGraph;

    let Device::Cuda(gpu) = device else { bail!("launches are counted on a GPU: --device cuda") };
    nn::to_device(&mut model, device);
    let (mut adam, mut tape) = (Adam::default(), Tape::new());
    let mut step = || {
        let inputs = inputs.to(device);
        let gradients =
            tape.gradients(|tape| model.forward(tape.constant(&inputs)).cross_entropy(&classes));
        adam.step(&mut model, &gradients);
    };
    let before = |gpu: &tensor::gpu::Gpu| [gpu.launches(), gpu.transfers()];
    // The first steps compile kernels and make the optimizer's state.
    (0..2).for_each(|_| step());
    let start = before(gpu);
    step();
    let [launches, copies] = [0, 1].map(|i| before(gpu)[i] - start[i]);
    let mut graph = StepGraph::default();
    // One to warm up, one to count its memory, one to capture.
    (0..3).for_each(|_| graph.run(device, &mut step));
    let start = before(gpu);
    graph.run(device, &mut step);
    if let Some(reason) = graph.difference() {
        bail!("the step was not replayed: {reason}");
    }
    Ok(Counts { launches, copies, replayed: before(gpu)[0] - start[0] })
}
// ANCHOR_END: count
