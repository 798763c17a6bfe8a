//! Rotary positions: queries and keys are turned by an angle that grows with the position.

#[cfg(feature = "cuda")]
mod cuda;
mod rule;

use autograd::Var;
use numeric::Float;
use tensor::{Device, Tensor};

/// Which two features of a head are turned together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RotaryLayout {
    /// Feature `i` and `i + rotary_dim/2`: GPT-NeoX's layout, that of LLaMA, of ONNX's operator and of
    /// Keras.
    #[default]
    Halves,
    /// Feature `2i` and `2i + 1`: GPT-J's layout, that of the paper; "interleaved" in ONNX.
    Pairs,
}

/// Rotary position embedding: pair `i` of a query or a key at position `p` is turned by the angle
/// `p·base^(−2i/rotary_dim)`. So their inner product depends on how far apart they are, and on no position
/// by itself. There are no parameters.
///
/// Source: J. Su and others, "RoFormer: enhanced Transformer with rotary position embedding",
/// arXiv:2104.09864 (2021).
///
/// ```
/// use attention::{RotaryLayout, RotaryPositions};
///
/// let positions = RotaryPositions::new(64);
/// assert_eq!((positions.base, positions.layout), (10_000.0, RotaryLayout::Halves));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RotaryPositions {
    /// How many features of a head are turned: the first ones. The rest stays.
    pub rotary_dim: usize,
    /// The base of the angles.
    pub base: f64,
    /// Which features are turned together.
    pub layout: RotaryLayout,
}

impl RotaryPositions {
    /// Positions that turn `rotary_dim` features of each head, with the paper's base, in halves.
    ///
    /// # Panics
    /// If the number of features is odd.
    ///
    /// ```
    /// use attention::{RotaryLayout, RotaryPositions};
    ///
    /// let of_gpt_j = RotaryPositions { layout: RotaryLayout::Pairs, ..RotaryPositions::new(64) };
    /// assert_eq!(of_gpt_j.rotary_dim, 64);
    /// ```
    #[track_caller]
    pub fn new(rotary_dim: usize) -> Self {
        assert!(
            rotary_dim.is_multiple_of(2),
            "RotaryPositions: features are turned in pairs, but {rotary_dim} is odd"
        );
        RotaryPositions { rotary_dim, base: 1e4, layout: RotaryLayout::default() }
    }

    /// Cosine and sine of the angle of each pair at these positions, `[tokens, rotary_dim]`: the cosines
    /// first.
    fn table<T: Float>(&self, first: usize, tokens: usize) -> Tensor<T> {
        let pairs = self.rotary_dim / 2;
        let mut table = Tensor::empty([tokens, self.rotary_dim]);
        let rows = table.as_mut_slice().chunks_exact_mut(self.rotary_dim.max(1));
        for (token, row) in rows.enumerate() {
            for pair in 0..pairs {
                let exponent = 2.0 * pair as f64 / self.rotary_dim as f64;
                let (sin, cos) = ((first + token) as f64 * self.base.powf(-exponent)).sin_cos();
                (row[pair], row[pairs + pair]) = (T::of(cos), T::of(sin));
            }
        }
        table
    }

    /// The two features of pair `i`.
    #[inline(always)]
    fn pair(&self, i: usize) -> [usize; 2] {
        match self.layout {
            RotaryLayout::Halves => [i, i + self.rotary_dim / 2],
            RotaryLayout::Pairs => [2 * i, 2 * i + 1],
        }
    }
}

/// The turning of a [`Var`].
pub trait RotaryOps<'t, T: Float>: Copy {
    /// Turns the queries or keys of each head by their positions: token `t` is at `first_position + t`.
    /// The gradient is turned back.
    ///
    /// # Shapes
    /// `self` and the output: `[batch, tokens, heads · head_dim]`.
    ///
    /// # Panics
    /// If the shape does not fit, or if a head has fewer features than are turned.
    ///
    /// ```
    /// use attention::{RotaryOps, RotaryPositions};
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([1, 2, 2], vec![1.0, 0.0, 1.0, 0.0]);
    /// let positions = RotaryPositions::new(2);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).rotary(1, positions, 0));
    /// let (sin, cos) = 1f64.sin_cos();
    /// assert_eq!(y.as_slice(), [1.0, 0.0, cos, sin]);
    /// ```
    fn rotary(self, heads: usize, positions: RotaryPositions, first_position: usize) -> Var<'t, T>;
}

impl<'t, T: Float> RotaryOps<'t, T> for Var<'t, T> {
    #[track_caller]
    fn rotary(self, heads: usize, positions: RotaryPositions, first_position: usize) -> Var<'t, T> {
        let (x, shape) = (self.value(), self.shape());
        let &[_, tokens, width] = shape.dims() else {
            panic!("rotary: the input must be [batch, tokens, features], but is {shape:?}")
        };
        let RotaryPositions { rotary_dim, .. } = positions;
        assert!(
            heads > 0 && width.is_multiple_of(heads) && rotary_dim <= width / heads,
            "rotary: {heads} heads share the {width} features of {shape:?}, of each of which {rotary_dim} \
             are turned: there must be as many"
        );
        assert!(
            rotary_dim.is_multiple_of(2),
            "rotary: features are turned in pairs, but rotary_dim is {rotary_dim}"
        );
        let table = positions.table(first_position, tokens).to(&x.device());
        let turn = move |x: Tensor<T>, is_back: bool| match x.device() {
            Device::Cpu => rule::turn(x, &table, heads, positions, is_back),
            #[cfg(feature = "cuda")]
            Device::Cuda(gpu) => cuda::turn(&gpu, x, &table, heads, positions, is_back),
        };
        let y = turn(x, false);
        self.tape().record("rotary", y, [self], move |dy, [dx]| {
            dx.accumulate(|| turn(dy, true));
        })
    }
}
