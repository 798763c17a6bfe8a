//! Training a recurrent network that predicts the next character.

use crate::block::Training;
use crate::samples::tokens;
use autograd::{Tape, Var};
use nn::{Dense, Embedding, Forward, impl_module};
use numeric::Float;
use optimizers::{Adam, Optimizer, clip_grad_norm};
use rand::rngs::ChaCha8Rng;
use rnn::{Cell, Recurrent, SequenceOptions};

const STEPS: usize = 64;
const CHARACTERS: usize = 65;

/// Embedding, recurrent layer, logits.
struct Model<T: Float, C: Cell> {
    embedding: Embedding<T>,
    recurrent: Recurrent<T, C>,
    output: Dense<T>,
}
impl_module!(Model<T, C: Cell> { embedding, recurrent, output });

impl<C: Cell> Model<f32, C> {
    fn loss<'t>(&self, tape: &'t Tape, x: &[usize], targets: &[usize]) -> Var<'t> {
        let (table, n) = (tape.param(&self.embedding.weight), x.len() / STEPS);
        let states =
            self.recurrent.forward_embedded(table, x, n, SequenceOptions::default()).output;
        self.output.forward(states.reshape([x.len(), 256])).cross_entropy(targets)
    }
}

pub struct Text<C: Cell> {
    tokens: Vec<usize>,
    model: Model<f32, C>,
    adam: Adam,
    tape: Tape,
    batch: usize,
}

impl<C: Cell> Text<C> {
    pub fn new(batch: usize, rng: &mut ChaCha8Rng) -> Self {
        let model = Model {
            embedding: Embedding::new(CHARACTERS, 64, rng),
            recurrent: Recurrent::new(64, 256, rng),
            output: Dense::linear(256, CHARACTERS, rng),
        };
        // As many steps of training as the peer has in an epoch, at its batch size.
        let tokens = tokens(40 * batch * STEPS + 1);
        Text { tokens, model, adam: Adam::default(), tape: Tape::new(), batch }
    }
}

impl<C: Cell> Training for Text<C> {
    fn epoch(&mut self) -> f32 {
        let len = self.batch * STEPS;
        let mut loss = f32::NAN;
        for start in (0..self.tokens.len() - 1).step_by(len) {
            let (x, targets) = (&self.tokens[start..][..len], &self.tokens[start + 1..][..len]);
            let mut gradients = self.tape.gradients(|tape| self.model.loss(tape, x, targets));
            clip_grad_norm(&mut gradients, 1.0);
            self.adam.step(&mut self.model, &gradients);
            loss = gradients.loss();
        }
        loss
    }
}
