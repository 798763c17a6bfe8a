//! Operations along any axis, or along several at once.

use super::{Operation, each, op};

const BOX: &[&[usize]] = &[&[2, 3, 4, 2]];

pub(super) const ROWS: &[Operation] =
    &[
        op("sum_dims", "", BOX, each!(|x, _| x[0].sum_dims(&[0, 2], false)))
            .golden("axes", "box", "x", "sum_0_2"),
        op("sum_dims", "keepdim", BOX, each!(|x, _| x[0].sum_dims(&[1, 3], true))).golden(
            "axes",
            "box",
            "x",
            "sum_1_3_keepdim",
        ),
        op("sum_dims", "all", BOX, each!(|x, _| x[0].sum_dims(&[], false))),
        op("mean_dims", "", BOX, each!(|x, _| x[0].mean_dims(&[0, 2], false)))
            .golden("axes", "box", "x", "mean_0_2"),
        op("mean_dims", "keepdim", BOX, each!(|x, _| x[0].mean_dims(&[1, 3], true))).golden(
            "axes",
            "box",
            "x",
            "mean_1_3_keepdim",
        ),
        op("amax", "", BOX, each!(|x, _| x[0].amax(&[0, 2], false)))
            .golden("axes", "box ties", "x", "amax_0_2"),
        op("amax", "keepdim", BOX, each!(|x, _| x[0].amax(&[1, 3], true))).golden(
            "axes",
            "box",
            "x",
            "amax_1_3_keepdim",
        ),
        op("amax", "one axis", &[&[5, 3]], each!(|x, _| x[0].amax(&[1], false)))
            .golden("axes", "ties", "x", "amax_1"),
        op("amin", "", BOX, each!(|x, _| x[0].amin(&[1], false)))
            .golden("axes", "box ties", "x", "amin_1"),
        op("amin", "two axes", BOX, each!(|x, _| x[0].amin(&[0, 2], false)))
            .golden("axes", "ties", "x", "amin_0_2"),
        op("logsumexp", "", BOX, each!(|x, _| x[0].logsumexp(&[0, 2], false))).golden(
            "axes",
            "box",
            "x",
            "logsumexp_0_2",
        ),
        op("logsumexp", "keepdim", BOX, each!(|x, _| x[0].logsumexp(&[1, 3], true))).golden(
            "axes",
            "box",
            "x",
            "logsumexp_1_3_keepdim",
        ),
        op("logsumexp", "first axis", &[&[5, 3]], each!(|x, _| x[0].logsumexp(&[0], false)))
            .golden("axes", "extreme", "x", "logsumexp_0"),
        op("prod", "", BOX, each!(|x, _| x[0].prod(&[2], false)))
            .golden("axes", "box", "x", "prod_2"),
        op("prod", "rows", &[&[5, 3]], each!(|x, _| x[0].prod(&[1], false)))
            .golden("axes", "zeros", "x", "prod_1"),
        op("prod", "columns", &[&[5, 3]], each!(|x, _| x[0].prod(&[0], false)))
            .golden("axes", "zeros", "x", "prod_0"),
        op("var_dims", "", BOX, each!(|x, _| x[0].var_dims(&[0, 2], 1, false)))
            .golden("axes", "box", "x", "var_0_2"),
        op("var_dims", "biased", BOX, each!(|x, _| x[0].var_dims(&[1], 0, false))).golden(
            "axes",
            "box",
            "x",
            "var_biased_1",
        ),
        op("std_dims", "keepdim", BOX, each!(|x, _| x[0].std_dims(&[0, 2], 1, true))).golden(
            "axes",
            "box",
            "x",
            "std_0_2_keepdim",
        ),
        op("std_dims", "rows", &[&[5, 3]], each!(|x, _| x[0].std_dims(&[1], 1, false)))
            .golden("axes", "equal", "x", "std_1"),
        op("softmax_dim", "", BOX, each!(|x, _| x[0].softmax_dim(1))).golden(
            "axes",
            "box extreme",
            "x",
            "softmax_1",
        ),
        op("softmax_dim", "first axis", BOX, each!(|x, _| x[0].softmax_dim(0))).golden(
            "axes",
            "box extreme",
            "x",
            "softmax_0",
        ),
        op("softmax_dim", "wide", &[&[2, 40, 3]], each!(|x, _| x[0].softmax_dim(1))),
        op("log_softmax_dim", "", BOX, each!(|x, _| x[0].log_softmax_dim(1))).golden(
            "axes",
            "box extreme",
            "x",
            "log_softmax_1",
        ),
        op("log_softmax_dim", "first axis", BOX, each!(|x, _| x[0].log_softmax_dim(0))).golden(
            "axes",
            "box extreme",
            "x",
            "log_softmax_0",
        ),
        op(
            "log_softmax_dim",
            "more rows than one block",
            &[&[40, 2]],
            each!(|x, _| { x[0].log_softmax_dim(0) }),
        ),
        // Long enough for several blocks of a GPU, and for sums in several stages.
        op("sum_dims", "long columns", &[&[1100, 2]], each!(|x, _| x[0].sum_dims(&[0], true))),
        op("mean", "long", &[&[3, 700]], each!(|x, _| x[0].mean())),
        op("amax", "long columns", &[&[1100, 2]], each!(|x, _| x[0].amax(&[0], false))),
        op("amin", "long rows", &[&[2, 1100]], each!(|x, _| x[0].amin(&[1], false))),
        op("max_dim", "long rows", &[&[2, 1100]], each!(|x, _| x[0].max_dim(1))),
        op("std_dims", "long rows", &[&[2, 1100]], each!(|x, _| x[0].std_dims(&[1], 1, false))),
        op("logsumexp", "long rows", &[&[2, 1100]], each!(|x, _| x[0].logsumexp(&[1], false))),
        op("softmax", "long rows", &[&[2, 1100]], each!(|x, _| x[0].softmax())),
        op("softmax", "many rows", &[&[20, 12]], each!(|x, _| x[0].softmax())),
        op("log_softmax", "long rows", &[&[2, 1100]], each!(|x, _| x[0].log_softmax())),
        op("log_softmax", "many rows", &[&[20, 12]], each!(|x, _| x[0].log_softmax())),
        op("softmax_dim", "long columns", &[&[1100, 2]], each!(|x, _| x[0].softmax_dim(0))),
    ];
