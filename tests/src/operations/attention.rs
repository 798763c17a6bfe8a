//! Attention: every mask, several heads, grouped heads, queries that read nothing.

use super::{Operation, each, op};
use attention::{
    AttentionOps, AttentionOptions, RotaryLayout, RotaryOps, RotaryPositions, boolean_mask,
};
use autograd::Var;
use numeric::Float;
use tensor::Tensor;

const ONE_HEAD: &[&[usize]] = &[&[2, 4, 3], &[2, 5, 3], &[2, 5, 2]];
const HEADS: &[&[usize]] = &[&[2, 4, 6], &[2, 5, 6], &[2, 5, 4]];
const SQUARE: &[&[usize]] = &[&[2, 5, 6], &[2, 5, 6], &[2, 5, 4]];
const GROUPED: &[&[usize]] = &[&[2, 3, 12], &[2, 4, 6], &[2, 4, 4]];
const PACKED: &[&[usize]] = &[&[2, 5, 3 * 6]];
/// More than a tile of queries and of keys.
const LARGE: &[&[usize]] = &[&[1, 34, 4], &[1, 131, 4], &[1, 131, 4]];

/// The row of one golden operation: all heads of a case at once.
macro_rules! row {
    ($case:literal, $shapes:expr, $heads:literal, $output:literal, $options:expr) => {
        op(
            "attention",
            concat!($case, ", ", $output),
            $shapes,
            each!(|x, _| x[0].attention(x[1], x[2], $heads, $options)),
        )
        .golden("attention", $case, "q k v", $output)
    };
}

/// The rows of one case.
macro_rules! rows {
    ($case:literal, $shapes:expr, $heads:literal) => {
        [
            row!($case, $shapes, $heads, "full", AttentionOptions::default()),
            row!(
                $case,
                $shapes,
                $heads,
                "causal",
                AttentionOptions { is_causal: true, ..Default::default() }
            ),
            row!(
                $case,
                $shapes,
                $heads,
                "scaled",
                AttentionOptions { scale: Some(0.5), ..Default::default() }
            ),
            op(
                "attention",
                concat!($case, ", added"),
                $shapes,
                each!(|x, _| masked(x, $heads, added)),
            )
            .golden("attention", $case, "q k v", "added"),
            op(
                "attention",
                concat!($case, ", read"),
                $shapes,
                each!(|x, _| masked(x, $heads, read)),
            )
            .golden("attention", $case, "q k v", "read"),
        ]
    };
}

pub(super) fn rows() -> impl Iterator<Item = &'static Operation> {
    CASES.as_flattened().iter().chain(OTHERS).chain(TURNED)
}

const CASES: &[[Operation; 5]] = &[
    rows!("one_head", ONE_HEAD, 1),
    rows!("heads", HEADS, 2),
    rows!("square", SQUARE, 2),
    rows!("grouped", GROUPED, 4),
];

const OTHERS: &[Operation] = &[
    op(
        "attention",
        "of different lengths, behind a cache",
        HEADS,
        each!(|x, _| {
            let lengths = Some(&[4, 0][..]);
            let options = AttentionOptions {
                is_causal: true,
                query_offset: 1,
                key_lengths: lengths,
                ..Default::default()
            };
            x[0].attention(x[1], x[2], 2, options)
        }),
    ),
    op(
        "attention",
        "of one tensor",
        PACKED,
        each!(|x, _| {
            let options = AttentionOptions { is_causal: true, ..Default::default() };
            x[0].self_attention(2, options)
        }),
    ),
    op(
        "attention",
        "in several tiles",
        LARGE,
        each!(|x, _| {
            let options =
                AttentionOptions { is_causal: true, query_offset: 98, ..Default::default() };
            x[0].attention(x[1], x[2], 2, options)
        }),
    ),
];

const ROTARY: &[&[usize]] = &[&[2, 5, 2 * 6]];

/// Rotary positions: both layouts, and heads of which not all is turned.
const TURNED: &[Operation] = &[
    op("rotary", "halves", ROTARY, each!(|x, _| x[0].rotary(2, RotaryPositions::new(6), 0)))
        .golden("rotary", "x", "x", "halves"),
    op(
        "rotary",
        "pairs",
        ROTARY,
        each!(|x, _| {
            let layout = RotaryLayout::Pairs;
            x[0].rotary(2, RotaryPositions { layout, ..RotaryPositions::new(6) }, 0)
        }),
    )
    .golden("rotary", "x", "x", "pairs"),
    op("rotary", "a part", ROTARY, each!(|x, _| x[0].rotary(2, RotaryPositions::new(4), 3)))
        .golden("rotary", "x", "x", "partial"),
];

/// Attention with a mask, which is made for these numbers of queries and keys.
fn masked<'t, T: Float>(
    x: &[Var<'t, T>],
    heads: usize,
    mask: fn(usize, usize) -> Tensor<T>,
) -> Var<'t, T> {
    let ([_, queries, _], [_, keys, _]) = (x[0].dims::<3>(), x[1].dims::<3>());
    let mask = mask(queries, keys).to(&x[0].value().device());
    let options = AttentionOptions { attn_mask: Some(&mask), ..Default::default() };
    x[0].attention(x[1], x[2], heads, options)
}

/// What is added to the scores: the same in the script.
fn added<T: Float>(queries: usize, keys: usize) -> Tensor<T> {
    let element = |i: usize, j: usize| T::of(((3 * i + 2 * j) % 7) as f64 / 4.0);
    let rows = (0..queries).flat_map(|i| (0..keys).map(move |j| element(i, j)));
    Tensor::new([queries, keys], rows.collect())
}

/// The first query reads no key of sample 1.
fn read<T: Float>(queries: usize, keys: usize) -> Tensor<T> {
    let is_excluded =
        |n: usize, i: usize, j: usize| (i + j).is_multiple_of(3) || (n == 1 && i == 0);
    let rows = (0..2 * queries).flat_map(|row| (0..keys).map(move |j| (row, j)));
    let may_read: Vec<bool> =
        rows.map(|(row, j)| !is_excluded(row / queries, row % queries, j)).collect();
    boolean_mask([2, 1, queries, keys], &may_read)
}
