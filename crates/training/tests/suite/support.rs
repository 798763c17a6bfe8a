//! A small problem: points in space, classified by a small network.

use activations::Tanh;
use data::{Batch, Dataset};
use losses::CrossEntropy;
use nn::{Dense, Module, Sequential, sequential, state_dict};
use numeric::Float;
use optimizers::Optimizer;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::ops::ControlFlow;
use std::sync::Mutex;
use tensor::Tensor;
use training::{Callback, FitConfig, TrainState, Trainer, accuracy};

/// Points and their classes; records the indices of each batch.
#[derive(Default)]
pub struct Points {
    pub len: usize,
    pub batches: Mutex<Vec<Vec<u32>>>,
}

impl Points {
    pub fn new(len: usize) -> Self {
        Points { len, batches: Mutex::default() }
    }

    /// The indices of each batch since the last call.
    pub fn take_batches(&self) -> Vec<Vec<u32>> {
        std::mem::take(&mut self.batches.lock().unwrap())
    }
}

impl<T: Float> Dataset<T> for Points {
    type Targets = Vec<usize>;

    fn len(&self) -> usize {
        self.len
    }

    fn get_batch(&self, indices: &[u32]) -> Batch<T, Vec<usize>> {
        self.batches.lock().unwrap().push(indices.to_vec());
        let point = |i: u32| (0..3).map(move |j| T::of(f64::from(i * 37 + j * 101).sin()));
        let inputs = indices.iter().flat_map(|&i| point(i)).collect();
        let class =
            |i: u32| usize::from(f64::from(i * 37).sin() > 0.0) + usize::from(i.is_multiple_of(5));
        let targets = indices.iter().map(|&i| class(i)).collect();
        Batch { inputs: Tensor::new([indices.len(), 3], inputs), targets }
    }
}

/// A network for them.
pub fn model<T: Float>(seed: u64) -> Sequential<T> {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    sequential![Dense::<T, _>::new(3, 4, Tanh, rng), Dense::<T>::linear(4, 3, rng)]
}

pub type PointTrainer<T, O> = Trainer<T, CrossEntropy, O>;

/// The steps of an epoch of ten points.
pub const STEPS: usize = 3;

/// Three epochs of three steps on ten points, the last step of each with two.
pub fn trainer<T: Float, O: Optimizer<T>>(optimizer: O) -> PointTrainer<T, O> {
    let mut trainer = Trainer::new(CrossEntropy, optimizer, |y, t| accuracy(y, t));
    trainer.config = FitConfig { epochs: 3, batch_size: 4, seed: 5, drop_last: false };
    trainer
}

/// The bits of all tensors of a model, by name.
pub fn bits<T: Float>(model: &impl Module<T>) -> Vec<(String, Vec<u64>)> {
    let of = |t: &Tensor<T>| t.as_slice().iter().map(|x| x.as_f64().to_bits()).collect();
    state_dict(model).into_iter().map(|(name, tensor)| (name, of(tensor))).collect()
}

/// Stops after `steps` steps, and counts them.
pub struct StopAfter {
    pub steps: usize,
    pub seen: usize,
}

impl StopAfter {
    pub fn new(steps: usize) -> Self {
        StopAfter { steps, seen: 0 }
    }
}

impl Callback for StopAfter {
    fn on_step_end(&mut self, _: &TrainState, _: usize) -> ControlFlow<()> {
        self.seen += 1;
        if self.seen >= self.steps { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
