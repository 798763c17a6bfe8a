//! Positions that are added to the tokens' vectors.

use autograd::{Param, Var};
use nn::{Initialization, impl_module};
use numeric::Float;
use rand::Rng;
use tensor::Tensor;

/// Sinusoidal positions: feature `2i` of position `p` is `sin(p/10000^(2i/embed_dim))`, feature `2i + 1` the
/// cosine of the same angle. There are no parameters.
///
/// Source: A. Vaswani and others, "Attention is all you need", arXiv:1706.03762 (2017), section 3.5.
///
/// ```
/// use attention::SinusoidalPositions;
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let positions = SinusoidalPositions::<f64>::new(100, 4);
/// let x = Tensor::zeros([1, 2, 4]);
/// let y = Tape::new().no_grad(|tape| positions.forward(tape.constant(&x), 0));
/// assert_eq!(y.as_slice()[..4], [0.0, 1.0, 0.0, 1.0]);
/// assert_eq!(y.as_slice()[4..6], [1f64.sin(), 1f64.cos()]);
/// ```
#[derive(Clone, Debug)]
pub struct SinusoidalPositions<T: Float = f32> {
    /// `[max_len, embed_dim]`.
    table: Tensor<T>,
}

impl<T: Float> SinusoidalPositions<T> {
    /// Positions up to `max_len − 1`.
    ///
    /// ```
    /// let positions = attention::SinusoidalPositions::<f32>::new(512, 64);
    /// assert_eq!(positions.table().shape().dims(), [512, 64]);
    /// ```
    pub fn new(max_len: usize, embed_dim: usize) -> Self {
        let mut table = Tensor::empty([max_len, embed_dim]);
        // ANCHOR: sinusoidal
        for (p, row) in table.as_mut_slice().chunks_exact_mut(embed_dim.max(1)).enumerate() {
            for (i, x) in row.iter_mut().enumerate() {
                let exponent = (i - i % 2) as f64 / embed_dim as f64;
                let (sin, cos) = (p as f64 / 1e4f64.powf(exponent)).sin_cos();
                *x = T::of(if i % 2 == 0 { sin } else { cos });
            }
        }
        // ANCHOR_END: sinusoidal
        SinusoidalPositions { table }
    }

    /// The vector of each position, `[max_len, embed_dim]`.
    ///
    /// ```
    /// let positions = attention::SinusoidalPositions::<f64>::new(1, 2);
    /// assert_eq!(positions.table().as_slice(), [0.0, 1.0]);
    /// ```
    pub fn table(&self) -> &Tensor<T> {
        &self.table
    }

    /// Adds its position's vector to each token; the first one is at `first_position`.
    ///
    /// # Shapes
    /// `x` and the output: `[batch, tokens, embed_dim]`.
    ///
    /// # Panics
    /// If the shape does not fit, or if a position is not below `max_len`.
    ///
    /// ```
    /// use attention::SinusoidalPositions;
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let positions = SinusoidalPositions::<f64>::new(100, 2);
    /// let x = Tensor::zeros([1, 1, 2]);
    /// let y = Tape::new().no_grad(|tape| positions.forward(tape.constant(&x), 7));
    /// assert_eq!(y.as_slice(), &positions.table().as_slice()[14..16]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>, first_position: usize) -> Var<'t, T> {
        let table = x.tape().constant(&self.table.to(&x.value().device()));
        add_positions("SinusoidalPositions", x, table, first_position)
    }
}

/// Learned positions: a vector for each, trained as an embedding is. PyTorch programs, and GPT-2, have an
/// `Embedding` for this.
///
/// ```
/// use attention::LearnedPositions;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let positions = LearnedPositions::<f32>::new(128, 64, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&positions), 128 * 64);
/// ```
#[derive(Clone, Debug)]
pub struct LearnedPositions<T: Float = f32> {
    /// `[max_len, embed_dim]`.
    pub weight: Param<T>,
}
impl_module!(LearnedPositions<T> { weight });

impl<T: Float> LearnedPositions<T> {
    /// Positions up to `max_len − 1`, drawn from a normal distribution with standard deviation 0.02, as in
    /// GPT-2.
    ///
    /// ```
    /// use attention::LearnedPositions;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let positions = LearnedPositions::<f32>::new(128, 64, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(positions.weight.value.as_slice().iter().all(|x| x.abs() < 0.2));
    /// ```
    pub fn new(max_len: usize, embed_dim: usize, rng: &mut impl Rng) -> Self {
        let init = Initialization::Normal { std: 0.02 };
        let weight = init.init_weight([max_len, embed_dim], max_len, embed_dim, rng);
        LearnedPositions { weight: Param::new(weight) }
    }

    /// Adds its position's vector to each token; the first one is at `first_position`.
    ///
    /// # Shapes
    /// `x` and the output: `[batch, tokens, embed_dim]`.
    ///
    /// # Panics
    /// If the shape does not fit, or if a position is not below `max_len`.
    ///
    /// ```
    /// use attention::LearnedPositions;
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let positions = LearnedPositions::<f32>::new(128, 2, &mut ChaCha8Rng::seed_from_u64(1));
    /// let x = Tensor::zeros([1, 1, 2]);
    /// let y = Tape::new().no_grad(|tape| positions.forward(tape.constant(&x), 7));
    /// assert_eq!(y.as_slice(), &positions.weight.value.as_slice()[14..16]);
    /// ```
    #[track_caller]
    pub fn forward<'t>(&self, x: Var<'t, T>, first_position: usize) -> Var<'t, T> {
        add_positions("LearnedPositions", x, x.tape().param(&self.weight), first_position)
    }
}

/// Adds rows of a table of positions.
#[track_caller]
fn add_positions<'t, T: Float>(
    name: &str,
    x: Var<'t, T>,
    table: Var<'t, T>,
    first: usize,
) -> Var<'t, T> {
    let (shape, [max_len, embed_dim]) = (x.shape(), table.dims());
    let &[_, tokens, features] = shape.dims() else {
        panic!("{name}: the input must be [batch, tokens, {embed_dim}], but is {shape:?}")
    };
    assert!(
        features == embed_dim,
        "{name}: the input must be [batch, tokens, {embed_dim}], but is {shape:?}"
    );
    let end = first.saturating_add(tokens);
    assert!(
        end <= max_len,
        "{name}: there are {max_len} positions, but the input's {tokens} tokens begin at {first}: give a \
         shorter sequence, or more positions"
    );
    x + table.narrow(0, first..end)
}
