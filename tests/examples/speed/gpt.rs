//! Training a small GPT that predicts the next character.

use crate::block::Training;
use crate::samples::tokens;
use attention::{FeedForwardActivation, Gpt, GptOptions};
use autograd::Tape;
use optimizers::{AdamW, Optimizer};
use rand::rngs::ChaCha8Rng;

const CONTEXT: usize = 128;
const CHARACTERS: usize = 65;

pub struct LanguageModel {
    tokens: Vec<usize>,
    model: Gpt,
    adamw: AdamW,
    tape: Tape,
    batch: usize,
}

impl LanguageModel {
    pub fn new(batch: usize, rng: &mut ChaCha8Rng) -> Self {
        let options = GptOptions {
            vocab_size: CHARACTERS,
            context: CONTEXT,
            activation: FeedForwardActivation::Gelu,
            tie_weights: false,
            ..GptOptions::new(128, 4, 4)
        };
        // As many steps of training as the peer has in an epoch, at its batch size.
        let tokens = tokens(40 * batch * CONTEXT + 1);
        let (model, adamw) = (Gpt::new(options, rng), AdamW::default());
        LanguageModel { tokens, model, adamw, tape: Tape::new(), batch }
    }
}

impl Training for LanguageModel {
    fn epoch(&mut self) -> f32 {
        let len = self.batch * CONTEXT;
        let mut loss = f32::NAN;
        for start in (0..self.tokens.len() - 1).step_by(len) {
            let (x, targets) = (&self.tokens[start..][..len], &self.tokens[start + 1..][..len]);
            let gradients = self.tape.gradients(|tape| {
                let logits = self.model.forward(tape, x, self.batch);
                logits.reshape([len, CHARACTERS]).cross_entropy(targets)
            });
            self.adamw.step(&mut self.model, &gradients);
            loss = gradients.loss();
        }
        loss
    }
}
