//! Reductions, other shapes, parts.

use super::{Operation, each, op};
use autograd::concat;

const BOX: &[&[usize]] = &[&[5, 3, 2]];

pub(super) const ROWS: &[Operation] = &[
    op("sum", "", &[&[5, 3]], each!(|x, _| x[0].sum())).golden("operations", "box", "x", "sum"),
    op("sum", "many elements", &[&[37, 3]], each!(|x, _| (x[0] * x[0]).sum())),
    op("mean", "", &[&[5, 3]], each!(|x, _| x[0].mean())).golden("operations", "box", "x", "mean"),
    op("mean", "of squares", &[&[5, 3]], each!(|x, _| (x[0] * x[0]).mean())),
    op("sum_dim", "first", BOX, each!(|x, _| x[0].sum_dim(0))).golden(
        "operations",
        "box",
        "x",
        "sum_axis_0",
    ),
    op("sum_dim", "middle", BOX, each!(|x, _| x[0].sum_dim(1))).golden(
        "operations",
        "box",
        "x",
        "sum_axis_1",
    ),
    op("sum_dim", "last", BOX, each!(|x, _| x[0].sum_dim(2))).golden(
        "operations",
        "box",
        "x",
        "sum_axis_2",
    ),
    op("max_dim", "first", BOX, each!(|x, _| x[0].max_dim(0))).golden(
        "operations",
        "box",
        "x",
        "max_axis_0",
    ),
    op("max_dim", "middle", BOX, each!(|x, _| x[0].max_dim(1))).golden(
        "operations",
        "box",
        "x",
        "max_axis_1",
    ),
    op("max_dim", "last", BOX, each!(|x, _| x[0].max_dim(2))).golden(
        "operations",
        "box",
        "x",
        "max_axis_2",
    ),
    op("reshape", "", &[&[3, 4, 5]], each!(|x, _| x[0].reshape([6, 10]))).golden(
        "operations",
        "box",
        "x",
        "reshape",
    ),
    op("reshape", "flatten", &[&[2, 3, 2]], each!(|x, _| x[0].flatten())).golden(
        "operations",
        "box",
        "x",
        "flatten",
    ),
    op("transpose", "matrix", &[&[5, 3]], each!(|x, _| x[0].transpose(0, 1))).golden(
        "operations",
        "box",
        "x",
        "transpose_0_1",
    ),
    op("transpose", "the last two", BOX, each!(|x, _| x[0].transpose(1, 2))).golden(
        "operations",
        "box four_axes",
        "x",
        "transpose_1_2",
    ),
    op("transpose", "first and last", BOX, each!(|x, _| x[0].transpose(0, 2))).golden(
        "operations",
        "box",
        "x",
        "transpose_0_2",
    ),
    op(
        "transpose",
        "first and last of four",
        &[&[2, 3, 4, 2]],
        each!(|x, _| { x[0].transpose(0, 3) }),
    )
    .golden("operations", "four_axes", "x", "transpose_0_3"),
    op(
        "transpose",
        "second and last of four",
        &[&[2, 3, 4, 2]],
        each!(|x, _| { x[0].transpose(1, 3) }),
    ),
    op("narrow", "first axis", &[&[5, 3]], each!(|x, _| x[0].narrow(0, 1..3))).golden(
        "operations",
        "box",
        "x",
        "slice_0",
    ),
    op("narrow", "second axis", &[&[5, 4]], each!(|x, _| x[0].narrow(1, 1..3))).golden(
        "operations",
        "box",
        "x",
        "slice_1",
    ),
    op("narrow", "third axis", &[&[2, 3, 4]], each!(|x, _| x[0].narrow(2, 1..3))).golden(
        "operations",
        "box",
        "x",
        "slice_2",
    ),
    op(
        "narrow",
        "last axis, twice",
        &[&[5, 4]],
        each!(|x, _| { x[0].narrow(1, 0..3) * x[0].narrow(1, 1..4) }),
    ),
    op("narrow", "nothing", &[&[5, 4]], each!(|x, _| x[0].narrow(1, 2..2).sum() + x[0].sum())),
    op("concat", "first axis", &[&[2, 3], &[4, 3], &[1, 3]], each!(|x, _| concat(x, 0))).golden(
        "operations",
        "rows",
        "a b c",
        "concat",
    ),
    op("concat", "middle axis", &[&[2, 1, 3], &[2, 2, 3]], each!(|x, _| concat(x, 1))).golden(
        "operations",
        "blocks",
        "a b",
        "concat",
    ),
    op(
        "concat",
        "last axis, one twice",
        &[&[2, 3], &[2, 1]],
        each!(|x, _| { concat(&[x[0], x[1], x[0]], 1) }),
    ),
    op(
        "index_select",
        "a row more than once",
        &[&[5, 3]],
        each!(|x, _| { x[0].index_select(&[2, 0, 2, 2]) }),
    )
    .golden("operations", "box", "x", "gather"),
    op("index_select", "images", &[&[3, 2, 2]], each!(|x, _| x[0].index_select(&[2, 2, 1, 0]))),
    op("sum_dim", "long columns", &[&[1100, 2]], each!(|x, _| x[0].sum_dim(0))),
    op(
        "narrow",
        "many rows",
        &[&[200, 5]],
        each!(|x, _| x[0].narrow(1, 0..4) * x[0].narrow(1, 1..5)),
    ),
    op("concat", "long rows", &[&[2, 300], &[2, 1], &[2, 0]], each!(|x, _| concat(x, 1))),
    op("index_select", "a row many times", &[&[4, 40]], each!(|x, _| x[0].index_select(&[2; 100]))),
    op(
        "index_select",
        "no rows",
        &[&[4, 3]],
        each!(|x, _| x[0].index_select(&[]).sum() + x[0].sum()),
    ),
];
