//! Cumulative sums, elements selected by index, slopes for each channel.

use super::{Operation, each, op};
use autograd::Cumulative;
use tensor::Indices;

const BOX: &[&[usize]] = &[&[2, 5, 3]];
const PAIR: &[&[usize]] = &[&[2, 5, 3], &[2, 2, 3]];

/// Two of five positions on axis 1, each at most once; the script has the same.
fn positions() -> Indices {
    Indices::new([2, 2, 3], (0..12).map(|i| 4 - i % 5).collect())
}

/// Two rows of two positions, one of them twice.
fn rows() -> Indices {
    Indices::new([2, 2], vec![4, 0, 4, 1])
}

pub(super) const ROWS: &[Operation] = &[
    op("cumsum", "first axis", BOX, each!(|x, _| x[0].cumsum(0))).golden(
        "along_axes",
        "box",
        "x",
        "cumsum_0",
    ),
    op("cumsum", "middle", BOX, each!(|x, _| x[0].cumsum(1))).golden(
        "along_axes",
        "box",
        "x",
        "cumsum_1",
    ),
    op("cumsum", "last", BOX, each!(|x, _| x[0].cumsum(2))).golden(
        "along_axes",
        "box",
        "x",
        "cumsum_2",
    ),
    op(
        "cumsum",
        "reverse",
        BOX,
        each!(|x, _| { x[0].cumsum_with(1, Cumulative { reverse: true, exclusive: false }) }),
    )
    .golden("along_axes", "box", "x", "cumsum_reverse"),
    op(
        "cumsum",
        "exclusive",
        BOX,
        each!(|x, _| { x[0].cumsum_with(2, Cumulative { reverse: false, exclusive: true }) }),
    )
    .golden("along_axes", "box", "x", "cumsum_exclusive"),
    op("gather", "", BOX, each!(|x, _| x[0].gather(1, &positions()))).golden(
        "along_axes",
        "box",
        "x",
        "gather",
    ),
    op("gather", "top 2", BOX, each!(|x, _| x[0].top_k(2, 1).0)).golden(
        "along_axes",
        "box",
        "x",
        "top_2_of_1",
    ),
    op("gather", "all, sorted", BOX, each!(|x, _| x[0].top_k(3, 2).0)).golden(
        "along_axes",
        "box",
        "x",
        "top_3_of_2",
    ),
    op("gather", "bottom 2", BOX, each!(|x, _| x[0].bottom_k(2, 1).0)).golden(
        "along_axes",
        "box",
        "x",
        "bottom_2_of_1",
    ),
    op("take", "", BOX, each!(|x, _| x[0].take(1, &rows()))).golden(
        "along_axes",
        "box",
        "x",
        "take_1",
    ),
    op("take", "first axis", BOX, each!(|x, _| x[0].take(0, &Indices::new([], vec![1])))),
    op("take", "last axis", BOX, each!(|x, _| x[0].take(2, &Indices::new([4], vec![2, 0, 0, 1])))),
    op("scatter", "", PAIR, each!(|x, _| x[0].scatter(1, &positions(), x[1]))).golden(
        "along_axes",
        "pair",
        "x src",
        "scatter",
    ),
    op("scatter_add", "", PAIR, each!(|x, _| x[0].scatter_add(1, &positions(), x[1]))).golden(
        "along_axes",
        "pair",
        "x src",
        "scatter_add",
    ),
    op("prelu_dim", "", &[&[2, 3, 4], &[3]], each!(|x, _| x[0].prelu_dim(1, x[1]))).golden(
        "along_axes",
        "channels images",
        "x slope",
        "prelu",
    ),
    op("prelu_dim", "last axis", &[&[4, 3], &[3]], each!(|x, _| x[0].prelu_dim(1, x[1]))),
    op("cumsum", "long rows", &[&[2, 600]], each!(|x, _| x[0].cumsum(1))),
    op("cumsum", "many columns", &[&[2, 300]], each!(|x, _| x[0].cumsum(0))),
    op(
        "cumsum",
        "long row from the end",
        &[&[600]],
        each!(|x, _| { x[0].cumsum_with(0, Cumulative { reverse: true, exclusive: true }) }),
    ),
    op(
        "take",
        "a row many times",
        &[&[2, 3, 40]],
        each!(|x, _| x[0].take(1, &Indices::new([100], vec![2; 100]))),
    ),
    op(
        "gather",
        "an element many times",
        &[&[2, 3]],
        each!(|x, _| x[0].gather(1, &Indices::new([2, 100], vec![1; 200]))),
    ),
];
