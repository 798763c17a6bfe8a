//! Networks, their steps, and what is compared.

use autograd::{Tape, Var};
use nn::{Module, state_dict};
use optimizers::{Adam, Optimizer};
use std::sync::Arc;
use tensor::gpu::Gpu;
use tensor::{Device, StepGraph, Tensor};

/// GPU 0; none, said to the reader, if there is none to use.
pub fn gpu() -> Option<(Device, Arc<Gpu>)> {
    match Device::all().into_iter().nth(1) {
        Some(Device::Cuda(gpu)) => Some((Device::Cuda(gpu.clone()), gpu)),
        _ => {
            println!("skipped: there is no GPU to use");
            None
        }
    }
}

/// The bits of all tensors of a model.
pub fn bits(model: &impl Module<f32>) -> Vec<u32> {
    state_dict(model).into_iter().flat_map(|(_, tensor)| tensor_bits(tensor)).collect()
}

pub fn tensor_bits(tensor: &Tensor) -> Vec<u32> {
    tensor.to(&Device::Cpu).as_slice().iter().map(|x| x.to_bits()).collect()
}

/// A training run by hand: the model, Adam, and a graph if the step is to be replayed.
pub struct Training<M> {
    pub model: M,
    pub optimizer: Box<dyn Optimizer<f32>>,
    pub tape: Tape,
    pub device: Device,
    pub graph: Option<StepGraph>,
}

impl<M: Module<f32>> Training<M> {
    pub fn new(mut model: M, device: &Device, is_replayed: bool) -> Self {
        nn::to_device(&mut model, device);
        let optimizer = Box::new(Adam::new(0.01));
        let graph = is_replayed.then(StepGraph::default);
        Training { model, optimizer, tape: Tape::new(), device: device.clone(), graph }
    }

    /// A step, and its loss.
    pub fn step(&mut self, loss: impl for<'t> Fn(&M, &'t Tape, &Device) -> Var<'t>) -> f32 {
        let Training { model, optimizer, tape, device, graph } = self;
        let mut step = || {
            let gradients = tape.gradients(|tape| loss(model, tape, device));
            optimizer.step(model, &gradients);
            gradients
        };
        let gradients = match graph {
            Some(graph) => graph.run(device, step),
            None => step(),
        };
        gradients.loss()
    }

    /// Everything that training has changed.
    pub fn bits(&self) -> Vec<u32> {
        let state = self.optimizer.common().state.tensors.values().flatten();
        bits(&self.model).into_iter().chain(state.flat_map(tensor_bits)).collect()
    }

    pub fn replays(&self) -> u64 {
        self.graph.as_ref().map_or(0, StepGraph::replays)
    }
}

/// Steps of one model, launched operation by operation and replayed: losses and bits must be equal. The number of
/// steps that were replayed.
#[track_caller]
pub fn compare<M: Module<f32>>(
    steps: usize,
    model: impl Fn() -> M,
    loss: impl for<'t> Fn(usize, &M, &'t Tape, &Device) -> Var<'t>,
) -> Option<u64> {
    let (device, _) = gpu()?;
    let [mut eager, mut replayed] =
        [false, true].map(|is_replayed| Training::new(model(), &device, is_replayed));
    for i in 0..steps {
        let rate = 0.01 / (1.0 + i as f64);
        let [expected, found] = [&mut eager, &mut replayed].map(|training| {
            training.optimizer.common_mut().learning_rate = rate;
            training.step(|model, tape, device| loss(i, model, tape, device))
        });
        assert_eq!(
            found.to_bits(),
            expected.to_bits(),
            "the loss of step {i}: {found}, not {expected}"
        );
    }
    assert!(eager.bits() == replayed.bits(), "the bits differ after {steps} steps");
    Some(replayed.replays())
}
