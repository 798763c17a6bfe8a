//! Mistakes in operations along axes: what is said, and at which line.

use crate::blame::panic_of;
use crate::{Op, value};
use autograd::{PadMode, Tape, Var, stack};
use tensor::{Indices, Shape, Tensor};

/// Zeros of this shape, on the tape.
fn zeros<'t>(tape: &'t Tape<f64>, shape: impl Into<Shape>) -> Var<'t, f64> {
    tape.leaf(&Tensor::zeros(shape))
}

fn two_by_three(tape: &Tape<f64>) -> Var<'_, f64> {
    zeros(tape, [2, 3])
}

fn indices<const N: usize>(shape: impl Into<Shape>, data: [usize; N]) -> Indices {
    Indices::new(shape, data.to_vec())
}

const MISTAKES: &[(Op, &str)] = &[
    (|t| two_by_three(t).sum_dims(&[2], false), "sum_dims: [2, 3] has no axis 2"),
    (|t| two_by_three(t).mean_dims(&[1, 1], true), "mean_dims: axis 1 is named twice"),
    (|t| zeros(t, [2, 0]).mean_dims(&[1], true), "mean_dims: [2, 0] holds no elements along [1]"),
    (|t| zeros(t, [2, 0]).amax(&[1], true), "amax: [2, 0] holds no elements along [1]"),
    (|t| two_by_three(t).amin(&[5], true), "amin: [2, 3] has no axis 5"),
    (|t| zeros(t, [0]).logsumexp(&[], true), "logsumexp: [0] holds no elements along []"),
    (
        |t| zeros(t, [1]).var_dims(&[0], 2, true),
        "var_dims: 1 elements of [1] are too few for correction 2",
    ),
    (|t| two_by_three(t).softmax_dim(2), "softmax_dim: [2, 3] has no axis 2"),
    (|t| two_by_three(t).log_softmax_dim(2), "log_softmax_dim: [2, 3] has no axis 2"),
    (|t| two_by_three(t).cumsum(2), "cumsum: [2, 3] has no axis 2"),
    (|t| two_by_three(t).top_k(4, 1).0, "top_k: axis 1 of [2, 3] has fewer than 4 elements"),
    (
        |t| two_by_three(t).gather(1, &indices([2, 1], [0, 3])),
        "gather: index 3 of axis 1 of [2, 3] does not exist",
    ),
    (
        |t| two_by_three(t).gather(1, &indices([1, 1], [0])),
        "gather: [2, 3] and [1, 1] do not fit: all axes of the indices but the one of the \
         operation must be equal",
    ),
    (
        |t| two_by_three(t).take(1, &indices([1], [3])),
        "take: index 3 of axis 1 of [2, 3] does not exist",
    ),
    (
        |t| zeros(t, [1; 6]).take(1, &indices([1, 1], [0])),
        "take: [1, 1] of [1, 1, 1, 1, 1, 1] are too many axes or elements",
    ),
    (
        |t| two_by_three(t).scatter(1, &indices([2, 2], [0, 0, 1, 2]), zeros(t, [2, 2])),
        "scatter: element 0 of [2, 3] is written twice",
    ),
    (
        |t| two_by_three(t).scatter_add(1, &indices([2, 1], [0, 0]), zeros(t, [2, 2])),
        "scatter_add: [2, 2] and [2, 1] do not fit: the shapes must be equal",
    ),
    (
        |t| two_by_three(t).prelu_dim(0, zeros(t, [3])),
        "prelu_dim: [2, 3] and [3] do not fit: there must be one slope for each index of the axis",
    ),
    (
        |t| two_by_three(t).permute(&[0, 0]),
        "permute: [0, 0] does not name each axis of [2, 3] once",
    ),
    (|t| two_by_three(t).unsqueeze(3), "unsqueeze: [2, 3] cannot get an axis 3"),
    (
        |t| zeros(t, [1; 6]).unsqueeze(0),
        "unsqueeze: [1, 1, 1, 1, 1, 1] has as many axes as there can be",
    ),
    (|t| two_by_three(t).squeeze(1), "squeeze: [2, 3] has no axis 1 of length 1"),
    (|t| two_by_three(t).flip(&[0, 2]), "flip: [2, 3] has no axis 2"),
    (
        |t| two_by_three(t).expand([3, 3]),
        "expand: [2, 3] and [3, 3] do not fit: counted from the last, axes must be equal, or one of \
         them 1 or missing",
    ),
    (
        |t| two_by_three(t).expand([1, 3]),
        "expand: [2, 3] and [1, 3] do not fit: the shapes must be equal",
    ),
    (|t| two_by_three(t).repeat(&[2]), "repeat: 1 counts for the axes of [2, 3]"),
    (|t| two_by_three(t).slice(1, None, None, 0), "slice: a step of 0 leads nowhere"),
    (|t| two_by_three(t).split(&[1, 1], 1)[0], "split: [1, 1] do not add up to axis 1 of [2, 3]"),
    (|t| two_by_three(t).chunk(0, 1)[0], "chunk: there must be at least one part"),
    (|_| stack(&[], 0), "stack: there are no parts"),
    (
        |t| stack(&[zeros(t, [2]), zeros(t, [3])], 0),
        "stack: [2] and [3] do not fit: the shapes must be equal",
    ),
    (
        |t| two_by_three(t).pad(&[(1, 1)], PadMode::Constant(0.0)),
        "pad: 1 pairs of widths for the axes of [2, 3]",
    ),
    (
        |t| two_by_three(t).pad(&[(0, 0), (3, 0)], PadMode::Reflect),
        "pad: (3, 0) is too wide for axis 1 of [2, 3]: at most 2",
    ),
    (
        |t| two_by_three(t).pad(&[(0, -3), (0, 0)], PadMode::Constant(0.0)),
        "pad: (0, -3) removes more of axis 0 than [2, 3] has",
    ),
    (|t| two_by_three(t).clamp(1.0, 0.0), "clamp: 1 is greater than 0, or one is no number"),
    (
        |t| two_by_three(t).pow(zeros(t, [2])),
        "pow: [2, 3] and [2] do not fit: counted from the last, axes must be equal, or one of them 1 \
         or missing",
    ),
    (|t| two_by_three(t).celu(0.0), "celu: alpha must be positive, not 0"),
    (|t| two_by_three(t).shrink(-1.0, 0.0), "shrink: lambda must not be negative, but is -1"),
];

#[test]
fn each_mistake_is_named_at_the_callers_line() {
    for (op, message) in MISTAKES {
        let panic = panic_of(|| value(*op));
        assert_eq!(panic.message, *message);
        let here = panic.file.ends_with("tests/suite/mistakes_along_axes.rs");
        assert!(here, "`{}` is reported at {}", panic.message, panic.file);
    }
}
