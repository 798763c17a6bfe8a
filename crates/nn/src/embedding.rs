//! A table of vectors, one for each word.

use crate::impl_module;
use crate::initialization::normal;
use autograd::{Param, Tape, Var};
use numeric::Float;
use rand::Rng;

/// An embedding: a table with a vector of features for each of `n` words, letters or other things
/// that have a number. It gives the rows asked for; each row's gradient is the sum over its uses.
///
/// ```
/// use autograd::Tape;
/// use nn::Embedding;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let letters = Embedding::<f32>::new(26, 8, &mut ChaCha8Rng::seed_from_u64(1));
/// let word: Vec<usize> = b"gradus".iter().map(|letter| usize::from(letter - b'a')).collect();
/// let vectors = Tape::new().evaluate(|tape| letters.forward(tape, &word));
/// assert_eq!(vectors.shape().dims(), [6, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Embedding<T: Float = f32> {
    /// The table, `[n, features]`.
    pub weight: Param<T>,
}
impl_module!(Embedding<T> { weight });

impl<T: Float> Embedding<T> {
    /// A table of `n` vectors as PyTorch begins it: normally distributed with variance 1.
    pub fn new(n: usize, features: usize, rng: &mut impl Rng) -> Self {
        Embedding { weight: Param::new(normal([n, features], 1.0, rng)) }
    }

    /// The vectors of these numbers, `[indices, features]`.
    ///
    /// # Panics
    /// If a number is not below `n`.
    #[track_caller]
    pub fn forward<'t>(&self, tape: &'t Tape<T>, indices: &[usize]) -> Var<'t, T> {
        let [n, _] = self.weight.value.dims();
        if let Some(place) = indices.iter().position(|index| *index >= n) {
            panic!("Embedding: index {} at place {place} is not below {n}", indices[place]);
        }
        tape.param(&self.weight).index_select(indices)
    }
}
