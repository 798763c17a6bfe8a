//! Training a network that classifies images.

use crate::block::Training;
use crate::samples::classified;
use autograd::Tape;
use data::shuffle::{batches, permutation};
use nn::{Forward, Sequential};
use numeric::prefetched;
use optimizers::{Adam, Optimizer};
use rayon::prelude::*;
use tensor::{Shape, Tensor};

pub struct Images {
    x: Vec<f32>,
    classes: Vec<usize>,
    inputs: usize,
    batch_shape: Shape,
    model: Sequential,
    adam: Adam,
    tape: Tape,
    epoch: u64,
    in_order: bool,
}

impl Images {
    /// Samples of this shape, and a model of them; each epoch shuffled, or in the order of the memory.
    pub fn new(
        samples: usize,
        shape: &[usize],
        model: Sequential,
        batch: usize,
        in_order: bool,
    ) -> Self {
        let inputs = shape.iter().product();
        let batch_shape =
            Shape::new(&[&[batch], shape].concat()).expect("an image has at most three axes");
        let (x, classes) = classified(samples, inputs);
        let (adam, tape) = (Adam::default(), Tape::new());
        Images { x, classes, inputs, batch_shape, model, adam, tape, epoch: 0, in_order }
    }
}

impl Training for Images {
    fn epoch(&mut self) -> f32 {
        let (samples, inputs) = (self.classes.len(), self.inputs);
        let batch_len = self.batch_shape.dims()[0];
        let order = match self.in_order {
            true => (0..samples as u32).collect(),
            false => permutation(samples, 1, self.epoch),
        };
        self.epoch += 1;
        let whole = &order[..samples / batch_len * batch_len];
        let mut loss = f32::NAN;
        let mut classes = Vec::with_capacity(batch_len);
        for batch in batches(whole, batch_len) {
            let mut x = Tensor::empty(self.batch_shape);
            // The rows come from far apart in memory: several cores wait less.
            let chunks = x.as_mut_slice().par_chunks_mut(64 * inputs).zip(batch.par_chunks(64));
            chunks.for_each(|(dst, batch)| {
                let row = |&i: &u32| &self.x[i as usize * inputs..][..inputs];
                for (dst, src) in
                    dst.chunks_exact_mut(inputs).zip(prefetched(batch.iter().map(row)))
                {
                    dst.copy_from_slice(src);
                }
            });
            classes.clear();
            classes.extend(batch.iter().map(|&i| self.classes[i as usize]));
            let gradients = self
                .tape
                .gradients(|tape| self.model.forward(tape.constant(&x)).cross_entropy(&classes));
            self.adam.step(&mut self.model, &gradients);
            loss = gradients.loss();
        }
        loss
    }
}
