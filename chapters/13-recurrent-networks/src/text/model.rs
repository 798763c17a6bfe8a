//! The network: embedding, recurrent layer, output layer.

use autograd::{Tape, Var};
use neurons::Identity;
use nn::{Dense, Embedding, Float, Forward, Initialization, impl_module};
use rand::Rng;
use rnn::{Cell, Recurrent, SequenceOptions, State};

/// A language model over characters: an embedding, one recurrent layer, and a dense layer whose outputs
/// are the logits of the next character.
///
/// ```
/// use autograd::Tape;
/// use ch13::text::CharModel;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::GruCell;
///
/// let model = CharModel::<f32, GruCell>::new(65, 8, 16, &mut ChaCha8Rng::seed_from_u64(1));
/// let logits = Tape::new().no_grad(|tape| model.forward(tape, &[1, 2, 3, 4, 5, 6], 2, None).0);
/// assert_eq!(logits.shape().dims(), [6, 65]);
/// ```
pub struct CharModel<T: Float, C: Cell> {
    /// A vector for each character.
    pub embedding: Embedding<T>,
    /// What reads them one after the other.
    pub recurrent: Recurrent<T, C>,
    /// From its states to logits.
    pub output: Dense<T>,
}
impl_module!(CharModel<T, C: Cell> { embedding, recurrent, output });

impl<T: Float, C: Cell> CharModel<T, C> {
    /// A model with PyTorch's default initialization.
    ///
    /// ```
    /// # use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let model = ch13::text::CharModel::<f32, rnn::RnnCell>::new(3, 2, 4, rng);
    /// assert_eq!(nn::parameter_count(&model), 3 * 2 + (2 + 4) * 4 + 2 * 4 + 4 * 3 + 3);
    /// ```
    pub fn new(characters: usize, features: usize, hidden: usize, rng: &mut impl Rng) -> Self {
        let init = Initialization::TorchDefault;
        CharModel {
            embedding: Embedding::new(characters, features, rng),
            recurrent: Recurrent::new(features, hidden, rng),
            output: Dense::with_init(hidden, characters, Identity, init, rng),
        }
    }

    /// The logits after each of the `inputs`, and the state after the last: `n` sequences, one after the
    /// other; logits `[n · steps, characters]`.
    ///
    /// ```
    /// # use autograd::Tape;
    /// # use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let model = ch13::text::CharModel::<f32, rnn::LstmCell>::new(3, 2, 4, rng);
    /// let state = Tape::new().no_grad(|tape| model.forward(tape, &[0, 1, 2, 0], 2, None).1.h);
    /// assert_eq!(state.shape().dims(), [1, 2, 4]);
    /// ```
    // ANCHOR: forward
    pub fn forward<'t>(
        &self,
        tape: &'t Tape<T>,
        inputs: &[usize],
        n: usize,
        initial: Option<State<Var<'t, T>>>,
    ) -> (Var<'t, T>, State<Var<'t, T>>) {
        let options = SequenceOptions { initial, ..SequenceOptions::default() };
        let vectors = tape.param(&self.embedding.weight);
        let outputs = self.recurrent.forward_embedded(vectors, inputs, n, options);
        let states = outputs.output.reshape([inputs.len(), self.recurrent.hidden_size()]);
        (self.output.forward(states), outputs.state)
    }
    // ANCHOR_END: forward
}
