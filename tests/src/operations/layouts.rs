//! Operations that only move elements.

use super::{Operation, each, op};
use autograd::{PadMode, stack};

const BOX: &[&[usize]] = &[&[2, 3, 4, 2]];
const PARTS: &[&[usize]] = &[&[2, 3], &[2, 3], &[2, 3]];

pub(super) const ROWS: &[Operation] = &[
    op("permute", "", BOX, each!(|x, _| x[0].permute(&[0, 2, 1, 3]))).golden(
        "layouts",
        "box",
        "x",
        "permute_0213",
    ),
    op("permute", "last first", BOX, each!(|x, _| x[0].permute(&[3, 1, 0, 2]))).golden(
        "layouts",
        "box",
        "x",
        "permute_3102",
    ),
    op("permute", "channels last", BOX, each!(|x, _| x[0].permute(&[0, 2, 3, 1]))).golden(
        "layouts",
        "box",
        "x",
        "permute_0231",
    ),
    op("reshape", "unsqueeze", BOX, each!(|x, _| x[0].unsqueeze(2))).golden(
        "layouts",
        "box",
        "x",
        "unsqueeze_2",
    ),
    op("reshape", "squeeze", &[&[3, 1, 2]], each!(|x, _| x[0].squeeze(1))).golden(
        "layouts",
        "ones",
        "x",
        "squeeze_1",
    ),
    op("flip", "", BOX, each!(|x, _| x[0].flip(&[1, 3]))).golden("layouts", "box", "x", "flip_1_3"),
    op("expand", "", &[&[3, 1, 2]], each!(|x, _| x[0].expand([2, 3, 4, 2])))
        .golden("layouts", "ones", "x", "expand"),
    op("expand", "repeat", BOX, each!(|x, _| x[0].repeat(&[2, 1, 3, 2])))
        .golden("layouts", "box", "x", "repeat"),
    op("slice", "", BOX, each!(|x, _| x[0].slice(2, Some(1), None, 2))).golden(
        "layouts",
        "box",
        "x",
        "slice_every_second",
    ),
    op("slice", "backwards", BOX, each!(|x, _| x[0].slice(2, Some(-2), Some(-4), -1))).golden(
        "layouts",
        "box",
        "x",
        "slice_backwards",
    ),
    op(
        "narrow",
        "split",
        BOX,
        each!(|x, _| {
            let parts = x[0].split(&[1, 2], 1);
            parts[1] * parts[0]
        }),
    )
    .golden("layouts", "box", "x", "split"),
    op("narrow", "chunk", BOX, each!(|x, _| x[0].chunk(3, 2)[1]))
        .golden("layouts", "box", "x", "chunk"),
    op("concat", "stack", PARTS, each!(|x, _| stack(x, 0)))
        .golden("layouts", "parts", "a b c", "stack_0"),
    op("concat", "stack in the middle", PARTS, each!(|x, _| stack(x, 1)))
        .golden("layouts", "parts", "a b c", "stack_1"),
    op("concat", "stack at the end", PARTS, each!(|x, _| stack(x, 2)))
        .golden("layouts", "parts", "a b c", "stack_2"),
    op(
        "pad",
        "",
        BOX,
        each!(|x, _| { x[0].pad(&[(0, 0), (1, 1), (0, 2), (1, 0)], PadMode::Constant(0.5)) }),
    )
    .golden("layouts", "box", "x", "pad_constant"),
    op(
        "pad",
        "cropped",
        BOX,
        each!(|x, _| { x[0].pad(&[(0, 0), (2, -1), (-1, -2), (0, 3)], PadMode::Constant(0.0)) }),
    )
    .golden("layouts", "box", "x", "pad_cropped"),
    op(
        "pad",
        "reflect",
        BOX,
        each!(|x, _| { x[0].pad(&[(0, 0), (0, 0), (3, -1), (1, 1)], PadMode::Reflect) }),
    )
    .golden("layouts", "box", "x", "pad_reflect"),
    op(
        "pad",
        "replicate",
        BOX,
        each!(|x, _| { x[0].pad(&[(0, 0), (0, 0), (0, 5), (3, -1)], PadMode::Replicate) }),
    )
    .golden("layouts", "box", "x", "pad_replicate"),
    op(
        "pad",
        "circular",
        BOX,
        each!(|x, _| { x[0].pad(&[(0, 0), (0, 0), (4, 0), (2, 1)], PadMode::Circular) }),
    )
    .golden("layouts", "box", "x", "pad_circular"),
    op(
        "pad",
        "the first axes",
        BOX,
        each!(|x, _| { x[0].pad(&[(1, 0), (2, 1), (0, 0), (0, 0)], PadMode::Reflect) }),
    ),
    op("permute", "several tiles", &[&[2, 33, 40]], each!(|x, _| x[0].permute(&[0, 2, 1]))),
    op(
        "permute",
        "all six axes",
        &[&[2, 3, 2, 3, 2, 3]],
        each!(|x, _| x[0].permute(&[4, 2, 0, 3, 5, 1])),
    ),
    op("slice", "many rows", &[&[300, 5]], each!(|x, _| x[0].slice(1, Some(-1), None, -2))),
    op(
        "pad",
        "of everything that is left",
        &[&[2, 3, 4]],
        each!(|x, _| x[0].pad(&[(0, 0), (-3, 2), (5, 1)], PadMode::Constant(0.5))),
    ),
];
