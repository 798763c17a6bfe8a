//! Training a network that classifies images.

use crate::block::Training;
use crate::samples::classified;
use autograd::Tape;
use data::shuffle::{batches, permutation};
use nn::{Forward, Sequential};
use numeric::{join, prefetched};
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
        let (x, classes, batch_shape) = (&self.x, &self.classes, self.batch_shape);
        // The rows come from far apart in memory: several cores wait less.
        let images = |batch: &[u32]| {
            let mut images = Tensor::empty(batch_shape);
            let chunks =
                images.as_mut_slice().par_chunks_mut(64 * inputs).zip(batch.par_chunks(64));
            chunks.for_each(|(dst, batch)| {
                let row = |&i: &u32| &x[i as usize * inputs..][..inputs];
                for (dst, src) in
                    dst.chunks_exact_mut(inputs).zip(prefetched(batch.iter().map(row)))
                {
                    dst.copy_from_slice(src);
                }
            });
            images
        };
        let mut loss = f32::NAN;
        let mut batches = batches(whole, batch_len).peekable();
        let mut next = batches.peek().map(|batch| images(batch));
        while let Some(batch) = batches.next() {
            let x = next.take().expect("the images of each batch");
            let classes: Vec<usize> = batch.iter().map(|&i| classes[i as usize]).collect();
            // The next batch is gathered while this one is computed, by whichever thread has time.
            let step = || {
                let gradients = self.tape.gradients(|tape| {
                    self.model.forward(tape.constant(&x)).cross_entropy(&classes)
                });
                self.adam.step(&mut self.model, &gradients);
                gradients.loss()
            };
            (loss, next) = join(step, || batches.peek().map(|batch| images(batch)));
        }
        loss
    }
}
