//! The embedding: a trainable lookup table.

use crate::impl_module;
use crate::initialization::normal;
use autograd::{Param, Tape, Var};
use numeric::Float;
use rand::Rng;

/// An embedding: a lookup table with a vector for each of `n` words, letters or other classes. The
/// output is the rows at the given indices; a row's gradient is the sum over its uses.
///
/// ```
/// use autograd::Tape;
/// use nn::Embedding;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let letters = Embedding::<f32>::new(26, 8, &mut ChaCha8Rng::seed_from_u64(1));
/// let word: Vec<usize> = b"gradus".iter().map(|letter| usize::from(letter - b'a')).collect();
/// let vectors = Tape::new().no_grad(|tape| letters.forward(tape, &word));
/// assert_eq!(vectors.shape().dims(), [6, 8]);
/// ```
#[derive(Clone, Debug)]
pub struct Embedding<T: Float = f32> {
    /// The table, `[n, embedding_dim]`.
    pub weight: Param<T>,
}
impl_module!(Embedding<T> { weight });

impl<T: Float> Embedding<T> {
    /// A table of `n` vectors with PyTorch's default initialization: normal with variance 1.
    ///
    /// ```
    /// use nn::Embedding;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let letters = Embedding::<f32>::new(26, 8, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(letters.weight.value.shape().dims(), [26, 8]);
    /// ```
    pub fn new(n: usize, embedding_dim: usize, rng: &mut impl Rng) -> Self {
        Embedding { weight: Param::new(normal([n, embedding_dim], 1.0, rng)) }
    }

    /// The vectors at these indices, `[indices, embedding_dim]`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use nn::Embedding;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let table = Embedding::<f32>::new(3, 2, &mut ChaCha8Rng::seed_from_u64(1));
    /// let y = Tape::new().no_grad(|tape| table.forward(tape, &[2, 0]));
    /// assert_eq!(y.as_slice()[..2], table.weight.value.as_slice()[4..]);
    /// ```
    ///
    /// # Panics
    /// If an index is not below `n`.
    #[track_caller]
    pub fn forward<'t>(&self, tape: &'t Tape<T>, indices: &[usize]) -> Var<'t, T> {
        let [n, _] = self.weight.value.dims();
        if let Some(position) = indices.iter().position(|index| *index >= n) {
            let index = indices[position];
            panic!("Embedding: index {index} at position {position} is not below {n}");
        }
        tape.param(&self.weight).index_select(indices)
    }
}
