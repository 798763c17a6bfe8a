//! The turning of all tokens, on the CPU.

use super::RotaryPositions;
use numeric::{ELEMENT_COST, Float, of_type, par_row_chunks};
use tensor::Tensor;

/// The function, compiled once for each number type and not again in every program.
type Turn<T> = fn(&mut Tensor<T>, &Tensor<T>, usize, RotaryPositions, bool);

static F32: Turn<f32> = turn_rows;
static F64: Turn<f64> = turn_rows;

/// Turns the heads of each token by the angles of `table`, forward or back.
pub(super) fn turn<T: Float>(
    mut x: Tensor<T>,
    table: &Tensor<T>,
    heads: usize,
    positions: RotaryPositions,
    is_back: bool,
) -> Tensor<T> {
    let turn: &Turn<T> = of_type(&F32, &F64);
    turn(&mut x, table, heads, positions, is_back);
    x
}

fn turn_rows<T: Float>(
    x: &mut Tensor<T>,
    table: &Tensor<T>,
    heads: usize,
    positions: RotaryPositions,
    is_back: bool,
) {
    let [tokens, rotary_dim] = table.dims();
    let (width, pairs) = (x.shape().last_dim(), rotary_dim / 2);
    let sign = if is_back { -T::one() } else { T::one() };
    par_row_chunks(x.as_mut_slice(), width, width * ELEMENT_COST / 8, &|first, rows| {
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            let angles = &table.as_slice()[(first + i) % tokens * rotary_dim..][..rotary_dim];
            let (cos, sin) = angles.split_at(pairs);
            for head in row.chunks_exact_mut(width / heads) {
                // ANCHOR: pair
                for i in 0..pairs {
                    let [a, b] = positions.pair(i);
                    let (x, y, cos, sin) = (head[a], head[b], cos[i], sign * sin[i]);
                    head[a] = x * cos - y * sin;
                    head[b] = x * sin + y * cos;
                }
                // ANCHOR_END: pair
            }
        }
    });
}
