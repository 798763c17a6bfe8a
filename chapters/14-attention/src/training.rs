//! Training and judging a language model.

use crate::corpus::Corpus;
use attention::Gpt;
use autograd::{Tape, Var};
use nn::Module;
use optimizers::schedule::{CosineDecay, Schedule, Warmup};
use optimizers::{AdamW, Optimizer, clip_grad_norm};
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// A model that gives the logits of the next token at each position of a sequence.
pub trait LanguageModel: Module<f32> {
    /// The logits for `n` sequences of equal length, `[n, steps, vocab_size]`.
    fn forward<'t>(&self, tape: &'t Tape<f32>, tokens: &[usize], n: usize) -> Var<'t, f32>;

    /// The most tokens of a sequence.
    fn context(&self) -> usize;
}

impl LanguageModel for Gpt {
    fn forward<'t>(&self, tape: &'t Tape<f32>, tokens: &[usize], n: usize) -> Var<'t, f32> {
        Gpt::forward(self, tape, tokens, n)
    }

    fn context(&self) -> usize {
        self.options.context
    }
}

/// How a model is trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// Steps of AdamW.
    pub steps: u64,
    /// Sequences of a step.
    pub batch: usize,
    /// The highest learning rate.
    pub learning_rate: f64,
    /// Over how many steps the learning rate rises to it; then it falls along half a cosine to a tenth.
    pub warmup: u64,
    /// Which pieces of the text are drawn.
    pub seed: u64,
}

impl Recipe {
    fn schedule(&self) -> impl Schedule {
        let Recipe { steps, learning_rate: initial, warmup, .. } = *self;
        let steps = steps.saturating_sub(warmup);
        Warmup { steps: warmup, after: CosineDecay { initial, final_lr: initial / 10.0, steps } }
    }
}

/// Trains a model; after each step `report` is told its number, from 1, and its loss.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use ch14::{Corpus, Recipe, Text, train};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let corpus = Corpus::new(Text::Shakespeare, true);
/// let vocab_size = corpus.vocabulary.len();
/// let options = GptOptions { vocab_size, context: 16, ..GptOptions::new(16, 1, 2) };
/// let mut model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let recipe = Recipe { steps: 20, batch: 4, learning_rate: 1e-2, warmup: 5, seed: 1 };
/// let mut losses = Vec::new();
/// train(&mut model, &corpus, &recipe, |_, _, loss| losses.push(loss));
/// assert!(losses.len() == 20 && losses[19] < losses[0]);
/// ```
///
/// # Panics
/// If the text is not longer than the model's context.
pub fn train<M: LanguageModel>(
    model: &mut M,
    corpus: &Corpus,
    recipe: &Recipe,
    mut report: impl FnMut(&M, u64, f64),
) {
    let rng = &mut ChaCha8Rng::seed_from_u64(recipe.seed);
    // ANCHOR: loop
    let (mut adamw, mut tape) = (AdamW::new(0.0), Tape::new());
    let schedule = recipe.schedule();
    for step in 0..recipe.steps {
        let (inputs, targets) = corpus.batch(recipe.batch, model.context(), rng);
        let mut gradients = tape.gradients(|tape| {
            let logits = model.forward(tape, &inputs, recipe.batch);
            let vocab_size = logits.shape().last_dim();
            logits.reshape([targets.len(), vocab_size]).cross_entropy(&targets)
        });
        clip_grad_norm(&mut gradients, 1.0);
        adamw.common.learning_rate = schedule.lr_at(step);
        adamw.step(model, &gradients);
        let loss = f64::from(gradients.loss());
        drop(gradients);
        report(model, step + 1, loss);
    }
    // ANCHOR_END: loop
}

/// The mean cross-entropy, in nats, over a text.
///
/// It is read in pieces as long as the model's context, each of which begins in the middle of the one
/// before; judged is the second half of each, so that every prediction has at least half a context to go by.
/// With `every` above 1 only every so many-th piece is read: a glance at the whole text.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 2) };
/// let model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let loss = ch14::validation_loss(&model, &[7; 100], 1);
/// assert!((loss - 50f64.ln()).abs() < 0.3);                                // it knows nothing yet
/// ```
///
/// # Panics
/// If the text is not longer than the model's context, if that is not even, or if `every` is 0.
pub fn validation_loss(model: &impl LanguageModel, text: &[usize], every: usize) -> f64 {
    let (context, half) = (model.context(), model.context() / 2);
    assert!(context == 2 * half, "the context must be even, but is {context}");
    assert!(
        text.len() > context,
        "{} characters are no text longer than {context}: give a longer one",
        text.len()
    );
    assert!(every > 0, "every piece or every other one, but not every {every}th");
    let starts: Vec<usize> = (0..text.len() - context).step_by(half * every).collect();
    let (mut tape, mut sum) = (Tape::new(), 0.0);
    for starts in starts.chunks(16) {
        let n = starts.len();
        let piece = |from: usize, len: usize| -> Vec<usize> {
            starts.iter().flat_map(|start| text[start + from..][..len].to_vec()).collect()
        };
        let loss = tape.no_grad(|tape| {
            let logits = model.forward(tape, &piece(0, context), n).narrow(1, half..context);
            let vocab_size = logits.shape().last_dim();
            logits.reshape([n * half, vocab_size]).cross_entropy(&piece(half + 1, half))
        });
        sum += f64::from(loss.item()) * n as f64;
    }
    sum / starts.len() as f64
}

/// A loss in nats, in bits.
///
/// ```
/// assert_eq!(ch14::bits(8f64.ln()), 3.0);                                  // one of eight
/// ```
pub fn bits(nats: f64) -> f64 {
    nats / std::f64::consts::LN_2
}
