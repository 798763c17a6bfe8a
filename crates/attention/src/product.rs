//! The products of a tile: a few rows, each multiplied with the same matrix, which lies in the order in
//! which the inner loop reads it.

use numeric::Float;
use numeric::lanes::{HAS_32_REGISTERS, LANES, Lanes};

/// Vectors of a panel.
const V: usize = 2;

/// Columns of a panel.
pub(crate) const PANEL: usize = V * LANES;

/// The maximum number of rows that are computed at once. Each needs `V` registers for its sums and, where there
/// are 32, one more: the compiler loads the elements of all rows before it multiplies the first.
const ROW_TILE: usize = if HAS_32_REGISTERS { 10 } else { 6 };

/// The right operand, `[panels, inner, PANEL]`: a panel holds all rows of [`PANEL`] neighbouring columns.
#[derive(Clone, Copy)]
pub(crate) struct Panels<'a, T> {
    pub data: &'a [T],
    /// From the start of one panel to that of the next.
    pub pitch: usize,
    /// Rows.
    pub inner: usize,
    /// Panels.
    pub count: usize,
}

/// The left operand, `[rows, inner]`.
#[derive(Clone, Copy)]
pub(crate) enum Left<'a, T> {
    /// Row `i` begins at `i · stride`.
    Rows { data: &'a [T], stride: usize },
    /// Column `k` begins at `k · stride`: the matrix lies transposed.
    Columns { data: &'a [T], stride: usize },
}

/// What a sum begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Zero.
    Zero,
    /// What is there.
    Present,
}

/// `c = a·b`, or `c += a·b`: row `i` of `c` begins at `i · stride`, and has all columns of the panels.
///
/// Each sum is a chain of multiply-adds from the first inner index to the last, whatever the other rows
/// are: so the bits of a row do not depend on the rows beside it.
pub(crate) fn multiply<T: Float>(
    a: Left<'_, T>,
    rows: usize,
    b: Panels<'_, T>,
    c: &mut [T],
    stride: usize,
    start: Start,
) {
    let tiles = rows.div_ceil(ROW_TILE);
    for panel in 0..b.count {
        let weights = &b.data[panel * b.pitch..][..b.inner * PANEL];
        let mut first = 0;
        for i in 0..tiles {
            // As even as can be: 16 rows are 8 and 8.
            let next = rows * (i + 1) / tiles;
            let c = &mut c[first * stride + panel * PANEL..];
            macro_rules! tile_of {
                ($($r:literal)*) => {
                    match next - first {
                        $($r => tile::<T, $r>(a, first, weights, c, stride, start),)*
                        len => unreachable!("a tile of {len} rows"),
                    }
                };
            }
            tile_of!(1 2 3 4 5 6 7 8 9 10);
            first = next;
        }
    }
}

// ANCHOR: tile
/// The sums of `R` rows, from row `first` on, and of the columns of one panel.
#[inline(always)]
fn tile<T: Float, const R: usize>(
    a: Left<'_, T>,
    first: usize,
    panel: &[T],
    c: &mut [T],
    stride: usize,
    start: Start,
) {
    let mut sums: [[Lanes<T>; V]; R] = match start {
        Start::Zero => [[Lanes::zero(); V]; R],
        Start::Present => std::array::from_fn(|r| {
            std::array::from_fn(|v| Lanes::load(&c[r * stride + v * LANES..][..LANES]))
        }),
    };
    let inner = panel.len() / PANEL;
    match a {
        Left::Rows { data, stride } => {
            let rows: [&[T]; R] = std::array::from_fn(|r| &data[(first + r) * stride..][..inner]);
            for (k, weights) in panel.chunks_exact(PANEL).enumerate() {
                sums = add_products(sums, std::array::from_fn(|r| rows[r][k]), weights);
            }
        }
        Left::Columns { data, stride } => {
            for (weights, column) in panel.chunks_exact(PANEL).zip(data.chunks(stride)) {
                let x = column[first..].first_chunk().expect("a column has all rows");
                sums = add_products(sums, *x, weights);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (v, sums) in sums.iter().enumerate() {
            sums.store(&mut c[r * stride + v * LANES..][..LANES]);
        }
    }
}

/// Adds to the sums of each row the products of one of its elements with a row of a panel.
#[inline(always)]
fn add_products<T: Float, const R: usize>(
    mut sums: [[Lanes<T>; V]; R],
    x: [T; R],
    weights: &[T],
) -> [[Lanes<T>; V]; R] {
    let w: [Lanes<T>; V] = std::array::from_fn(|v| Lanes::load(&weights[v * LANES..][..LANES]));
    for r in 0..R {
        for v in 0..V {
            sums[r][v] = sums[r][v].mul_add_scalar(x[r], w[v]);
        }
    }
    sums
}
// ANCHOR_END: tile
